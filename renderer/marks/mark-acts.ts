import type { QueryKey } from '@tanstack/react-query';
import type { Marked } from '../../shared/domain/mark.ts';
import { tell } from '../commands/attempt.ts';
import { toast, toastSubject } from '../design/toast-queue.ts';
import { act } from '../engine-client/act.ts';
import { ask, engine } from '../engine-client/engine.ts';
import { troubleOf } from '../engine-client/trouble.ts';
import type { MarkTarget } from './mark-target.ts';

/** Acts of the examiner. Each is shown as soon as it is written, and can be taken back from what says that it was. */

const on = ({ turns, span }: MarkTarget) => ({ turns: [...turns], span });

/** `reference`: what said what was right, and where in it, such as D-1 section 4.2; empty where there is none. */
export const pin = (target: MarkTarget, caption: string, reference: string): Promise<Marked> =>
  done(() =>
    engine.marks.pin({
      ...on(target),
      caption,
      ...(reference === '' ? {} : { references: [reference] }),
    }),
  );

/** A reference by itself, by its handle and where in it. */
export const pinReference = (reference: string, caption: string): Promise<Marked> =>
  done(() => engine.marks.pinReference({ reference, caption }));

export const note = (target: MarkTarget, text: string): Promise<Marked> =>
  done(() => engine.marks.note({ ...on(target), text }));

export const tag = (target: MarkTarget, word: string): Promise<Marked> =>
  done(() => engine.marks.tag({ ...on(target), tag: word }));

export const accept = (finding: number): Promise<Marked> =>
  done(() => engine.marks.review({ findings: [finding], decision: 'accept', reason: null }));

export const dismiss = (finding: number, reason: string): Promise<Marked> =>
  done(() => engine.marks.review({ findings: [finding], decision: 'dismiss', reason }));

/** `seen` is what it said when the text was written. */
export const change = (handle: string, text: string, seen: string): Promise<Marked> =>
  done(() => engine.marks.change({ handle, text, seen }));

export const withdraw = (act_seq: number): Promise<Marked> =>
  done(() => engine.marks.withdraw({ act_seq }));

/** Takes back what this window did last, and says what it was. */
export function undo(): void {
  const about = toastSubject();
  undone().catch((error: unknown) => {
    const { kind, sentence } = troubleOf(error);
    if (kind === 'refused') toast({ about, words: sentence, tone: 'info' });
    else tell(error);
  });
}

/** Marks, before what takes longer to find. */
const MARKS = [ask.marks.key()];

export async function undone(shownBy: readonly QueryKey[] = MARKS): Promise<void> {
  const about = toastSubject();
  const taking = act(() => engine.marks.undo({}), shownBy).finally(() => {
    undoneAt = Date.now();
  });
  underWay = Promise.allSettled([underWay, taking]);
  const { words } = await taking;
  closeOffer();
  toast({ about, words, tone: 'info' });
}

let underWay: Promise<unknown> = Promise.resolve();
/** Kept when what this window takes back at the moment is taken back, or could not be. */
export const undoEnded = (): Promise<unknown> => underWay;

let undoneAt = 0;
/** When this window took something back last: what was read before may show it still. */
export const lastUndone = (): number => undoneAt;

/** Takes away what offers to undo: pressed later, it would take back another act than the one that it names. */
let closeOffer = (): void => undefined;

/** Says what was done, in words of a screen's own where it has some, with the way back. */
export async function done(
  work: () => Promise<Marked>,
  shownBy: readonly QueryKey[] = MARKS,
  words?: string,
): Promise<Marked> {
  const about = toastSubject();
  const marked = await act(work, shownBy);
  const action = { words: 'Undo', onPress: undo };
  closeOffer();
  closeOffer = toast({ about, words: words ?? marked.words, tone: 'ok', action });
  return marked;
}
