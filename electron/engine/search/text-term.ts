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
  const [words, ...more] = test.pattern;
  return {
    expression:
      more.length === 0
        ? phrase(words)
        : expression(test.pattern.map(phraseSource).join('[^ \\t\\r\\n\\f\\v]*')),
    sides: FREE_SIDES,
  };
}

/** `text:whole`, `text:*part*`, `text:/expression/`: like a field, a text matches whole but for `*`. */
export function wholeText(filter: string, test: Match | Regex, sides: readonly Side[]): TextQuery {
  if (test.is === 'regex') return { expression: regex(filter, test), sides };
  const parts = [...test.pattern];
  const start = parts.length > 1 && parts[0] === '' ? '' : '\\A';
  const end = parts.length > 1 && parts.at(-1) === '' ? '' : '\\z';
  const inner = parts.slice(start === '' ? 1 : 0, end === '' ? -1 : undefined);
  if (inner.join('') === '')
    throw refusalAt(
      filter,
      test.valueOffset,
      'a text that is looked for needs at least one character',
    );
  const [words, ...more] = inner;
  if (start === '' && end === '' && words !== undefined && more.length === 0)
    return { expression: phrase(words), sides };
  return {
    expression: expression(`(?s:${start}${inner.map(phraseSource).join('.*?')}${end})`),
    sides,
  };
}

/** A regular expression of the filter; refused with the place where it stands. */
export function regex(filter: string, { source, flags, valueOffset }: Regex): Expression {
  try {
    return expression(source, flags);
  } catch (error) {
    if (error instanceof ExpressionError) throw refusalAt(filter, valueOffset, error.message);
    throw error;
  }
}
