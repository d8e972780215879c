import { Worker } from 'node:worker_threads';
import { entryPoint } from '../base/entry-point.ts';

/** Threads of an import. Starting one takes longer than a small file does, so that the next file gets those that are done. */

export type ThreadName = 'copier' | 'parser';

/** A small young generation keeps the parsed records of one block from growing the process. */
const YOUNG_GENERATION_MB = 32;
/** How long a thread waits for another file before it ends, in milliseconds. */
const KEPT_FOR = 10_000;

const kept = new Map<ThreadName, { readonly thread: Worker; readonly timer: NodeJS.Timeout }>();

/** A thread that waits for its first message, or for the next one. */
export function takeThread(name: ThreadName): Worker {
  const waiting = kept.get(name);
  if (waiting === undefined) {
    return new Worker(entryPoint(name), {
      resourceLimits: name === 'parser' ? { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB } : {},
    });
  }
  kept.delete(name);
  clearTimeout(waiting.timer);
  forgetListeners(waiting.thread);
  waiting.thread.ref();
  return waiting.thread;
}

/** Keeps a thread that has done all that it was asked; it holds neither the process nor, for long, its memory. */
export async function keepThread(name: ThreadName, thread: Worker): Promise<void> {
  forgetListeners(thread);
  if (kept.has(name)) {
    await thread.terminate();
    return;
  }
  thread.unref();
  const forget = (): void => {
    clearTimeout(timer);
    kept.delete(name);
  };
  const end = (): void => {
    forget();
    thread.terminate().catch(() => undefined);
  };
  const timer = setTimeout(end, KEPT_FOR).unref();
  thread.on('error', forget).on('exit', forget);
  kept.set(name, { thread, timer });
}

/** By name: without one, what Node itself listens to would go too. */
function forgetListeners(thread: Worker): void {
  for (const event of ['message', 'error', 'exit']) thread.removeAllListeners(event);
}
