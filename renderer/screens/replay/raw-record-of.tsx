import { useQuery } from '@tanstack/react-query';
import type { TurnHead } from '../../../shared/domain/replay-screen.ts';
import { standsAt } from '../../../shared/text/turn-sources.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { Select } from '../../design/select.tsx';
import { citationOf } from './cited.ts';
import { RawRecord } from './raw-record.tsx';
import styles from './raw-record.module.css';
import type { Selection } from './selection.ts';

/** The record that was asked for, else the one that gives what is selected, with the way to the others of the turn. */
export function RawRecordOf(props: {
  head: TurnHead;
  selection: Selection;
  record: number | null;
  toRecord: (record_id: number) => void;
}) {
  const { head, selection, record } = props;
  const cited = useQuery(citationOf(head, selection));
  const shown = record ?? cited.data?.record_id ?? (cited.isPending ? null : head.record_id);
  if (shown === null) return null;
  return (
    <RawRecord
      key={shown}
      record_id={shown}
      which={
        head.records.length < 2 ? null : (
          <div className={styles['which']}>
            <Select
              label="Record of this turn"
              isLabelHidden
              size="control"
              options={head.records.map((one) => ({
                value: String(one.record_id),
                label: visibleLine(`${one.place.name}, ${standsAt(one)}`),
              }))}
              placeholder="another record"
              value={String(shown)}
              onChange={(id) => props.toRecord(Number(id))}
            />
          </div>
        )
      }
    />
  );
}
