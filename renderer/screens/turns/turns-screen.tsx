import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import type { Destination, TurnsPlace } from '../../../shared/domain/destination.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { useCommands } from '../../commands/offers.ts';
import { isFocusFree } from '../../design/free-focus.ts';
import type { GridHandle } from '../../design/grid/index.ts';
import { LoadingFoot } from '../../design/progress.tsx';
import { useNarrow } from '../../design/text-size.ts';
import { ask } from '../../engine-client/engine.ts';
import { useKeptColumns } from '../../engine-client/kept-columns.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { narrowColumns, usualColumns } from './column-sets.ts';
import { changedFilter, type FacetChange } from './facet-filter.ts';
import { FacetsPane, type FacetsHandle } from './facets-pane.tsx';
import { FilterBar } from './filter-bar.tsx';
import type { FilterFieldHandle } from './filter-field.tsx';
import { keepView } from './kept-views.ts';
import { goToNamed } from './named-thing.ts';
import { resultWords } from './result-words.ts';
import { TurnsInstead } from './turns-instead.tsx';
import { TurnsPart } from './turns-part.tsx';
import { useAfter } from './use-after.ts';
import { useFilterDraft } from './use-filter-draft.ts';
import { useLatestPlace } from '../../design/use-latest-place.ts';
import { useRowsHere } from './use-rows-here.ts';
import { useShownView } from './use-shown-view.ts';
import type { Standing } from './use-standing.ts';
import { useSteady } from './use-steady.ts';
import { useView } from './use-view.ts';
import styles from './turns.module.css';

/** Below this the first words would be left less room than it takes to tell turns apart. */
const ROOM = 1536;

/** All turns of the case: filter as text, chips and facets of it, and the grid of what matches. */
export function TurnsScreen(props: {
  place: TurnsPlace;
  onPlace: (place: TurnsPlace, how: 'push' | 'replace') => void;
  go: (to: Destination) => void;
  href: (to: Destination) => string;
}) {
  const { place } = props;
  const { placeNow, move } = useLatestPlace(place, props.onPlace);
  const standing = useRef<Standing>(undefined);
  const tellStanding = useSteady((now: Standing) => {
    standing.current = now;
  });
  const view = useView(place.filter, place.sort);
  const grid = useRef<GridHandle>(null);
  const { shown, trouble } = useShownView(view.head, placeNow, standing, grid);
  const isNarrow = useNarrow(ROOM);
  const [columns, setColumns] = useKeptColumns('turns', isNarrow ? narrowColumns : usualColumns);
  const [choosesColumns, setChoosesColumns] = useState(false);
  const { data: home } = useQuery(ask.cases.home.queryOptions({ input: {} }));

  const refused = view.trouble?.code === 'bad-filter' ? view.trouble.sentence : null;
  const draft = useFilterDraft({
    applied: place.filter,
    refused,
    onApply: (filter, how) => move({ ...placeNow(), filter, top: undefined }, how),
  });
  const apply = useSteady(draft.apply);

  const field = useRef<FilterFieldHandle>(null);
  const facets = useRef<FacetsHandle>(null);
  const toGrid = useSteady(() => grid.current?.focus());
  const write = useSteady((beginning: string) => field.current?.add(beginning));
  const onGo = async (handle: string): Promise<boolean> => {
    try {
      await goToNamed(handle, props.go);
      return true;
    } catch (error) {
      if (troubleOf(error).kind !== 'refused') throw error;
      return false;
    }
  };
  useCommands({
    'filter.focus': () => field.current?.focus(),
    'filter.clear': draft.text === '' ? undefined : () => draft.apply(''),
    'facets.focus': () => facets.current?.focus(),
    'columns.choose': () => setChoosesColumns(true),
  });
  // The grid has the focus where nothing else has: on coming back the keys go on as they were.
  const rows = shown?.rows;
  useEffect(() => {
    if (rows !== undefined && isFocusFree()) grid.current?.focus();
  }, [rows]);

  const rowsHere = useRowsHere(rows);
  const viewHere = rowsHere ? shown?.head.view : undefined;
  useEffect(() => {
    if (viewHere !== undefined) keepView(viewHere);
  }, [viewHere]);
  const isSettled = shown !== undefined && shown.head === view.head;
  const isFiltering = view.isOpening || (view.head !== undefined && !isSettled);
  const chosen = draft.problem === null ? draft.text : place.filter;
  const changeValue = useSteady((field: string, value: string | null, how: FacetChange) =>
    draft.apply(changedFilter(chosen, field, value, how)),
  );
  // Facets are dear to draw: a filter is asked for, and its rows are drawn, before they follow.
  const facetsOf = useDeferredValue(isFiltering || !rowsHere ? undefined : shown?.head.filter);
  const facetsWait = useDeferredValue(isFiltering);
  const facetsText = useDeferredValue(chosen);
  const isLong = useAfter(isFiltering, 150);
  const isVeryLong = useAfter(isFiltering, 1000);
  const shownResult = shown === undefined ? undefined : resultWords(shown.head, home);
  const cancel = (): void => {
    const { filter, sort } = shown?.head ?? { filter: '', sort: place.sort };
    draft.keepText(filter);
    move({ ...placeNow(), filter, sort, top: standing.current?.first }, 'replace');
  };
  const busy = isVeryLong ? (
    <LoadingFoot
      words={
        home === undefined ? 'Filtering' : `Filtering ${counted(home.turns + home.spans, 'row')}`
      }
      onCancel={cancel}
    />
  ) : undefined;
  const failed = refused === null ? (view.trouble ?? trouble) : null;
  const canShow = shown !== undefined && (failed === null || failed.kind === 'cancelled');

  return (
    <>
      <FilterBar
        ref={field}
        draft={draft}
        result={isLong ? 'filtering…' : (shownResult ?? '')}
        shownResult={shownResult}
        columns={columns}
        onColumns={setColumns}
        choosesColumns={choosesColumns}
        onChooseColumns={setChoosesColumns}
        onLeave={toGrid}
        onGo={onGo}
      />
      <div className={styles['work']}>
        <FacetsPane
          ref={facets}
          filter={facetsOf}
          isWaiting={facetsWait}
          text={facetsText}
          onChange={changeValue}
          onWrite={write}
          onLeave={toGrid}
        />
        <section className={styles['side']} aria-label="Rows">
          {canShow ? (
            <TurnsPart
              ref={grid}
              shown={shown}
              onStanding={tellStanding}
              columns={columns}
              onColumns={setColumns}
              sort={place.sort}
              placeNow={placeNow}
              move={move}
              onFilter={apply}
              busy={busy}
              quarantined={home?.quarantined ?? 0}
              go={props.go}
              href={props.href}
            />
          ) : (
            <>
              <TurnsInstead
                trouble={failed}
                isRefused={refused !== null}
                onAgain={view.again}
                onFilter={apply}
              />
              {busy}
            </>
          )}
        </section>
      </div>
    </>
  );
}
