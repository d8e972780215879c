import type { CaseHead } from '../../shared/domain/case-home.ts';
import { useLive } from './live.ts';

const cases = new WeakMap<Error, CaseHead | null>();

/** Asks something, and remembers of what goes wrong which case was open when it was asked: another may be open by then. */
export async function asked<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const { head } = useLive.getState();
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error) cases.set(error, head);
    throw error;
  }
}

/** The case that was open when what failed was asked; null where none was, undefined for what was asked of nobody. */
export const askedIn = (error: unknown): CaseHead | null | undefined =>
  error instanceof Error ? cases.get(error) : undefined;
