import { ORPCError } from '@orpc/client';
import { z } from 'zod';
import { errors } from '../../shared/contract/errors.ts';

/** What went wrong with a call, for a screen: one sentence, and what kind it is. */
export interface Trouble {
  readonly kind: 'refused' | 'view-lost' | 'no-case' | 'fault' | 'cancelled' | 'lost';
  readonly sentence: string;
  /** Code of a refusal, id of a fault: what a log or a person who helps can use. */
  readonly code: string | null;
  readonly detail: string | null;
}

/** Reads whatever a call threw. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof ORPCError) return ofEngine(error.code, error.data);
  if (isAbort(error))
    return { kind: 'cancelled', sentence: 'Cancelled.', code: null, detail: null };
  return {
    kind: 'lost',
    sentence: 'The engine did not answer; it is being started anew.',
    code: null,
    detail: error instanceof Error ? error.message : null,
  };
}

function ofEngine(code: unknown, data: unknown): Trouble {
  if (code === 'REFUSED') {
    const refused = errors.REFUSED.data.safeParse(data);
    if (refused.success) return { kind: 'refused', ...refused.data };
  }
  if (code === 'VIEW_LOST')
    return { kind: 'view-lost', sentence: 'The turns have changed.', code: null, detail: null };
  if (code === 'NO_CASE')
    return { kind: 'no-case', sentence: 'No case is open.', code: null, detail: null };
  const fault = z.object({ id: z.string() }).safeParse(data);
  const id = fault.success ? fault.data.id : String(code);
  return {
    kind: 'fault',
    sentence: `Something in Exhibit failed; nothing in the case was changed by it. The log has it as ${id}.`,
    code: id,
    detail: null,
  };
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || /abort/i.test(error.message));
}
