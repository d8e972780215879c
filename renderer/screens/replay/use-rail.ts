import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ConversationHead, RailEntry } from '../../../shared/domain/replay-screen.ts';
import { tellOf } from '../../commands/attempt.ts';
import { createPagedRows } from '../../design/grid/paged-rows.ts';
import { ask, engine } from '../../engine-client/engine.ts';
import { type HeldRows, heldRows } from './held-rows.ts';

const PAGE = 200;

/** Entries of a conversation's rail, loaded by pages as they come into view. */
export interface Rail {
  readonly length: number;
  readonly entry: (index: number) => RailEntry | undefined;
  readonly need: (from: number, to: number) => void;
}

/** `madeAt` is the time of the answer that `head` is: a new answer means that all pages are old. */
export function useRail(head: ConversationHead, madeAt: number): Rail {
  const { conversation_id, length } = head;
  const [, redraw] = useState(0);
  // An act makes all pages old: what they said is shown until they are read again.
  const [earlier] = useState(() => new Map<number, RailEntry>());
  const held = useMemo(
    () => ({ madeAt, ...railPages(conversation_id, length, earlier) }),
    [conversation_id, length, madeAt, earlier],
  );
  useEffect(() => held.hold(() => redraw((times) => times + 1)), [held]);
  return useMemo(
    () => ({
      length,
      entry: (index) => held.rows().row(index) ?? earlier.get(index),
      need: (from, to) => held.rows().need(from, to),
    }),
    [held, length, earlier],
  );
}

function railPages(
  conversation_id: number,
  length: number,
  earlier: Map<number, RailEntry>,
): HeldRows<RailEntry> {
  return heldRows(() =>
    createPagedRows<RailEntry>({
      length,
      pageSize: PAGE,
      load: async (offset, limit, signal) => {
        const page = { conversation_id, offset, limit };
        const { entries } = await engine.replay.rail(page, { signal });
        for (const [at, entry] of entries.entries()) earlier.set(offset + at, entry);
        return entries;
      },
      onError: (error) => tellOf('Turns could not be read.', error),
    }),
  );
}

/** The turn that is open, and where it stands on the rail. */
export interface OpenTurn {
  readonly turn_id: number;
  readonly index: number;
  readonly move: (index: number) => void;
}

/**
 * Which turn is open: the one of the place, else the first answered one. What a place names amiss, a turn of another
 * conversation, falls back to that. Moving goes to a turn by its index, which may be on no page that is here.
 */
export function useOpenTurn(
  head: ConversationHead,
  rail: Rail,
  asked: number | undefined,
  onTurn: (turn_id: number) => void,
): OpenTurn {
  const [moved, setMoved] = useState<{ turn_id: number; index: number } | null>(null);
  const [goal, setGoal] = useState<number | null>(null);
  const isKnown = asked === undefined || asked === head.turn_id || asked === moved?.turn_id;
  const found = useQuery({
    ...ask.replay.open.queryOptions({ input: { conversation: `T-${asked ?? 0}` } }),
    enabled: !isKnown,
  });
  const here = openAt(head, asked, moved, found.data);

  const latest = useRef<number | null>(null);
  const arrive = (index: number, entry: RailEntry | undefined): void => {
    if (latest.current !== index) return;
    setGoal(null);
    if (entry === undefined) return;
    setMoved({ turn_id: entry.turn_id, index });
    onTurn(entry.turn_id);
  };
  return {
    turn_id: here.turn_id,
    index: goal ?? here.index,
    move: (index) => {
      if (index < 0 || index >= rail.length) return;
      latest.current = index;
      const entry = rail.entry(index);
      if (entry !== undefined) {
        arrive(index, entry);
        return;
      }
      setGoal(index);
      engine.replay
        .rail({ conversation_id: head.conversation_id, offset: index, limit: 1 })
        .then(({ entries }) => arrive(index, entries[0]))
        .catch(() => arrive(index, undefined));
    },
  };
}

function openAt(
  head: ConversationHead,
  asked: number | undefined,
  moved: { turn_id: number; index: number } | null,
  found: ConversationHead | undefined,
): { turn_id: number; index: number } {
  if (asked !== undefined && moved?.turn_id === asked) return moved;
  if (asked !== undefined && found?.turn_id === asked) {
    const isHere = found.conversation_id === head.conversation_id;
    if (isHere) return { turn_id: asked, index: found.index };
  }
  return { turn_id: head.turn_id, index: head.index };
}
