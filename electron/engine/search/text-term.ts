import {
  type Expression,
  ExpressionError,
  expression,
  phrase,
  phraseSource,
} from './expression.ts';
import { type Match, type Regex, refusalAt } from './parse.ts';
import { FREE_SIDES, type Side } from './sides.ts';

/** What is looked for in texts, and where. */
export interface TextQuery {
  readonly expression: Expression;
  readonly sides: readonly Side[];
}

/** `word`, `"a phrase"`, `wo*d` (`*` is any run of characters but spaces), `/expression/`. */
export function freeText(filter: string, test: Match | Regex): TextQuery {
  if (test.is === 'regex') return { expression: regex(filter, test), sides: FREE_SIDES };
  if (test.pattern.join('') === '')
    throw refusalAt(filter, test.valueOffset, 'a word or phrase needs at least one character');
  const sought = pointing(filter, test.valueOffset, () => wild(test.pattern, ANY_BUT_SPACE));
  return { expression: sought, sides: FREE_SIDES };
}

const ANY_BUT_SPACE = '[^ \\t\\r\\n\\f\\v]*';

/** `text:whole`, `text:*part*`, `text:/expression/`: like a field, a text matches whole but for `*`. */
export function wholeText(filter: string, test: Match | Regex, sides: readonly Side[]): TextQuery {
  if (test.is === 'regex') return { expression: regex(filter, test), sides };
  if (test.pattern.join('') === '')
    throw refusalAt(
      filter,
      test.valueOffset,
      'a text that is looked for needs at least one character',
    );
  return { expression: pointing(filter, test.valueOffset, () => anchored(test.pattern)), sides };
}

/** A star at an end leaves that end open, so that `*part*` finds the part alone. */
function anchored(pattern: Match['pattern']): Expression {
  const several = pattern.length > 1;
  const openStart = several && pattern[0] === '';
  const openEnd = several && pattern.at(-1) === '';
  const parts = pattern.slice(openStart ? 1 : 0, openEnd ? -1 : undefined);
  const [words] = parts;
  if (openStart && openEnd && parts.length === 1 && words !== undefined) return phrase(words);
  const inner = parts.map(phraseSource).join('.*?');
  return expression(`(?s:${openStart ? '' : '\\A'}${inner}${openEnd ? '' : '\\z'})`);
}

function wild([words, ...more]: Match['pattern'], any: string): Expression {
  return more.length === 0
    ? phrase(words)
    : expression([words, ...more].map(phraseSource).join(any));
}

/** A regular expression of the filter; refused with the place where it stands. */
export function regex(filter: string, { source, flags, valueOffset }: Regex): Expression {
  return pointing(filter, valueOffset, () => expression(source, flags));
}

function pointing(filter: string, offset: number, read: () => Expression): Expression {
  try {
    return read();
  } catch (error) {
    if (error instanceof ExpressionError) throw refusalAt(filter, offset, error.message);
    throw error;
  }
}
