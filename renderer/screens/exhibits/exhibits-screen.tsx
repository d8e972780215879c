import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Destination, ExhibitsPlace } from '../../../shared/domain/destination.ts';
import type { Exhibit, ExhibitPage } from '../../../shared/domain/mark.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { attempt, tell } from '../../commands/attempt.ts';
import { useCommands } from '../../commands/offers.ts';
import { keyHint } from '../../commands/table.ts';
import { isFocusFree } from '../../design/free-focus.ts';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { Fault } from '../../design/fault.tsx';
import { TextField } from '../../design/field.tsx';
import {
  createPagedRows,
  DataGrid,
  type GridHandle,
  noColumnState,
} from '../../design/grid/index.ts';
import { copyAndSay } from '../../design/handle.tsx';
import { Pane, PaneFoot } from '../../design/pane.tsx';
import { Screen, ScreenWork } from '../../design/screen.tsx';
import { ScreenBar } from '../../design/screen-bar.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { Split } from '../../design/split.tsx';
import { ask, engine } from '../../engine-client/engine.ts';
import { useKeptColumns } from '../../engine-client/kept-columns.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { withdraw } from '../../marks/mark-acts.ts';
import { useMarking } from '../../marks/use-marking.tsx';
import { exhibitColumns } from './exhibit-columns.tsx';
import { type ExhibitActs, ExhibitDetails } from './exhibit-details.tsx';
import styles from './exhibits.module.css';

const PAGE = 200;
const keyOf = ({ handle }: Exhibit): string => handle;

interface ExhibitsScreenProps {
  readonly place: ExhibitsPlace;
  readonly onPlace: (place: ExhibitsPlace, how: 'push' | 'replace') => void;
  readonly go: (to: Destination) => void;
}

/** Every place of the evidence that was pinned, with what rests on it. */
export function ExhibitsScreen(props: ExhibitsScreenProps) {
  const { words } = props.place;
  const [exhibit] = useState(props.place.exhibit ?? null);
  const first = useQuery({
    ...ask.marks.exhibits.queryOptions({ input: { words, exhibit, offset: 0, limit: PAGE } }),
    placeholderData: keepPreviousData,
  });
  const { data, error } = first;
  return (
    <Screen>
      {data === undefined ? (
        <>
          <ScreenBar title="Exhibits" />
          {error === null ? (
            <SkeletonRows label="Exhibits" rows={10} />
          ) : (
            <Fault
              what="The exhibits could not be read."
              next={troubleOf(error).sentence}
              actions={<Button onPress={() => attempt(() => first.refetch())}>Read again</Button>}
            />
          )}
        </>
      ) : (
        <Listed {...props} first={data} />
      )}
    </Screen>
  );
}

function Listed(props: ExhibitsScreenProps & { first: ExhibitPage }) {
  const { first, place, onPlace, go } = props;
  const { words } = place;
  const rows = useMemo(
    () =>
      createPagedRows<Exhibit>({
        length: first.matched,
        pageSize: PAGE,
        load: async (offset, limit, signal) =>
          offset === 0
            ? first.exhibits
            : (await engine.marks.exhibits({ words, exhibit: null, offset, limit }, { signal }))
                .exhibits,
        onError: tell,
      }),
    [first, words],
  );
  const grid = useRef<GridHandle>(null);
  const filter = useRef<HTMLInputElement>(null);
  const [columnState, setColumnState] = useKeptColumns('exhibits', noColumnState);
  const [cursor, setCursor] = useState(first.position ?? 0);
  const at = Math.min(cursor, Math.max(0, first.matched - 1));
  const current = rows.row(at) ?? first.exhibits[at];
  const marking = useMarking(undefined);
  const acts = current === undefined ? undefined : actsOn(current, go, marking.ask);
  const stand = (index: number): void => {
    setCursor(index);
    const row = rows.row(index) ?? first.exhibits[index];
    if (row !== undefined) onPlace({ ...place, exhibit: Number(row.handle.slice(2)) }, 'replace');
  };
  useCommands({
    'filter.focus': () => filter.current?.focus(),
    'turn.replay': acts?.replay,
    'copy.citation': acts?.cite,
    'exhibit.change': acts?.change,
    'exhibit.withdraw': acts?.withdraw,
  });
  useEffect(() => {
    if (isFocusFree()) grid.current?.focus();
  }, []);
  const times = useTimes();
  const columns = useMemo(() => exhibitColumns(times), [times]);
  const list = (
    <Pane label="Exhibits">
      <div className={styles['grid']}>
        <DataGrid
          ref={grid}
          label="Exhibits"
          columns={columns}
          rows={rows}
          rowKey={keyOf}
          cursor={first.matched === 0 ? undefined : at}
          onCursor={stand}
          sort={undefined}
          onSort={() => undefined}
          onOpen={(index) => {
            const row = rows.row(index) ?? first.exhibits[index];
            if (row !== undefined) actsOn(row, go, marking.ask).replay?.();
          }}
          columnState={columnState}
          onColumnState={setColumnState}
          empty={<Empty words="No exhibit holds these words." />}
        />
      </div>
      <PaneFoot>{`${count(first.matched)} of ${counted(first.total, 'exhibit')}, by number`}</PaneFoot>
    </Pane>
  );
  return (
    <>
      <ScreenBar
        title="Exhibits"
        note={counted(first.total, 'exhibit')}
        end={
          first.total === 0 ? null : (
            <div className={styles['filter']}>
              <TextField
                label="Words that exhibits hold"
                isLabelHidden
                icon="filter"
                placeholder="E-7, a caption, words quoted"
                value={words}
                onChange={(next) => {
                  setCursor(0);
                  onPlace({ words: next, exhibit: undefined }, 'replace');
                }}
                onEscape={() => grid.current?.focus()}
                onEnter={() => grid.current?.focus()}
                keyHint={keyHint('filter.focus')}
                inputRef={filter}
              />
            </div>
          )
        }
      />
      {first.total === 0 ? (
        <Empty
          words="Nothing is pinned yet. In a turn, mark a passage and press E: it becomes a numbered exhibit that reports cite."
          action={<Button onPress={() => go({ screen: 'turns' })}>Go to the turns</Button>}
        />
      ) : (
        <ScreenWork>
          <Split
            label="Exhibits and exhibit"
            panes={[
              { id: 'list', label: 'exhibits', min: '420px', content: list },
              {
                id: 'exhibit',
                label: 'exhibit',
                size: '360px',
                min: '300px',
                max: '640px',
                keepsPixels: true,
                content:
                  current === undefined || acts === undefined ? (
                    <Empty words="Choose an exhibit to see it whole." />
                  ) : (
                    <ExhibitDetails exhibit={current} acts={acts} />
                  ),
              },
            ]}
          />
        </ScreenWork>
      )}
      {marking.dialog}
    </>
  );
}

function actsOn(
  { handle, caption, turn_id, span, act_seq }: Exhibit,
  go: (to: Destination) => void,
  asking: ReturnType<typeof useMarking>['ask'],
): ExhibitActs {
  return {
    replay:
      turn_id === null
        ? undefined
        : () =>
            go({
              screen: 'replay',
              conversation: `T-${turn_id}`,
              turn: turn_id,
              mark: span === null ? undefined : handle,
            }),
    cite:
      turn_id === null
        ? undefined
        : () =>
            attempt(async () => {
              const { text } = await engine.replay.cite({ turn_id, span });
              copyAndSay(text, `citation of ${handle}`);
            }),
    change: () => asking({ what: 'change', handle, text: caption }),
    withdraw: () => {
      withdraw(act_seq).catch(tell);
    },
  };
}
