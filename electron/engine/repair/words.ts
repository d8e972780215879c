const QUOTED = 40;

/** Bytes as words may hold them: in double quotes, printable ASCII, the rest as its escape; a long one by its beginning. */
export function quotedBytes(text: string): string {
  const escaped = text
    .slice(0, QUOTED)
    .replace(/["\\]/g, '\\$&')
    .replace(
      /[^\x20-\x7e]/g,
      (byte) => `\\x${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    );
  return text.length > QUOTED ? `beginning "${escaped}"` : `"${escaped}"`;
}

/** Plain digits: a locale costs a parser thread a good part of its start. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
