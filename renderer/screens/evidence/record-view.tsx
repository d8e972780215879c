import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { RecordBytes } from '../../../shared/domain/evidence-register.ts';
import { count } from '../../../shared/text/numbers.ts';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { CopyButton } from '../../design/handle.tsx';
import { Icon } from '../../design/icon.tsx';
import { Segmented } from '../../design/segmented.tsx';
import { SkeletonText } from '../../design/skeleton.tsx';
import { ask } from '../../engine-client/engine.ts';
import { attempt } from '../../commands/attempt.ts';
import { byteText, markedBytes, textPieces } from './byte-text.ts';
import { EvidenceFault } from './evidence-fault.tsx';
import styles from './evidence.module.css';
import { bytesOf, hexRows, hexText } from './hex-rows.ts';
import { HexPane, TextPane, WholePane } from './record-panes.tsx';
import { RecordRepair } from './record-repair.tsx';
import {
  faultInWindow,
  reasonWords,
  recordName,
  WINDOW,
  windowOf,
  windowWords,
} from './record-words.ts';

type Show = 'both' | 'text' | 'hex' | 'indented';

/** One record as its bytes stand in the evidence, in windows; it opens where reading stumbled. */
export function RecordView({ record_id }: { record_id: number }) {
  const [chosen, setChosen] = useState<number | null>(null);
  const [show, setShow] = useState<Show>('both');
  const start = useQuery(
    ask.evidence.bytes.queryOptions({ input: { record_id, offset: 0, length: WINDOW } }),
  );
  const offset =
    chosen ??
    (start.data === undefined ? 0 : windowOf(start.data.fault_at ?? 0, start.data.length));
  const seen = useQuery(
    ask.evidence.bytes.queryOptions({ input: { record_id, offset, length: WINDOW } }),
  );

  const error = seen.error ?? start.error;
  if (seen.data === undefined)
    return (
      <div className={styles['record']}>
        {error === null ? (
          <SkeletonText label="The record" lines={4} />
        ) : (
          <EvidenceFault
            what="This record could not be read from the evidence."
            error={error}
            onAgain={() => attempt(() => seen.refetch())}
          />
        )}
      </div>
    );
  const { data } = seen;
  const isColumnar = data.record.byte_length === null;
  return (
    <section className={styles['record']} aria-label={`Record ${recordName(data.record)}`}>
      <div className={styles['record-bar']}>
        <b className="u-strong">{recordName(data.record)}</b>
        <Reason data={data} />
        <span className="u-grow" />
        <Segmented
          label="Show the record as"
          value={isColumnar && show !== 'indented' ? 'text' : show}
          onChange={setShow}
          options={isColumnar ? columnarWays : ways}
        />
      </div>
      {data.record.status === 'quarantined' || data.record.repaired ? (
        <RecordRepair record={data.record} />
      ) : null}
      {isColumnar ? (
        <WholePane record_id={record_id} form={show === 'indented' ? 'indented' : 'as-stored'} />
      ) : show === 'indented' ? (
        <WholePane record_id={record_id} form="indented" />
      ) : (
        <Window data={data} show={show} />
      )}
      <RecordFoot data={data} onWindow={setChosen} hasWindows={show !== 'indented'} />
    </section>
  );
}

const ways = [
  { value: 'both', label: 'Text and hex' },
  { value: 'text', label: 'Text' },
  { value: 'hex', label: 'Hex' },
  { value: 'indented', label: 'Indented' },
] as const;

const columnarWays = [
  { value: 'text', label: 'Canonical row' },
  { value: 'indented', label: 'Indented' },
] as const;

function Reason({ data: { record, fault_at, length } }: { data: RecordBytes }) {
  const words = reasonWords(record, fault_at, length);
  if (record.status === 'quarantined')
    return (
      <span className={styles['record-reason']} title={words}>
        <Icon name="error" size={12} />
        <bdi className="u-cut">{words}</bdi>
      </span>
    );
  return (
    <>
      <Badge tone="line">{record.repaired ? `${record.status}, repaired` : record.status}</Badge>
      {record.error === null ? null : <bdi className="u-soft u-cut">{record.error}</bdi>}
    </>
  );
}

