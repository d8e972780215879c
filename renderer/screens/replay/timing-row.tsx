import { useQuery } from '@tanstack/react-query';
import type { TimedStep, TurnTiming } from '../../../shared/domain/replay-screen.ts';
import { count, duration } from '../../../shared/text/numbers.ts';
import type { Times } from '../../../shared/text/times.ts';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { SkeletonText } from '../../design/skeleton.tsx';
import { ask } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import { Block } from './block.tsx';
import { bars, totalWords } from './timing.ts';
import { kindWords } from './turn-words.ts';
import { useView } from './turn-view.ts';
import styles from './timing-row.module.css';

/** When the turn and the steps that led to it began and how long they took; what the log does not say is not drawn. */
export function TimingRow() {
  const { head } = useView();
  const { data, error } = useQuery(
    ask.replay.timing.queryOptions({ input: { turn_id: head.turn_id } }),
  );
  return (
    <Block label={<span className="u-quiet">Timing</span>}>
      {data !== undefined ? (
        <Timing timing={data} turn_id={head.turn_id} />
      ) : error === null ? (
        <SkeletonText label="Timing" lines={1} />
      ) : (
        <p className="u-quiet">The times could not be read. {troubleOf(error).sentence}</p>
      )}
    </Block>
  );
}

function Timing({ timing, turn_id }: { timing: TurnTiming; turn_id: number }) {
  const { steps, total } = timing;
  const times = useTimes();
  const isUntimed = steps.every(
    ({ started_at, duration_ms }) => started_at === null && duration_ms === null,
  );
  if (isUntimed) return <p className="u-quiet">no time in record</p>;
  const drawn = bars(steps);
  return (
    <>
      <ol className={styles['steps']} aria-label="Timing">
        {steps.map((step, index) => (
          <li key={step.turn_id} className={styles['step']}>
            <span className={styles['name']}>
              <EvidenceText isLine text={step.name ?? kindWords(step.kind)} />
            </span>
            <Bar bar={drawn[index]} isTurn={step.turn_id === turn_id} />
            <span className={styles['words']} title={beginning(step, times)}>
              {took(step)}
            </span>
          </li>
        ))}
      </ol>
      <p className={styles['total']}>
        {total > steps.length ? `the last ${count(steps.length)} of ${count(total)} steps · ` : ''}
        {totalWords(steps)}
      </p>
    </>
  );
}

function Bar({
  bar,
  isTurn,
}: {
  bar: { from: number; width: number } | null | undefined;
  isTurn: boolean;
}) {
  return (
    <span className={styles['track']} aria-hidden>
      {bar === null || bar === undefined ? null : (
        <span
          className={styles['bar']}
          data-turn={isTurn}
          style={{ left: `${bar.from * 100}%`, width: `${bar.width * 100}%` }}
        />
      )}
    </span>
  );
}

const beginning = ({ started_at, duration_from }: TimedStep, { dateTimeZoned }: Times): string =>
  [
    started_at === null ? 'no beginning in record' : `began ${dateTimeZoned(started_at)}`,
    duration_from === 'latency' ? 'how long: the latency that the log states' : '',
    duration_from === 'times' ? 'how long: end less beginning' : '',
  ]
    .filter((words) => words !== '')
    .join('; ');

const took = ({ started_at, duration_ms }: TimedStep): string =>
  duration_ms !== null
    ? duration(duration_ms)
    : started_at === null
      ? 'no time in record'
      : 'no end in record';
