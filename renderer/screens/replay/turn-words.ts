import type { Capture } from '../../../shared/domain/replay.ts';
import type { ConversationHead, TurnHead } from '../../../shared/domain/replay-screen.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import type { Times } from '../../../shared/text/times.ts';

/** A capture level in words: what may be said of the turn's input, and what not. */
export const captureWords = {
  wire: {
    badge: 'wire capture',
    means:
      'Wire capture: the body of the request as it was sent. What is shown as given is what the model got.',
    given: 'What the model got',
  },
  application: {
    badge: 'application capture',
    means:
      'Application capture: logged before templating or truncation. What was sent to the model is not in this log.',
    given: 'Recorded as given to the model',
  },
  reconstructed: {
    badge: 'reconstructed',
    means:
      'Reconstructed: put together from pieces of the log. What was sent to the model is not in this log.',
    given: 'Recorded as given to the model',
  },
} as const satisfies Record<Capture, { badge: string; means: string; given: string }>;

/** `3 turns, 1 span`; spans only where there are any. */
export function lengthWords({ turns, spans }: ConversationHead): string {
  const words = counted(turns, 'turn');
  return spans === 0 ? words : `${words}, ${counted(spans, 'span')}`;
}

/** `19 Oct 2026, 13:51 – 14:09 UTC`, `6 Sep – 19 Oct 2026, UTC`; says so where the log gives no time. */
export function periodWords(
  { first, last }: Pick<ConversationHead, 'first' | 'last'>,
  { day, days, clock, minuteZoned, zone }: Times,
): string {
  if (first === null) return 'no time in record';
  if (last === null || first === last) return minuteZoned(first);
  if (day(first) !== day(last)) return `${days(first, last)}, ${zone}`;
  const [from, to] = [clock(first), clock(last)];
  return from === to ? minuteZoned(first) : `${day(first)}, ${from} – ${to} ${zone}`;
}

/** What answered and, where it differs, what was asked for. */
export function modelWords({ model, requested_model }: TurnHead): {
  name: string | null;
  note: string | null;
} {
  if (model === null)
    return { name: null, note: requested_model === null ? null : `asked for ${requested_model}` };
  const differs = requested_model !== null && requested_model !== model;
  return { name: model, note: differs ? `asked for ${requested_model}` : null };
}

/** `3,914 + 168`: given and answered; a number that the log leaves out is a question mark. */
export function tokenWords({ prompt_tokens, completion_tokens }: TurnHead['usage']): string | null {
  if (prompt_tokens === null && completion_tokens === null) return null;
  const words = (tokens: number | string | null): string => (tokens === null ? '?' : count(tokens));
  return `${words(prompt_tokens)} + ${words(completion_tokens)}`;
}

/** A setting as text: numbers and words as they are, what is nested as JSON. */
export const settingWords = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** Settings that the request made, without those that it left out. */
export function settings(params: TurnHead['params']): readonly (readonly [string, string])[] {
  return Object.entries(params)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [name, settingWords(value)] as const);
}

/** Of the characters given, how many are new. */
export const freshWords = ({ given_characters, fresh_characters }: TurnHead): string =>
  given_characters === 0
    ? 'no characters in record'
    : `${count(fresh_characters)} of ${count(given_characters)} characters are new in this turn`;

/** A call to a model, answered or not; other steps are named by their kind. */
export const isCall = ({ kind }: Pick<TurnHead, 'kind'>): boolean =>
  kind === 'model' || kind === 'request';

/** What the input of a turn may be called: only what was answered from a wire log is what the model got. */
export function givenWords({ kind, capture }: Pick<TurnHead, 'kind' | 'capture'>): string {
  if (kind === 'model') return captureWords[capture].given;
  return kind === 'request'
    ? 'Recorded as given to the model'
    : `Recorded as given to this ${kindWords(kind)}`;
}

/** A turn is one model call; everything else is a step, named by its kind. */
export const kindWords = (kind: string): string => kind.replaceAll('_', ' ');
