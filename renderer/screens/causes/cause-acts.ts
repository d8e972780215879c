import type { Marked } from '../../../shared/domain/mark.ts';
import { toast, toastSubject } from '../../design/toast-queue.ts';
import { ask, engine } from '../../engine-client/engine.ts';
import { queries } from '../../engine-client/queries.ts';
import { undo } from '../../marks/mark-acts.ts';

/** Acts on causes. Each is shown when it answers, and can be taken back from what says that it was done. */

export const tagCause = (asked: Parameters<typeof engine.causes.tag>[0]): Promise<Marked> =>
  done(engine.causes.tag(asked));

export const changeCause = (asked: Parameters<typeof engine.causes.change>[0]): Promise<Marked> =>
  done(engine.causes.change(asked));

async function done(act: Promise<Marked>): Promise<Marked> {
  const about = toastSubject();
  const marked = await act;
  await queries.invalidateQueries({ queryKey: ask.causes.key() });
  if (marked.handles.length > 0)
    toast({ about, words: marked.words, tone: 'ok', action: { words: 'Undo', onPress: undo } });
  return marked;
}
