import { z } from 'zod';
import { DURATION_WORDS, millisecondsOf } from '../../shared/text/duration.ts';
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

/** A span of time such as `30s`, `500ms`, `5m`, `2h`, in milliseconds. */
export const duration = z.string().transform((text, context) => {
  const milliseconds = millisecondsOf(text);
  if (milliseconds !== null) return milliseconds;
  context.addIssue({ code: 'custom', message: DURATION_WORDS });
  return z.NEVER;
});

/** A list given as one option: `E-1,F-7`. */
export function list(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** The number of a handle given as an argument: `V-2`. `what` names what it is the handle of. */
export function handleNumber(letter: string, what: string, handle: string): number {
  const [, digits] = new RegExp(`^${letter}-(\\d{1,9})$`, 'i').exec(handle) ?? [];
  if (digits === undefined)
    throw new Refusal('bad-usage', `${handle} is not the handle of ${what}, such as ${letter}-1.`);
  return Number(digits);
}
