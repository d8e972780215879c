import type { CaseHead } from '../../shared/domain/case-home.ts';
import { toast, type ToastSubject } from '../design/toast-queue.ts';
import { askedIn } from '../engine-client/asked-in.ts';
import { troubleOf } from '../engine-client/trouble.ts';

/** Does something for a person; what goes wrong is said in one sentence. */
export function attempt(work: () => Promise<unknown>): void {
  work().catch(tell);
}

/** Says what went wrong, and of which case where another is open by then; a cancel is no trouble. */
export function tell(error: unknown): void {
  tellOf('', error);
}

/** The same after a sentence of the screen's own. */
export function tellOf(what: string, error: unknown): void {
  const { kind, sentence, detail } = troubleOf(error);
  if (kind === 'cancelled') return;
  const found = askedIn(error);
  toast({
    about: found == null ? found : caseSubject(found),
    words: what === '' ? sentence : `${what} ${sentence}`,
    tone: 'fail',
    ...(detail === null ? {} : { details: detail }),
  });
}

/** A case as toasts name it. */
export const caseSubject = ({
  case_id,
  title,
}: Pick<CaseHead, 'case_id' | 'title'>): ToastSubject => ({
  key: case_id,
  words: inCase(title),
});

/** Before a sentence that is of another case than the one shown. */
export const inCase = (title: string): string => `In the case ${title}:`;
