import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useState } from 'react';
import type { TurnsPlace } from '../../../shared/domain/destination.ts';
import type { ViewHead } from '../../../shared/domain/view.ts';
import { ask, engine } from '../../engine-client/engine.ts';
import { type Trouble, troubleOf } from '../../engine-client/trouble.ts';
import type { GridHandle } from '../../design/grid/index.ts';
import { firstRowFor } from './first-row.ts';
import { isSameQuestion } from './same-question.ts';
import { type PagedRows, rowsOf } from './use-view.ts';
import type { Standing } from './use-standing.ts';

/** What the grid shows: always a view that was opened and in which the turn's place is known. */
export interface ShownView {
  readonly head: ViewHead;
  readonly rows: PagedRows;
  /** Where it is first stood in. */
  readonly cursor: number | undefined;
  readonly first: number;
}

interface Showing {
  readonly shown: ShownView | undefined;
  readonly trouble: Trouble | null;
}

/**
 * Shows a view once it is known where the turn of the place stands in it; until then what was shown stays. A view that
 * the engine no longer has is opened again without a word.
 */
export function useShownView(
  head: ViewHead | undefined,
  placeNow: () => TurnsPlace,
  standing: RefObject<Standing | undefined>,
  grid: RefObject<GridHandle | null>,
): Showing {
  const client = useQueryClient();
  const [shown, setShown] = useState<ShownView>();
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const failed = useEffectEvent((found: Trouble) => {
    if (found.kind === 'view-lost')
      client.invalidateQueries({ queryKey: ask.views.open.key() }).catch(() => undefined);
    else if (found.kind !== 'cancelled') setTrouble(found);
  });
  const show = useEffectEvent((opened: ViewHead, position: number | null) => {
    const { top } = placeNow();
    const before = standing.current;
    setTrouble(null);
    // Gone back to before another was opened: it still stands there, with its rows.
    if (opened === shown?.head) return;
    // Where the same is found anew a person may be on the way through it, and the place is of where they last rested.
    const isAnew = shown !== undefined && isSameQuestion(shown.head, opened);
    const inView = isAnew ? grid.current?.firstInView() : undefined;
    setShown({
      head: opened,
      rows: rowsOf(opened, failed),
      cursor: position ?? undefined,
      first: firstRowFor({ top: inView ?? top, position, length: opened.length, before }),
    });
  });
  const turnNow = useEffectEvent(() => placeNow().turn);

  // Before the screen is painted without the rows that have come.
  useLayoutEffect(() => {
    if (head === undefined) return undefined;
    const stopped = new AbortController();
    positionOf(head, turnNow(), stopped.signal).then(
      (position) => {
        if (!stopped.signal.aborted) show(head, position);
      },
      (error: unknown) => {
        if (!stopped.signal.aborted) failed(troubleOf(error));
      },
    );
    return () => stopped.abort();
  }, [head]);

  const rows = shown?.rows;
  useEffect(() => () => rows?.dispose(), [rows]);

  return { shown, trouble };
}

async function positionOf(
  { view, length }: ViewHead,
  turn: number | undefined,
  signal: AbortSignal,
): Promise<number | null> {
  if (turn === undefined || length === 0) return null;
  const { position } = await engine.views.position({ view, turn_id: turn }, { signal });
  return position;
}
