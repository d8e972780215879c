import { useEffect, useMemo, useState } from 'react';
import type { HeldRecord } from '../../../shared/domain/evidence-register.ts';
import { count } from '../../../shared/text/numbers.ts';
import { Badge } from '../../design/badge.tsx';
import {
  createPagedRows,
  DataGrid,
  type GridColumn,
  noColumnState,
} from '../../design/grid/index.ts';
import { engine } from '../../engine-client/engine.ts';
import { useKeptColumns } from '../../engine-client/kept-columns.ts';
import { useLive } from '../../engine-client/live.ts';
import { tell } from '../../commands/attempt.ts';
import styles from './evidence.module.css';
import { FileName } from './file-name.tsx';
import { type HeldChoice, heldBy, recordName } from './record-words.ts';

const PAGE = 200;
/** Rows that are seen without scrolling, at most. */
const TALL = 4;

const keyOf = ({ record_id }: HeldRecord): number => record_id;

const columns: readonly GridColumn<HeldRecord>[] = [
  { id: 'record', title: 'Record', width: 128, mono: true, render: (held) => recordName(held) },
  {
    id: 'status',
    title: 'Status',
    width: 104,
    render: ({ status, repaired }) => (
      <Badge tone={status === 'quarantined' ? 'warn' : 'line'}>
        {repaired ? 'repaired' : status}
      </Badge>
    ),
  },
  {
    id: 'reason',
    title: 'Parser’s reason, or repair',
    width: 240,
    grow: true,
    render: ({ error }) =>
      error === null ? (
        <span className="u-quiet">none given</span>
      ) : (
        <bdi title={error}>{error}</bdi>
      ),
  },
  {
    id: 'file',
    title: 'File',
    width: 176,
    render: ({ name }) => <FileName name={name} isSoft />,
  },
  {
    id: 'offset',
    title: 'From byte',
    width: 104,
    align: 'end',
    render: ({ byte_offset }) => (byte_offset === null ? '' : count(byte_offset)),
  },
  {
    id: 'length',
    title: 'Bytes',
    width: 72,
    align: 'end',
    render: ({ byte_length }) => (byte_length === null ? '' : count(byte_length)),
  },
];

/** Records in order of import, a page at a time. */
export function HeldList(props: {
  evidence_id: number | null;
  choice: HeldChoice;
  total: number;
  record: number | undefined;
  onRecord: (record: HeldRecord) => void;
}) {
  const { evidence_id, choice, total, record } = props;
  const [columnState, setColumnState] = useKeptColumns('held', noColumnState);
  // Other tables: the same question has another answer.
  const tables = useLive((live) => live.tables);
  const rows = useMemo(() => {
    const asked = { evidence_id, ...heldBy(choice) };
    return createPagedRows<HeldRecord>({
      length: total,
      pageSize: PAGE,
      load: async (offset, limit, signal) => {
        const page = await engine.evidence.held({ ...asked, offset, limit }, { signal });
        return page.records;
      },
      onError: tell,
    });
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [evidence_id, choice, total, tables]);

  // The record that is shown may come from elsewhere; where it is on the first page, the cursor stands on it. A row that
  // the cursor reached before its page came (record: null) is shown when it comes.
  const [at, setAt] = useState<{ index: number; record: number | null } | null>(null);
  const { onRecord } = props;
  useEffect(() => {
    const look = (): void => {
      const reached = at?.record === null ? rows.row(at.index) : undefined;
      if (at?.record === null) {
        if (reached === undefined) return;
        setAt({ index: at.index, record: reached.record_id });
        onRecord(reached);
      } else if (record !== undefined && at?.record !== record) {
        for (let index = 0; index < Math.min(total, PAGE); index += 1)
          if (rows.row(index)?.record_id === record) setAt({ index, record });
      }
    };
    look();
    return rows.subscribe(look);
  }, [rows, record, total, at, onRecord]);
  const stands = at !== null && (at.record === null || at.record === record);

  return (
    <div
      className={styles['held']}
      style={{ height: `calc(29px + ${Math.min(TALL, total)} * var(--row))` }}
    >
      <DataGrid
        label="Records kept aside"
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        cursor={stands ? at.index : undefined}
        onCursor={(index) => {
          const held = rows.row(index);
          setAt({ index, record: held?.record_id ?? null });
          if (held !== undefined) onRecord(held);
        }}
        sort={undefined}
        onSort={() => undefined}
        onOpen={(index) => {
          const held = rows.row(index);
          if (held !== undefined) onRecord(held);
          document.querySelector<HTMLElement>('[data-record]')?.focus();
        }}
        columnState={columnState}
        onColumnState={setColumnState}
        empty={null}
      />
    </div>
  );
}
