import { z } from 'zod';
import type { Check } from '../../../shared/domain/check.ts';
import { reasonOf } from '../base/errors.ts';

export const passed = (name: string, detail: string): Check => ({ name, ok: true, detail });
export const failed = (name: string, detail: string): Check => ({ name, ok: false, detail });

/** What went wrong, in one line. */
export function lineOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
  }
  return reasonOf(error).split('\n', 1)[0] ?? '';
}
