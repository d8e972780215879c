import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type Ref, useImperativeHandle, useRef } from 'react';
import { withClause, withoutClause } from '../../../shared/text/filter-clause.ts';
import { Button } from '../../design/button.tsx';
import { Fault } from '../../design/fault.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { ask } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { FacetValues } from './facet-values.tsx';
import { useOneTabStop } from './use-one-tab-stop.ts';
import { useAfter } from './use-after.ts';
import styles from './turns.module.css';

export interface FacetsHandle {
  readonly focus: () => void;
}

/** What a press on a value of a facet makes of it. */
export type FacetChange = 'ask' | 'exclude' | 'leave';

/** How the turns that match spread over the values of the usual fields. It is asked for when the grid has its rows. */
export function FacetsPane({
  ref,
  ...props
}: {
  /** Of the view that the grid shows; undefined while another is opened. */
  filter: string | undefined;
  /** What the facets' changes are made to: the text of the filter field. */
  text: string;
  onChange: (text: string) => void;
  /** Goes on in the field, with a beginning such as `user:`. */
  onWrite: (beginning: string) => void;
  onLeave: () => void;
  ref: Ref<FacetsHandle>;
}) {
  const { filter, text, onChange } = props;
  const pane = useRef<HTMLDivElement>(null);
  const stop = useOneTabStop(pane);
  useImperativeHandle(ref, () => ({ focus: stop.focus }));
  const { data, error, isFetching, refetch } = useQuery({
    ...ask.views.facets.queryOptions({ input: { filter: filter ?? '' } }),
    enabled: filter !== undefined,
    placeholderData: keepPreviousData,
  });
  const isLate = useAfter(isFetching || filter === undefined, 300);
  const trouble = error === null || isFetching ? null : troubleOf(error);

  const change = (field: string, value: string | null, how: FacetChange): void =>
    onChange(changedFilter(text, field, value, how));

  return (
    <aside className={styles['facets']} aria-label="Facets" aria-busy={isLate}>
      <div
        ref={pane}
        role="group"
        aria-label="Values to filter by"
        data-keys="list"
        className={styles['facets-body']}
        data-late={isLate && data !== undefined}
        onFocus={stop.onFocus}
        onKeyDown={(event) => {
          if (event.key === 'Escape') props.onLeave();
          else stop.onKeyDown(event);
        }}
      >
        {data !== undefined ? (
          data.facets.map((facet) => (
            <FacetValues
              key={facet.field}
              facet={facet}
              of={data.total}
              filter={text}
              onChange={change}
              onWrite={props.onWrite}
            />
          ))
        ) : trouble === null ? (
          <SkeletonRows label="Counting values" rows={14} />
        ) : (
          <Fault
            what="The facets cannot be counted."
            where={trouble.sentence}
            code={trouble.code ?? undefined}
            actions={
              <Button
                icon="refresh"
                onPress={() => {
                  refetch().catch(() => undefined);
                }}
              >
                Try again
              </Button>
            }
          />
        )}
      </div>
    </aside>
  );
}

/** Turns without a value are asked for by `-has:field`. */
function changedFilter(
  text: string,
  field: string,
  value: string | null,
  how: FacetChange,
): string {
  if (value === null)
    return how === 'leave'
      ? withoutClause(text, 'has', field)
      : withClause(text, 'has', field, how === 'ask');
  return how === 'leave'
    ? withoutClause(text, field, value)
    : withClause(text, field, value, how === 'exclude');
}
