import { useState } from 'react';
import { tell } from '../../commands/attempt.ts';
import type { SelectHow } from '../../design/grid/index.ts';
import { toast } from '../../design/toast-queue.ts';
import { count } from '../../../shared/text/numbers.ts';
import type { ShownView } from './use-shown-view.ts';
import { pageOf } from './use-view.ts';

/** Turns that can be selected at once: more are a filter. */
const MOST = 2000;
const PAGE = 200;
const none: ReadonlySet<number> = new Set();

export interface Selecting {
  /** Ids of turns. */
  readonly selected: ReadonlySet<number>;
  readonly select: (index: number, how: SelectHow, anchor: number) => void;
  readonly selectAll: () => void;
  readonly clear: () => void;
}

/** The turns that are selected, by id: they stay selected when the order changes, and go with the filter. */
export function useSelection(shown: ShownView): Selecting {
  const filter = shown.head.filter;
  const [held, setHeld] = useState({ filter, ids: none });
  const selected = held.filter === filter ? held.ids : none;
  const hold = (ids: ReadonlySet<number>): void => setHeld({ filter, ids });
  const selectRows = (from: number, to: number): void => {
    if (to - from + 1 > MOST) {
      toast({
        words: `At most ${count(MOST)} turns can be selected; narrow the filter to the turns that you mean.`,
        tone: 'warn',
      });
      return;
    }
    idsOf(shown, from, to).then((ids) => hold(new Set(ids)), tell);
  };

  return {
    selected,
    select: (index, how, anchor) => {
      if (how === 'range') {
        selectRows(Math.min(index, anchor), Math.max(index, anchor));
        return;
      }
      const id = shown.rows.row(index)?.turn_id;
      if (id === undefined) return;
      hold(how === 'only' ? new Set([id]) : turnedOver(selected, id));
    },
    selectAll: () => {
      if (selected.size === shown.head.length) hold(none);
      else selectRows(0, shown.head.length - 1);
    },
    clear: () => hold(none),
  };
}

function turnedOver(ids: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Ids of rows, from the pages that are here; else from the engine. */
async function idsOf({ head, rows }: ShownView, from: number, to: number): Promise<number[]> {
  const here = Array.from({ length: to - from + 1 }, (_, at) => rows.row(from + at)?.turn_id);
  const known = here.flatMap((id) => (id === undefined ? [] : [id]));
  if (known.length === here.length) return known;
  const ids: number[] = [];
  for (let offset = from; offset <= to; offset += PAGE) {
    const page = await pageOf(head.view, offset, Math.min(PAGE, to - offset + 1));
    ids.push(...page.map((read) => read().turn_id));
  }
  return ids;
}
