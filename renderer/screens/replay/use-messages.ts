import { useCallback, useEffect, useMemo, useState } from 'react';
import type { MessageGroup, ShownMessage, TurnHead } from '../../../shared/domain/replay-screen.ts';
import { tellOf } from '../../commands/attempt.ts';
import { createPagedRows } from '../../design/grid/paged-rows.ts';
import { engine } from '../../engine-client/engine.ts';
import { groupOf } from './document-rows.ts';
import { type HeldRows, heldRows } from './held-rows.ts';

/** Texts come with their messages, so a page is small. */
const PAGE = 50;
const groups = ['instructions', 'history', 'fresh', 'output'] as const;

export interface Messages {
  /** undefined while its page is on the way. */
  readonly message: (group: MessageGroup, index: number) => ShownMessage | undefined;
  readonly need: (group: MessageGroup, from: number, to: number) => void;
}

/** Messages of a turn, loaded by pages as they come into view. */
export function useMessages(head: TurnHead): Messages {
  const [, redraw] = useState(0);
  const pages = useMemo(
    () => new Map(groups.map((group) => [group, messagePages(head, group)])),
    [head],
  );
  useEffect(() => {
    const stops = [...pages.values()].map((held) => held.hold(() => redraw((times) => times + 1)));
    return () => {
      for (const stop of stops) stop();
    };
  }, [pages]);
  const message = useCallback(
    (group: MessageGroup, index: number) => pages.get(group)?.rows().row(index),
    [pages],
  );
  const need = useCallback(
    (group: MessageGroup, from: number, to: number) => pages.get(group)?.rows().need(from, to),
    [pages],
  );
  return { message, need };
}

function messagePages(head: TurnHead, group: MessageGroup): HeldRows<ShownMessage> {
  return heldRows(() =>
    createPagedRows<ShownMessage>({
      length: groupOf(head, group).messages,
      pageSize: PAGE,
      load: async (offset, limit, signal) => {
        const input = { turn_id: head.turn_id, group, offset, limit };
        return (await engine.replay.messages(input, { signal })).messages;
      },
      onError: (error) => tellOf('Messages could not be read.', error),
    }),
  );
}
