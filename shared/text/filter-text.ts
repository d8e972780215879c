/**
 * The filter language's text, as far as a page must understand it to mirror and change it: clauses that stand side by
 * side at the top. The engine's grammar says what a filter means; tests hold this file to it.
 */
export interface Clause {
  /** UTF-16 units of the filter's text. */
  readonly from: number;
  readonly to: number;
  readonly negated: boolean;
  /** Null for a word, phrase, expression or bracket. */
  readonly field: string | null;
  /** What is asked, as written, without the field. */
  readonly value: string;
}

const SPACE = /[ \t\r\n]/;
const PLAIN = /(?:\\[\s\S]|[^ \t\r\n()[\]{}"\\])*/y;
const QUOTED = /"(?:\\["\\]|[^"])*"?/y;
const EXPRESSION = /\/(?:\\[\s\S]|[^/\\\n])+\/[a-z]*/y;
const RANGE = /[[{](?:"(?:\\["\\]|[^"])*"|[^\]}"])*[\]}]?/y;
const FIELD = /([A-Za-z_][A-Za-z0-9_]*)(?::|(?=[=<>]))/y;
const COMPARISON = /(?:[<>]=?|=)/y;
const OPERATOR = /(AND|OR|NOT)(?![^ \t\r\n()"])/y;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const endOf = (pattern: RegExp, text: string, at: number): number =>
  at + (matchAt(pattern, text, at)?.[0].length ?? 0);

function skipSpace(text: string, at: number): number {
  let end = at;
  while (end < text.length && SPACE.test(text.charAt(end))) end += 1;
  return end;
}

/** Where the piece ends that begins here: a quotation, range, expression or run of plain characters. */
function endOfValue(text: string, at: number): number {
  switch (text.charAt(at)) {
    case '"':
      return endOf(QUOTED, text, at);
    case '[':
    case '{':
      return endOf(RANGE, text, at);
    case '/':
      return endOf(EXPRESSION, text, at) === at
        ? endOf(PLAIN, text, at)
        : endOf(EXPRESSION, text, at);
    default:
      return endOf(PLAIN, text, at);
  }
}

function endOfField(text: string, at: number): number {
  const value = endOf(COMPARISON, text, at);
  return endOfValue(text, value);
}

/** Where the bracket ends that opens here, whatever stands in it. */
function endOfBracket(text: string, at: number): number {
  let depth = 0;
  let end = at;
  while (end < text.length) {
    const character = text.charAt(end);
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (/[-() \t\r\n]/.test(character)) end += 1;
    else end = Math.max(endOfTerm(text, end), end + 1);
    if (depth === 0) return end;
  }
  return end;
}

function endOfTerm(text: string, at: number): number {
  if (text.charAt(at) === '(') return endOfBracket(text, at);
  const field = matchAt(FIELD, text, at);
  return field === null ? endOfValue(text, at) : endOfField(text, at + field[0].length);
}

/** A clause and the operator before it; null where it stands beside the one before. */
interface Joined {
  readonly operator: 'AND' | 'OR' | null;
  readonly clause: Clause;
}

export function joinedClauses(text: string): Joined[] {
  const found: Joined[] = [];
  let operator: Joined['operator'] = null;
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const word = matchAt(OPERATOR, text, at)?.[1];
    if (word === 'OR' || word === 'AND') {
      operator = word;
      at += word.length;
    } else {
      const clause = clauseAt(text, at);
      found.push({ operator, clause });
      operator = null;
      at = clause.to;
    }
    at = skipSpace(text, at);
  }
  return found;
}

/**
 * The clauses of a filter; one for the whole text where its top is joined by OR. Only a text that the engine reads has
 * clauses that mean anything.
 */
export function clausesOf(text: string): Clause[] {
  const found = joinedClauses(text);
  const [first] = found;
  const last = found.at(-1);
  if (first === undefined || last === undefined) return [];
  if (found.every(({ operator }) => operator !== 'OR')) return found.map(({ clause }) => clause);
  const { from } = first.clause;
  const { to } = last.clause;
  return [{ from, to, negated: false, field: null, value: text.slice(from, to) }];
}

function clauseAt(text: string, from: number): Clause {
  let at = from;
  let negated = false;
  for (let length = negationAt(text, at); length > 0; length = negationAt(text, at)) {
    negated = !negated;
    at = skipSpace(text, at + length);
  }
  const to = Math.max(endOfTerm(text, at), at + 1);
  const field = matchAt(FIELD, text, at);
  return {
    from,
    to,
    negated,
    field: field?.[1] ?? null,
    value: text.slice(at + (field?.[0].length ?? 0), to),
  };
}

function negationAt(text: string, at: number): number {
  if (text.charAt(at) === '-') return 1;
  return matchAt(OPERATOR, text, at)?.[1] === 'NOT' ? 3 : 0;
}
