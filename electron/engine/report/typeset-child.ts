import { startChild } from '../base/child.ts';
import { entryPoint } from '../base/entry-point.ts';
import { Fault, Refusal } from '../base/errors.ts';
import type { TypesetAnswer, TypesetRequest } from './typst-messages.ts';
import { typesetAnswer } from './typst-messages.ts';

export interface ChildOptions {
  readonly signal?: AbortSignal | undefined;
  /** The program that answers; the built typeset entry unless a test says otherwise. */
  readonly entry?: string;
  /** A report of a thousand pages takes seconds; what takes minutes has hung. */
  readonly longestMilliseconds?: number;
}

/**
 * Sets in a process of its own, because hostile text can abort Typst together with the process it runs in.
 * @throws Refusal `cancelled` when the signal fires; Fault when the child crashes, hangs or speaks nonsense.
 */
export function typesetInChild(
  request: TypesetRequest,
  options: ChildOptions,
): Promise<TypesetAnswer> {
  const { signal, entry = entryPoint('typeset'), longestMilliseconds = 300_000 } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(cancelled());
      return;
    }
    const child = startChild(entry, typesetEnvironment());
    const abort = () => stop(cancelled());
    signal?.addEventListener('abort', abort, { once: true });
    const timer = setTimeout(
      () => stop(new Fault('setting the report took too long and was stopped; no report was made')),
      longestMilliseconds,
    );

    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
    const stop = (reason: Error) => {
      settle();
      child.kill();
      reject(reason);
    };
    child.onMessage((message) => {
      const answer = typesetAnswer.safeParse(message);
      if (answer.success) {
        settle();
        child.kill();
        resolve(answer.data);
      } else {
        stop(new Fault('the typesetter gave an answer that is none'));
      }
    });
    child.onEnd((how) => stop(crashed(how)));
    child.send(request);
  });
}

/** Nothing of the machine's language or zone reaches the child. */
export function typesetEnvironment(): NodeJS.ProcessEnv {
  const systemRoot = process.env['SystemRoot'];
  return {
    ...(systemRoot === undefined ? {} : { SystemRoot: systemRoot }),
  };
}

function crashed(how: string): Fault {
  return new Fault(`the typesetter ended before the report was set (${how}); no report was made`);
}

function cancelled(): Refusal {
  return new Refusal('cancelled', 'Cancelled; no report was made.');
}
