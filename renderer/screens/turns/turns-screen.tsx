import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import type { Destination, TurnsPlace } from '../../../shared/domain/destination.ts';
import { useCommands } from '../../commands/offers.ts';
import type { GridHandle } from '../../design/grid/index.ts';
import { LoadingFoot } from '../../design/progress.tsx';
import { count } from '../../../shared/text/numbers.ts';
import { ask } from '../../engine-client/engine.ts';
import { ColumnsPopover } from './columns-popover.tsx';
import { FacetsPane, type FacetsHandle } from './facets-pane.tsx';
import { FilterChips } from './filter-chips.tsx';
import { FilterField, type FilterFieldHandle } from './filter-field.tsx';
import { FilterProblemLine } from './filter-problem.tsx';
import { resultWords } from './result-words.ts';
import { TurnsFoot } from './turns-foot.tsx';
import { TurnsPart } from './turns-part.tsx';
import { useAfter } from './use-after.ts';
import { useColumns } from './use-columns.ts';
import { useFilterDraft } from './use-filter-draft.ts';
import { useLatestPlace } from './use-latest-place.ts';
import { useRestingPlace } from './use-resting-place.ts';
import { useSelection } from './use-selection.ts';
import { useShownView } from './use-shown-view.ts';
import { useView } from './use-view.ts';
import styles from './turns.module.css';

/** All turns of the case: filter as text, chips and facets of it, and the grid of what matches. */
export function TurnsScreen(props: {
  place: TurnsPlace;
  onPlace: (place: TurnsPlace, how: 'push' | 'replace') => void;
  go: (to: Destination) => void;
  href: (to: Destination) => string;
}) {
  const { place, go } = props;
  const { placeNow, move } = useLatestPlace(place, props.onPlace);
  const view = useView(place.filter, place.sort);
  const showing = useShownView(view.head, placeNow);
  const { shown } = showing;
  const selecting = useSelection(shown);
  const [columns, setColumns] = useColumns();
  const [choosesColumns, setChoosesColumns] = useState(false);
  const { data: home } = useQuery(ask.cases.home.queryOptions({ input: {} }));
  useRestingPlace(shown, placeNow, (next) => move(next, 'replace'));

  const field = useRef<FilterFieldHandle>(null);
  const facets = useRef<FacetsHandle>(null);
  const grid = useRef<GridHandle>(null);
  const toGrid = (): void => grid.current?.focus();
  const problemId = useId();

  const refused = view.trouble?.code === 'bad-filter' ? view.trouble.sentence : null;
  const draft = useFilterDraft({
    applied: place.filter,
    refused,
    onApply: (filter, how) => move({ ...placeNow(), filter, top: undefined }, how),
  });

  // The grid has the focus where nothing else has: on coming back the keys go on as they were.
  const isReady = shown !== undefined;
  useEffect(() => {
    if (isReady && document.activeElement === document.body) grid.current?.focus();
  }, [isReady]);

  const isSettled = shown !== undefined && shown.head === view.head;
  const isFiltering = view.isOpening || (view.head !== undefined && !isSettled);
  const isLong = useAfter(isFiltering, 150);
  const isVeryLong = useAfter(isFiltering, 1000);
  const result =
    isLong || shown === undefined
      ? shown === undefined && !isLong
        ? ''
        : 'filtering…'
      : resultWords(shown.head, home);
  const cancel = (): void => {
    if (shown === undefined) move({ ...placeNow(), filter: '', top: undefined }, 'replace');
    else {
      draft.keepText(shown.head.filter);
      move({ ...placeNow(), filter: shown.head.filter, sort: shown.head.sort }, 'replace');
    }
  };

  const openTurn = (index: number | undefined): void => {
    const row = index === undefined ? undefined : shown?.rows.row(index);
    if (row === undefined || shown === undefined) return;
    move({ ...placeNow(), turn: row.turn_id, top: shown.first }, 'replace');
    go({
      screen: 'replay',
      conversation: `T-${row.turn_id}`,
      turn: row.turn_id,
      finding: undefined,
    });
  };
  const cursor = shown?.cursor;
  const onReplay = cursor === undefined ? undefined : () => openTurn(cursor);
  useCommands({
    'filter.focus': () => field.current?.focus(),
    'filter.clear': draft.text === '' ? undefined : () => draft.apply(''),
    'facets.focus': () => facets.current?.focus(),
    'columns.choose': () => setChoosesColumns(true),
    'turn.replay': onReplay,
  });

  return (
    <>
      <div className={styles['bar']} role="search" aria-label="Turns">
        <div className={styles['bar-row']}>
          <h1 className={styles['title']}>Turns</h1>
          <FilterField
            ref={field}
            draft={draft}
            result={result}
            problemId={problemId}
            onLeave={toGrid}
          />
          <ColumnsPopover
            state={columns}
            onState={setColumns}
            isOpen={choosesColumns}
            onOpen={setChoosesColumns}
          />
        </div>
        {draft.problem === null ? null : (
          <FilterProblemLine
            id={problemId}
            text={draft.text}
            problem={draft.problem}
            below={shown === undefined ? undefined : resultWords(shown.head, home)}
            onUse={draft.apply}
          />
        )}
        <FilterChips
          text={draft.text}
          onChange={draft.apply}
          onCaret={(from, to) => field.current?.putCaret(from, to)}
          onAdd={() => field.current?.add('')}
        />
      </div>
      <div className={styles['work']}>
        <FacetsPane
          ref={facets}
          filter={isSettled ? shown.head.filter : undefined}
          text={draft.problem === null ? draft.text : place.filter}
          onChange={draft.apply}
          onWrite={(beginning) => field.current?.add(beginning)}
          onLeave={toGrid}
        />
        <section className={styles['side']} aria-label="Rows">
          <TurnsPart
            ref={grid}
            showing={showing}
            trouble={refused === null ? view.trouble : null}
            isRefused={refused !== null}
            onAgain={view.again}
            selecting={selecting}
            columns={columns}
            onColumns={setColumns}
            sort={place.sort}
            onSort={(sort) => move({ ...placeNow(), sort, top: undefined }, 'replace')}
            onOpen={openTurn}
            onFilter={draft.apply}
          />
          {isVeryLong ? (
            <LoadingFoot
              words={
                home === undefined
                  ? 'Filtering'
                  : `Filtering ${count(home.turns + home.spans)} rows`
              }
              onCancel={cancel}
            />
          ) : shown === undefined ? null : (
            <TurnsFoot
              shown={shown}
              selecting={selecting}
              quarantined={home?.quarantined ?? 0}
              onReplay={onReplay}
              href={props.href}
            />
          )}
        </section>
      </div>
    </>
  );
}
