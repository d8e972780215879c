import { useQuery } from '@tanstack/react-query';
import type { CauseEntry } from '../../../shared/domain/cause.ts';
import { count } from '../../../shared/text/numbers.ts';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { ask } from '../../engine-client/engine.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { standingWords } from './cause-words.ts';
import styles from './causes.module.css';

/** What was said of the cause, by whom and when, newest first; also what was taken back. */
export function HistorySection({ cause_no }: { cause_no: number }) {
  const { minuteZoned } = useTimes();
  const { data, error } = useQuery(ask.causes.history.queryOptions({ input: { cause_no } }));
  const entries = (data?.entries ?? []).toReversed();
  return (
    <PanelSection
      title="History"
      count={data === undefined ? undefined : count(entries.length)}
      isFoldable
      defaultOpen={false}
      isInset
    >
      {error === null ? null : <p className={styles['none']}>{troubleOf(error).sentence}</p>}
      <ol className={styles['history']} aria-label="History of the opinion">
        {entries.map((entry) => (
          <li key={entry.act_seq}>
            <span className="u-quiet">
              {`${minuteZoned(entry.at)}, ${entry.who} ${entry.what}${entry.stands ? '' : ', taken back since'}`}
            </span>
            {saidIn(entry).map(([what, words]) => (
              <span key={what} className={styles['said']}>
                <span className="u-quiet">{what} </span>
                {what === 'rationale' ? <EvidenceText text={words} /> : words}
              </span>
            ))}
          </li>
        ))}
      </ol>
    </PanelSection>
  );
}

/** What an entry said, in the order of the editor. */
function saidIn(entry: CauseEntry): (readonly [string, string])[] {
  const handles = (list: readonly string[]): string =>
    list.length === 0 ? 'none' : list.join(', ');
  return [
    ...(entry.standing === null ? [] : [['standing', standingWords(entry.standing)] as const]),
    ...(entry.confidence === null ? [] : [['confidence', entry.confidence] as const]),
    ...(entry.grounds_for === null ? [] : [['grounds for', handles(entry.grounds_for)] as const]),
    ...(entry.grounds_against === null
      ? []
      : [['grounds against', handles(entry.grounds_against)] as const]),
    ...(entry.rationale === null ? [] : [['rationale', entry.rationale] as const]),
  ];
}
