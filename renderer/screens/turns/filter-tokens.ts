/** How a piece of a filter is drawn. */
type TokenKind = 'space' | 'field' | 'op' | 'value' | 'not' | 'string' | 'word';

interface Token {
  readonly kind: TokenKind;
  /** UTF-16 units of the filter's text. */
  readonly from: number;
  readonly to: number;
}

const PIECE =
  /(?<space>\s+)|(?<string>"(?:\\["\\]|[^"])*"?|(?<=^|[\s(:=-])\/(?:\\[\s\S]|[^/\\\n])+\/[a-z]*)|(?<word>(?<=^|[\s()])(?:AND|OR|NOT|TO)(?=$|[\s()"]))|(?<field>(?<=^|[\s(-])[A-Za-z_][A-Za-z0-9_]*(?=[:=<>]))|(?<not>(?<=^|[\s(-])-)|(?<op>[()[\]{}]|[:<>=]=?)|(?<value>(?:\\[\s\S]?|[^\s()[\]{}"\\])+)/gy;

const KINDS = ['space', 'string', 'word', 'field', 'not', 'op', 'value'] as const;

/**
 * A filter's text cut into pieces by how they look, from the first character to the last. It colours what is being
 * written, whole or broken; what a filter means is the engine's to say.
 */
export function filterTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let inValue = false;
  while (at < text.length) {
    const found = nextToken(text, at, inValue);
    inValue = found.kind === 'op' && /[:=<>]/.test(text.charAt(at));
    tokens.push(found);
    at = found.to;
  }
  return tokens;
}

/** After an operator all that is plain is one value: `at:10:30` has no field named 10. */
function nextToken(text: string, at: number, inValue: boolean): Token {
  if (inValue) {
    const plain = /(?:\\[\s\S]?|[^\s()[\]{}"\\/])(?:\\[\s\S]?|[^\s()[\]{}"\\])*/y;
    plain.lastIndex = at;
    const value = plain.exec(text)?.[0];
    if (value !== undefined) return { kind: 'value', from: at, to: at + value.length };
  }
  PIECE.lastIndex = at;
  const found = PIECE.exec(text);
  const kind = KINDS.find((name) => found?.groups?.[name] !== undefined) ?? 'value';
  return { kind, from: at, to: at + Math.max(1, found?.[0].length ?? 1) };
}

/** The piece that an error points at: the token there, or the place behind the end. */
export function tokenAt(tokens: readonly Token[], at: number): Token | undefined {
  return tokens.find(({ from, to, kind }) => kind !== 'space' && from <= at && at < to);
}