function Window({ data, show }: { data: RecordBytes; show: Exclude<Show, 'indented'> }) {
  const { base64, offset, length, fault_at } = data;
  const { text, rows } = useMemo(() => {
    const bytes = bytesOf(base64);
    const fault = faultInWindow(fault_at, length, offset, bytes.length);
    const pieces = textPieces(bytes, offset > 0, offset + bytes.length < length);
    return {
      text: byteText(pieces, fault),
      rows: hexRows(bytes, offset, markedBytes(pieces, fault)),
    };
  }, [base64, offset, length, fault_at]);
  return (
    <div className={styles['record-panes']} data-show={show}>
      {show === 'hex' ? null : (
        <TextPane text={text} endsEarly={fault_at === length && length > 0} />
      )}
      {show === 'text' ? null : <HexPane rows={rows} isFirst={show === 'hex'} />}
    </div>
  );
}

function RecordFoot(props: {
  data: RecordBytes;
  hasWindows: boolean;
  onWindow: (offset: number) => void;
}) {
  const { data, onWindow } = props;
  const { offset, length, base64, stock_command, hash_matches } = data;
  const bytes = useMemo(() => bytesOf(base64), [base64]);
  const isColumnar = data.record.byte_length === null;
  const hasMore = props.hasWindows && length > WINDOW;
  return (
    <div className={styles['record-foot']}>
      {isColumnar ? null : <span>{windowWords(offset, bytes.length, length)}</span>}
      {hasMore ? (
        <>
          <Button
            variant="bare"
            icon="chevron-left"
            isDisabled={offset === 0}
            onPress={() => onWindow(Math.max(0, offset - WINDOW))}
          >
            Previous
          </Button>
          <Button
            variant="bare"
            iconEnd="chevron-right"
            isDisabled={offset + bytes.length >= length}
            onPress={() => onWindow(offset + WINDOW)}
          >
            Next
          </Button>
        </>
      ) : null}
      {isColumnar ? (
        <ColumnarHash data={data} />
      ) : (
        <HashBadge sha256={data.place.sha256} matches={hash_matches} />
      )}
      <span className="u-grow" />
      {isColumnar ? null : (
        <CopyButton
          text={() => hexText(bytes)}
          words="Copy bytes"
          label={`Copy bytes: ${count(bytes.length)} of ${count(length)}, hexadecimal`}
          what={`${count(bytes.length)} of ${count(length)} bytes, hexadecimal`}
        />
      )}
      {stock_command === null ? null : (
        <CopyButton
          text={stock_command}
          words="Copy command"
          label="Copy command that cuts this record out of the evidence and hashes it"
          what="the command that cuts the record out and hashes it"
        />
      )}
    </div>
  );
}

function HashBadge({ sha256, matches }: { sha256: string; matches: boolean }) {
  return matches ? (
    <Badge tone="ok" icon="check" title={`SHA-256 ${sha256}, computed just now`}>
      hash matches
    </Badge>
  ) : (
    <Badge tone="fail" icon="error" title={`SHA-256 at import was ${sha256}`}>
      hash differs from import
    </Badge>
  );
}

/** The hash of a row is that of its canonical form, which is made anew. */
function ColumnarHash({ data: { record, place } }: { data: RecordBytes }) {
  const { data } = useQuery(
    ask.evidence.text.queryOptions({
      input: { record_id: record.record_id, form: 'as-stored' },
    }),
  );
  return (
    <>
      <span className="u-quiet u-cut">
        its bytes stand in the file as columns; its hash is that of the canonical row
      </span>
      {data === undefined ? null : <HashBadge sha256={place.sha256} matches={data.hash_matches} />}
    </>
  );
}
