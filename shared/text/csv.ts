import { codePointMark } from './visible.ts';

/**
 * CSV after RFC 4180. Text that a spreadsheet would run as a formula, behind white space too, is made text by an
 * apostrophe; numbers stay numbers. Control characters, which a terminal would obey, are written as their code points,
 * such as ⟦U+001B⟧; tab and line ends stay.
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

const KEPT = new Set(['\r\n', '\n', '\t']);
const marked = (text: string): string =>
  text.replace(/\r\n|\p{Cc}/gu, (sign) => (KEPT.has(sign) ? sign : codePointMark(sign)));

function cell(raw: string): string {
  const text = marked(raw);
  const safe = /^\s*[=+\-@]|^\t/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
