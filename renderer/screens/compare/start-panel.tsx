import { useQuery } from '@tanstack/react-query';
import type { PastComparison, SuggestedSides } from '../../../shared/domain/comparison-screen.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { Empty } from '../../design/empty.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { List, TwoLine } from '../../design/list.tsx';
import { PanelHead } from '../../design/pane.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { ask } from '../../engine-client/engine.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import styles from './compare.module.css';

const fields = { model: 'Models', prompt_version: 'Prompts', index_version: 'Indexes' } as const;

const sharedWords = (of: Omit<SuggestedSides, 'a' | 'b'>): string =>
  `${fields[of.field]}: ${counted(of.shared, 'question')} shared, of ${counted(of.turns_a, 'turn')} and ${counted(of.turns_b, 'turn')}`;

/** What could be compared, and what was. */
export function StartPanel(props: {
  onSuggested: (sides: SuggestedSides) => void;
  onPast: (past: PastComparison) => void;
}) {
  const suggested = useQuery(ask.compare.suggestions.queryOptions({ input: {} }));
  const { dateTimeZoned } = useTimes();
  const past = useQuery(ask.compare.list.queryOptions({ input: {} }));
  return (
    <div className={styles['start']}>
      <section aria-label="Suggested sides">
        <PanelHead>Asked the same questions</PanelHead>
        {suggested.data === undefined ? (
          <SkeletonRows label="Looking for shared questions" rows={4} />
        ) : (
          <List
            label="Suggested sides"
            items={suggested.data.suggestions}
            idOf={({ field, a, b }) => JSON.stringify([field, a, b])}
            onOpen={props.onSuggested}
            empty={
              <Empty words="No two models, prompts or indexes of this case were asked the same question. Any two filters can still be compared." />
            }
          >
            {({ a, b, ...counts }) => (
              <span className={styles['suggestion']} title={sharedWords(counts)}>
                <span className="u-mono u-cut u-grow">
                  <EvidenceText text={a} isLine /> with <EvidenceText text={b} isLine />
                </span>
                <span className="u-quiet">{counted(counts.shared, 'question')}</span>
              </span>
            )}
          </List>
        )}
      </section>
      <section aria-label="Earlier comparisons">
        <PanelHead>Compared before</PanelHead>
        {past.data === undefined ? (
          <SkeletonRows label="Reading the activity log" rows={4} />
        ) : (
          <List
            label="Earlier comparisons"
            items={past.data.comparisons.toReversed()}
            idOf={({ number }) => String(number)}
            onOpen={props.onPast}
            isTwoLine
            empty={<Empty words="Nothing was compared in this case yet." />}
          >
            {({ number, a, b, pairs, changed, completed_at, by }) => (
              <TwoLine
                first={
                  <span>
                    {number}{' '}
                    <span className="u-mono">
                      <EvidenceText text={a} isLine /> with <EvidenceText text={b} isLine />
                    </span>
                  </span>
                }
                second={`${count(changed)} of ${counted(pairs, 'pair')} changed; ${by}, ${dateTimeZoned(completed_at)}`}
              />
            )}
          </List>
        )}
      </section>
    </div>
  );
}
