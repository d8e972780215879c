import { toast } from '../design/toast-queue.ts';
import { troubleOf } from '../engine-client/trouble.ts';

/** Does something for a person; what goes wrong is said in one sentence. */
export function attempt(work: () => Promise<unknown>): void {
  work().catch(tell);
}

/** Says what went wrong; a cancel is no trouble. */
export function tell(error: unknown): void {
  const { kind, sentence, detail } = troubleOf(error);
  if (kind === 'cancelled') return;
  toast({ words: sentence, tone: 'fail', ...(detail === null ? {} : { details: detail }) });
}
