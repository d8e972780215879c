import type { z } from 'zod';
import { Refusal } from '../engine/index.ts';

/** Options as the command's schema has them; what does not fit is refused by its name on the command line. */
export function parseOptions<Options>(schema: z.ZodType<Options>, given: unknown): Options {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? '').replace(
    /[A-Z]/g,
    (capital) => `-${capital.toLowerCase()}`,
  );
  throw new Refusal('bad-usage', `--${name} is not as expected: ${issue?.message ?? ''}.`);
}

/** A list given as one option: `E-1,F-7`. */
export function list(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
