import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Completion } from '../../../shared/domain/view.ts';
import { ask } from '../../engine-client/engine.ts';

export type CompletionItem = Completion['items'][number];

export interface Completing {
  /** What can stand at the caret; empty where nothing is offered. */
  readonly items: readonly CompletionItem[];
  readonly from: number;
  /** What of it stands before the caret. */
  readonly typed: string;
  /** The item that the arrows stand on. */
  readonly active: number | null;
  readonly isOpen: boolean;
  /** The text changed under the keys, or a person asked what can stand there. */
  readonly open: (at: {
    readonly text: string;
    readonly caret: number;
    readonly isAsked: boolean;
  }) => void;
  readonly close: () => void;
  readonly move: (by: 1 | -1) => void;
  /** The text with an item in place, and where the caret then stands; undefined for no such item. */
  completed(
    index: number,
  ): { readonly text: string; readonly caret: number; readonly goesOn: boolean } | undefined;
}

interface Asked {
  readonly text: string;
  readonly caret: number;
  readonly isAsked: boolean;
}

/** Completion at the caret of the filter field. An answer that comes too late is not asked for any more. */
export function useCompletion(): Completing {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [active, setActive] = useState<number | null>(null);
  const { data, isPlaceholderData } = useQuery({
    ...ask.views.complete.queryOptions({
      input: { filter: asked?.text ?? '', caret: asked?.caret ?? 0 },
    }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
  // What was offered before stays in sight for the moment until the answer is here, but cannot be taken.
  const offered =
    asked === null || data === undefined ? [] : itemsFor(data, asked, isPlaceholderData);

  return {
    items: offered,
    from: data?.from ?? 0,
    typed: asked?.text.slice(data?.from ?? 0, asked.caret) ?? '',
    active: active !== null && active < offered.length ? active : null,
    isOpen: offered.length > 0,
    open: (at) => {
      setAsked(at);
      setActive(null);
    },
    close: () => setAsked(null),
    move: (by) => setActive((now) => stepped(now, by, offered.length)),
    completed: (index) => {
      const item = offered[index];
      if (item === undefined || data === undefined || asked === null || isPlaceholderData)
        return undefined;
      return withItem(asked.text, data, item);
    },
  };
}

/** Down from nothing is the first, up from nothing the last; past an end comes the other. */
export function stepped(now: number | null, by: 1 | -1, length: number): number | null {
  if (length === 0) return null;
  if (now === null) return by === 1 ? 0 : length - 1;
  return (now + by + length) % length;
}

/** Nothing is offered unasked where no word was begun, nor where the only choice is what stands there. */
export function itemsFor(
  { from, to, items }: Completion,
  asked: Asked,
  isStale = false,
): readonly CompletionItem[] {
  if (isStale) return items;
  const typed = asked.text.slice(from, asked.caret);
  const afterField = /[:=]$/.test(asked.text.slice(0, from));
  if (!asked.isAsked && typed === '' && !afterField) return [];
  const [only] = items;
  return items.length === 1 && only?.insert === asked.text.slice(from, to) ? [] : items;
}

/** A value at the end is followed by a space, so that the next word can be written at once; a field goes on to its values. */
export function withItem(
  text: string,
  { from, to }: Pick<Completion, 'from' | 'to'>,
  { insert, kind }: CompletionItem,
): { text: string; caret: number; goesOn: boolean } {
  const rest = text.slice(to);
  const goesOn = kind === 'field' && /[:=]$/.test(insert);
  const gap = goesOn || insert.endsWith(' ') || /^[\s)]/.test(rest) ? '' : ' ';
  const put = `${insert}${gap}`;
  return { text: `${text.slice(0, from)}${put}${rest}`, caret: from + put.length, goesOn };
}
