import { z } from 'zod';
import { Refusal } from '../base/errors.ts';
import { parse as parseGrammar, SyntaxError as GrammarError } from './grammar.js';

/** What stands between the wildcards: `gpt*` is `['gpt', '']`, `*` is `['', '']`, `gpt` is `['gpt']`. */
const pattern = z.tuple([z.string()], z.string());
const valueOffset = z.int();
const bound = z.strictObject({ value: z.string(), valueOffset }).nullable();

const match = z.strictObject({ is: z.literal('match'), pattern, valueOffset });
const regex = z.strictObject({
  is: z.literal('regex'),
  source: z.string(),
  flags: z.string(),
  valueOffset,
});
const compare = z.strictObject({
  is: z.literal('compare'),
  comparison: z.enum(['>', '>=', '<', '<=']),
  value: z.string(),
  valueOffset,
});
const range = z.strictObject({
  is: z.literal('range'),
  offset: z.int(),
  low: bound,
  high: bound,
  lowOpen: z.boolean(),
  highOpen: z.boolean(),
});
const textTerm = z.strictObject({
  is: z.literal('text'),
  test: z.discriminatedUnion('is', [match, regex]),
});
const fieldTerm = z.strictObject({
  is: z.literal('field'),
  name: z.string(),
  offset: z.int(),
  test: z.discriminatedUnion('is', [match, regex, compare, range]),
});

export type Match = z.infer<typeof match>;
export type Regex = z.infer<typeof regex>;
export type FieldTerm = z.infer<typeof fieldTerm>;
export type FieldTest = FieldTerm['test'];
export type TextTerm = z.infer<typeof textTerm>;
export type Filter =
  | { is: 'all' }
  | { is: 'and' | 'or'; terms: Filter[] }
  | { is: 'not'; term: Filter }
  | FieldTerm
  | TextTerm;

const filter: z.ZodType<Filter> = z.lazy(() =>
  z.discriminatedUnion('is', [
    z.strictObject({ is: z.literal('all') }),
    z.strictObject({ is: z.enum(['and', 'or']), terms: z.array(filter) }),
    z.strictObject({ is: z.literal('not'), term: filter }),
    fieldTerm,
    textTerm,
  ]),
);

/** `bad-filter`, with the place in the filter's text that it points at, in UTF-16 units. */
export class FilterRefusal extends Refusal {
  readonly at: number;

  constructor(sentence: string, at: number, options?: ErrorOptions) {
    super('bad-filter', sentence, options);
    this.at = at;
  }
}

/** Brackets and NOTs within each other; deeper ones are no investigator's. */
const DEEPEST = 200;

/** A filter as a tree. An empty one means every turn. Refused as `bad-filter`, pointing at the character. */
export function parseFilter(text: string): Filter {
  if (deepest(text) > DEEPEST)
    throw new FilterRefusal(`The filter has more than ${DEEPEST} brackets within brackets.`, 0);
  return filter.parse(grammar(text));
}

function grammar(text: string): unknown {
  try {
    return parseGrammar(text);
  } catch (error) {
    if (error instanceof GrammarError)
      throw refusalAt(text, error.location.start.offset, sentence(error));
    throw error;
  }
}

function sentence(error: GrammarError): string {
  if (error.expected === null) return error.message;
  const found = error.found === null ? 'its end' : JSON.stringify(error.found);
  const named = error.expected.flatMap(({ description }) => description ?? []);
  const wanted = [...new Set(named)].filter((name) => name !== 'a space').sort();
  return wanted.length === 0
    ? `${found} is not expected here`
    : `${found} is not expected here, but ${wanted.join(' or ')}`;
}

/**
 * A refusal that points at a character of the filter, counted from 1 in code points. Its cause shows the filter with a
 * caret under that character.
 */
export function refusalAt(text: string, offset: number, what: string): FilterRefusal {
  const before = Array.from(text.slice(0, offset)).length;
  return new FilterRefusal(`Filter, character ${before + 1}: ${what}.`, offset, {
    cause: new Error(`${text.replaceAll(/\s/g, ' ')}\n${' '.repeat(before)}^`),
  });
}

/** How many opening brackets and prefix minus signs or NOTs can stand within each other at most. */
function deepest(text: string): number {
  let depth = 0;
  let most = 0;
  for (const [mark] of text.matchAll(/"(?:\\.|[^"\\])*"|[()]|-(?=[-(])|\bNOT\b/g)) {
    if (mark === ')') depth = Math.max(0, depth - 1);
    else if (!mark.startsWith('"')) depth += 1;
    most = Math.max(most, depth);
  }
  return most;
}
