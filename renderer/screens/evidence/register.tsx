import { useEffect, useMemo, useRef } from 'react';
import type {
  EvidenceFile,
  EvidenceReference,
  EvidenceRegister,
} from '../../../shared/domain/evidence-register.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { DataGrid, fixedRows, noColumnState } from '../../design/grid/index.ts';
import { Icon } from '../../design/icon.tsx';
import { Pane, PaneFoot } from '../../design/pane.tsx';
import { useKeptColumns } from '../../engine-client/kept-columns.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import styles from './evidence.module.css';
import { totals } from './file-words.ts';
import { chosenState, registerState } from './narrow-register.ts';
import { References } from './references.tsx';
import { RefusedFiles } from './refused-files.tsx';
import { registerColumns } from './register-columns.tsx';

const keyOf = ({ evidence_id }: EvidenceFile): number => evidence_id;

/** The files in order of import, with their totals below. Enter goes to what a file gave. */
export function Register(props: {
  files: readonly EvidenceFile[];
  references: readonly EvidenceReference[];
  refused: EvidenceRegister['refused'];
  current: EvidenceFile;
  isNarrow: boolean;
  onCurrent: (file: EvidenceFile) => void;
  onOpen: (file: EvidenceFile) => void;
  onPin: (reference: EvidenceReference) => void;
}) {
  const { files, references, current } = props;
  const rows = useMemo(() => fixedRows(files), [files]);
  const times = useTimes();
  const columns = useMemo(() => registerColumns(times), [times]);
  const [kept, keep] = useKeptColumns('evidence', noColumnState);
  const columnState = useMemo(() => registerState(kept, props.isNarrow), [kept, props.isNarrow]);
  const frame = useRef<HTMLDivElement>(null);
  // Keys work as soon as the files are here.
  useEffect(() => {
    frame.current?.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
  }, []);
  const at = files.findIndex(({ evidence_id }) => evidence_id === current.evidence_id);
  const sum = totals(files);
  return (
    <Pane label="Register of evidence files">
      <div ref={frame} className={styles['grid']}>
        <DataGrid
          label="Evidence files"
          columns={columns}
          rows={rows}
          rowKey={keyOf}
          cursor={at === -1 ? undefined : at}
          onCursor={(index) => {
            const file = files[index];
            if (file !== undefined) props.onCurrent(file);
          }}
          sort={undefined}
          onSort={() => undefined}
          onOpen={(index) => {
            const file = files[index];
            if (file !== undefined) props.onOpen(file);
          }}
          columnState={columnState}
          onColumnState={(state) => keep(chosenState(state))}
          empty={null}
        />
      </div>
      <References references={references} onPin={props.onPin} />
      <RefusedFiles refused={props.refused} />
      <PaneFoot>
        <span>{`${counted(files.length, 'file')} shown of ${count(files.length)}`}</span>
        <span className={styles['totals']}>
          <b className="u-medium">{counted(sum.records, 'record')}</b>
          {` = ${count(sum.mapped)} mapped + ${count(sum.unmapped)} unmapped + `}
          <span className={sum.quarantined > 0 ? 'u-warn' : undefined}>
            {`${count(sum.quarantined)} quarantined`}
          </span>
        </span>
        <span className={sum.addsUp ? 'u-ok' : 'u-fail'}>
          <Icon
            name={sum.addsUp ? 'check' : 'error'}
            size={12}
            label={sum.addsUp ? 'they add up' : 'they do not add up'}
          />
        </span>
        {sum.blank === 0 ? null : (
          <span className="u-quiet">{`${counted(sum.blank, 'blank line')} beside`}</span>
        )}
      </PaneFoot>
    </Pane>
  );
}
