import type { ReplayRecord } from '../../../shared/domain/replay.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { repairSentences } from '../../../shared/text/repair-words.ts';
import {
  type Difference,
  differences,
  givesWords,
  recordCount,
  standsAt,
} from '../../../shared/text/turn-sources.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { LinkButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Block } from './block.tsx';
import { useView } from './turn-view.ts';
import styles from './sources-row.module.css';

/** On which records a turn rests, what each gives, and where two of them say different things. */
export function SourcesRow() {
  const { head } = useView();
  const { records, conflicts } = head;
  const differing = differences(records, conflicts);
  return (
    <Block label={<span className="u-quiet">Records</span>}>
      <p>{`This turn rests on ${counted(recordCount(records), 'record')}.`}</p>
      <ul className={styles['records']} aria-label="Records of this turn">
        {records.map((record) => (
          <li key={record.record_id}>
            <ToRecord record={record} />
            <span className="u-soft">
              <bdi>{visibleLine(givesWords(record))}</bdi>
            </span>
            {record.repair === undefined ? null : (
              <span className="u-warn">
                <bdi>{repairSentences(record.repair)}</bdi>
              </span>
            )}
          </li>
        ))}
      </ul>
      {differing.length === 0 ? null : (
        <div role="note" aria-label="Records that differ" className={styles['differing']}>
          <Icon name="warning" />
          <ul>
            {differing.map((difference, index) => (
              <li key={index}>
                <Differing difference={difference} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </Block>
  );
}

function Differing({
  difference: { field, kept, other },
}: {
  difference: Difference<ReplayRecord>;
}) {
  return (
    <>
      <span className="u-medium">{`Two records differ on ${field}: `}</span>
      {kept.value === null ? (
        <>
          that of <ToRecord record={kept.record} /> is kept, that of{' '}
          <ToRecord record={other.record} /> is not shown here
        </>
      ) : (
        <>
          <Value text={kept.value} /> (kept, <ToRecord record={kept.record} />) /{' '}
          <Value text={other.value ?? 'nothing'} /> (<ToRecord record={other.record} />)
        </>
      )}
    </>
  );
}

const Value = ({ text }: { text: string }) => (
  <bdi className="u-mono-small">{visibleLine(text)}</bdi>
);

function ToRecord({ record }: { record: ReplayRecord | undefined }) {
  const { toRecord } = useView();
  if (record === undefined) return 'another record';
  const words = visibleLine(`${record.place.name}, ${standsAt(record)}`);
  return (
    <LinkButton label={`Raw record: ${words}`} onPress={() => toRecord(record.record_id)}>
      {words}
    </LinkButton>
  );
}
