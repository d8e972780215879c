import type { Marked } from '../../shared/domain/mark.ts';
import { tell } from '../commands/attempt.ts';
import { toast } from '../design/toast-queue.ts';
import { ask, engine } from '../engine-client/engine.ts';
import { queries } from '../engine-client/queries.ts';
import { troubleOf } from '../engine-client/trouble.ts';
import type { MarkTarget } from './mark-target.ts';

/** Acts of the examiner. Each is shown as soon as it is written, and can be taken back from what says that it was. */

const on = ({ turns, span }: MarkTarget) => ({ turns: [...turns], span });

export const pin = (target: MarkTarget, caption: string): Promise<Marked> =>
  done(engine.marks.pin({ ...on(target), caption }));

export const note = (target: MarkTarget, text: string): Promise<Marked> =>
  done(engine.marks.note({ ...on(target), text }));

export const tag = (target: MarkTarget, word: string): Promise<Marked> =>
  done(engine.marks.tag({ ...on(target), tag: word }));

export const accept = (finding: number): Promise<Marked> =>
  done(engine.marks.review({ findings: [finding], decision: 'accept', reason: null }));

export const dismiss = (finding: number, reason: string): Promise<Marked> =>
  done(engine.marks.review({ findings: [finding], decision: 'dismiss', reason }));

export const change = (handle: string, text: string): Promise<Marked> =>
  done(engine.marks.change({ handle, text }));

export const withdraw = (act_seq: number): Promise<Marked> =>
  done(engine.marks.withdraw({ act_seq }));

/** Takes back what this window did last. */
export function undo(): void {
  engine.marks
    .undo({})
    .then(({ words }) => {
      toast({ words, tone: 'info' });
      showAgain();
    })
    .catch((error: unknown) => {
      const { kind, sentence } = troubleOf(error);
      if (kind === 'refused') toast({ words: sentence, tone: 'info' });
      else tell(error);
    });
}

/** Says what was done as soon as it was, with the way back. */
export async function done(act: Promise<Marked>): Promise<Marked> {
  const marked = await act;
  toast({ words: marked.words, tone: 'ok', action: { words: 'Undo', onPress: undo } });
  showAgain();
  return marked;
}

/** What shows marks is asked again at once; everything else follows when the engine says that the log grew. */
function showAgain(): void {
  for (const queryKey of [
    ask.marks.key(),
    ask.replay.turn.key(),
    ask.events.key(),
    ask.actions.key(),
  ])
    queries.invalidateQueries({ queryKey }).catch(() => undefined);
}
