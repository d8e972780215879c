import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { ConversationMarks, Mark } from '../../../shared/domain/mark.ts';
import type { ConversationHead, TurnHead } from '../../../shared/domain/replay-screen.ts';
import { tell } from '../../commands/attempt.ts';
import { useCommands } from '../../commands/offers.ts';
import { toast } from '../../design/toast-queue.ts';
import { ask } from '../../engine-client/engine.ts';
import { accept } from '../../marks/mark-acts.ts';
import { type Marking, useMarking } from '../../marks/use-marking.tsx';
import { markTarget } from './marks-target.ts';
import type { Selection } from './selection.ts';

/** Marks that are drawn of a list until more are asked for. */
const AT_ONCE = 50;

const NONE: readonly Mark[] = [];

/** What was laid on a conversation, seen from the open turn. */
export interface ShownMarks {
  /** Undefined while they are read. */
  readonly seen: ConversationMarks | undefined;
  /** Marks on passages of the open turn. */
  readonly passages: readonly Mark[];
  readonly total: number;
  readonly error: unknown;
  readonly onMore: () => void;
}

export function useMarks({ conversation_id }: ConversationHead, turn_id: number): ShownMarks {
  const [most, setMost] = useState(AT_ONCE);
  const { data, error } = useQuery({
    ...ask.marks.of.queryOptions({ input: { conversation_id, turn_id, most } }),
    placeholderData: keepPreviousData,
  });
  const onMore = useCallback(() => setMost((now) => now + AT_ONCE), []);
  // What was seen from another turn says only how many there are.
  const seen = data?.turn_id === turn_id ? data : undefined;
  return {
    seen,
    passages: seen?.passages ?? NONE,
    total: data === undefined ? 0 : data.here.total + data.others.total,
    error,
    onMore,
  };
}

/** Marking of what is selected in the open turn, reviews of its findings among it. */
export function useReplayMarking(head: TurnHead | undefined, selection: Selection): Marking {
  const marking = useMarking(head === undefined ? undefined : markTarget(head, selection));
  const review = (act: (finding: number) => void) =>
    head === undefined || head.findings.length === 0
      ? undefined
      : () => {
          if (selection.what === 'finding') act(selection.id);
          else toast({ words: 'Select the finding first: N goes to the next one', tone: 'info' });
        };
  useCommands({
    'mark.accept': review((finding) => {
      accept(finding).catch(tell);
    }),
    'mark.dismiss': review((finding) =>
      marking.ask({ what: 'dismiss', finding, words: `F-${finding}` }),
    ),
  });
  return marking;
}
