import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Mark } from '../../../shared/domain/mark.ts';
import type { ConversationHead, TurnHead } from '../../../shared/domain/replay-screen.ts';
import { tell } from '../../commands/attempt.ts';
import { useCommands } from '../../commands/offers.ts';
import { toast } from '../../design/toast-queue.ts';
import { ask } from '../../engine-client/engine.ts';
import { accept } from '../../marks/mark-acts.ts';
import { type Marking, useMarking } from '../../marks/use-marking.tsx';
import { markTarget } from './marks-target.ts';
import type { Selection } from './selection.ts';

const NONE: readonly Mark[] = [];

/** Marks of a conversation, and those of them that stand on the open turn. */
export function useMarks({ conversation_id }: ConversationHead, turn_id: number) {
  const { data, error } = useQuery(ask.marks.of.queryOptions({ input: { conversation_id } }));
  const all = data?.marks ?? NONE;
  const here = useMemo(() => all.filter((mark) => mark.turn_id === turn_id), [all, turn_id]);
  return { all, here, error, isLoading: data === undefined && error === null };
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
