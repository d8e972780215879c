import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { PastComparison, SuggestedSides } from '../../../shared/domain/comparison-screen.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { attempt } from '../../commands/attempt.ts';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { Fault } from '../../design/fault.tsx';
import { isFocusFree } from '../../design/free-focus.ts';
import { List, TwoLine } from '../../design/list.tsx';
import { PanelHead } from '../../design/pane.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { ask } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import styles from './compare.module.css';

const fields = { model: 'models', prompt_version: 'prompts', index_version: 'indexes' } as const;

const sharedWords = (of: Omit<SuggestedSides, 'a' | 'b'>): string =>
  `Two ${fields[of.field]}: ${counted(of.shared, 'question')} shared, of ${counted(of.turns_a, 'turn')} and ${counted(of.turns_b, 'turn')}`;

interface Filters {
  readonly a: string;
  readonly b: string;
}

/** What could be compared, and what was. What is chosen stands in both fields; what is opened is compared. */
export function StartPanel(props: {
  sides: Filters;
  onSides: (a: string, b: string) => void;
  onSuggested: (sides: SuggestedSides) => void;
  onPast: (past: PastComparison) => void;
}) {
  const { sides, onSides } = props;
  const suggested = useQuery(ask.compare.suggestions.queryOptions({ input: {} }));
  const { minuteZoned } = useTimes();
  const past = useQuery(ask.compare.list.queryOptions({ input: {} }));
  const panel = useRef<HTMLDivElement>(null);
  const isRead = suggested.data !== undefined;
  useEffect(() => {
    if (isRead && isFocusFree())
      panel.current?.querySelector<HTMLElement>('[data-list-row][tabindex="0"]')?.focus();
  }, [isRead]);
  return (
    <div ref={panel} className={styles['start']}>
      <section aria-label="Suggested sides">
        <PanelHead end={<span className="u-quiet">Enter or a double click compares</span>}>
          Asked the same questions
        </PanelHead>
        {suggested.data === undefined ? (
          suggested.error === null ? (
            <SkeletonRows label="Looking for shared questions" rows={4} />
          ) : (
            <Fault
              what="What was asked the same questions could not be found out."
              where={troubleOf(suggested.error).sentence}
              next="Two sides can be written above all the same."
              actions={
                <Button onPress={() => attempt(() => suggested.refetch())}>Look again</Button>
              }
            />
          )
        ) : (
          <List
            label="Suggested sides"
            items={suggested.data.suggestions}
            idOf={suggestionId}
            {...choosing(suggested.data.suggestions, suggestionId, filtersOf, sides, onSides)}
            onOpen={props.onSuggested}
            empty={
              <Empty words="No two models, prompts or indexes of this case were asked the same question. Any two filters can still be compared." />
            }
          >
            {({ a, b, ...counts }) => (
              <span className={styles['suggestion']} title={sharedWords(counts)}>
                <Sides a={a} b={b} />
                <span className="u-quiet">
                  {fields[counts.field]}, {counted(counts.shared, 'question')}
                </span>
              </span>
            )}
          </List>
        )}
      </section>
      <section aria-label="Earlier comparisons">
        <PanelHead>Compared before</PanelHead>
        {past.data === undefined ? (
          past.error === null ? (
            <SkeletonRows label="Reading the activity log" rows={4} />
          ) : (
            <Fault
              what="What was compared before could not be read."
              where={troubleOf(past.error).sentence}
              actions={<Button onPress={() => attempt(() => past.refetch())}>Read it again</Button>}
            />
          )
        ) : (
          <List
            label="Earlier comparisons"
            items={past.data.comparisons.toReversed()}
            idOf={pastId}
            {...choosing(past.data.comparisons, pastId, (one) => one, sides, onSides)}
            onOpen={props.onPast}
            isTwoLine
            empty={<Empty words="Nothing was compared in this case yet." />}
          >
            {({ number, a, b, pairs, changed, completed_at, by }) => (
              <TwoLine
                first={
                  <span className={styles['suggestion']}>
                    <span className="u-quiet">{number}</span> <Sides a={a} b={b} />
                  </span>
                }
                second={`${count(changed)} of ${counted(pairs, 'pair')} changed; ${by}, ${minuteZoned(completed_at)}`}
              />
            )}
          </List>
        )}
      </section>
    </div>
  );
}

const suggestionId = ({ field, a, b }: SuggestedSides): string => JSON.stringify([field, a, b]);
const filtersOf = ({ filter_a, filter_b }: SuggestedSides): Filters => ({
  a: filter_a,
  b: filter_b,
});
const pastId = ({ number }: PastComparison): string => String(number);

/** How the rows of a list are chosen: the one whose filters stand in both fields is on. */
function choosing<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  of: (item: T) => Filters,
  sides: Filters,
  onSides: (a: string, b: string) => void,
) {
  const isOn = (item: T): boolean => of(item).a === sides.a && of(item).b === sides.b;
  return {
    selection: 'single' as const,
    selected: new Set(items.filter(isOn).map(idOf)),
    onSelect: (ids: ReadonlySet<string>) => {
      const chosen = items.find((item) => ids.has(idOf(item)));
      if (chosen !== undefined) onSides(of(chosen).a, of(chosen).b);
    },
  };
}

/** Both sides in one line; the title says what does not fit. */
function Sides({ a, b }: Filters) {
  return (
    <span className={styles['both']} title={`${a} with ${b}`}>
      <EvidenceText text={a} isLine />
      <span className={styles['with']}>with</span>
      <EvidenceText text={b} isLine />
    </span>
  );
}
