import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { engine } from '../../engine-client/engine.ts';
import {
  type Answer,
  type Asked,
  type CompletionItem,
  itemsFor,
  narrowed,
  stepped,
  withItem,
} from './completion-steps.ts';

interface Completing {
  /** What can stand at the caret; empty where nothing is offered. */
  readonly items: readonly CompletionItem[];
  readonly from: number;
  /** What of it stands before the caret. */
  readonly typed: string;
  /** The item that the arrows stand on. */
  readonly active: number | null;
  readonly isOpen: boolean;
  /** Whether anything is wanted at the caret, whether or not there is something. */
  readonly isWanted: boolean;
  /** The text changed under the keys, or a person asked what can stand there. */
  readonly open: (at: Asked) => void;
  readonly close: () => void;
  readonly move: (by: 1 | -1) => void;
  /** The text with an item in place, and where the caret then stands; undefined for no such item. */
  readonly completed: (
    index: number,
  ) => { readonly text: string; readonly caret: number; readonly goesOn: boolean } | undefined;
}

const none: Answer = { asked: { text: '', caret: 0 }, from: 0, to: 0, items: [] };

/** Completion at the caret of the filter field. An answer that comes too late is not asked for any more. */
export function useCompletion(): Completing {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const { text = '', caret = 0 } = asked ?? {};
  const { data = none } = useQuery({
    queryKey: ['completion', text, caret],
    queryFn: async ({ signal }): Promise<Answer> => ({
      ...(await engine.views.complete({ filter: text, caret }, { signal })),
      asked: { text, caret },
    }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
  // Until the answer is here, the one before is narrowed to what was typed since.
  const answer = asked === null ? none : narrowed(data, asked);
  const items = asked === null ? [] : itemsFor(answer, asked);
  const at = items.findIndex(({ insert }) => insert === chosen);
  const active = at === -1 ? null : at;

  return {
    items,
    from: answer.from,
    typed: text.slice(answer.from, caret),
    active,
    isOpen: items.length > 0,
    isWanted: asked !== null,
    open: (next) => {
      setAsked(next);
      setChosen(null);
    },
    close: () => setAsked(null),
    move: (by) => setChosen(items[stepped(active, by, items.length) ?? -1]?.insert ?? null),
    completed: (index) => {
      const item = items[index];
      return item === undefined ? undefined : withItem(text, answer, item);
    },
  };
}
