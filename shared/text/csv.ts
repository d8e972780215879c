/**
 * CSV after RFC 4180. Text that a spreadsheet would run as a formula, behind white space too, is made text by an
 * apostrophe; numbers stay numbers.
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

function cell(text: string): string {
  const safe = /^\s*[=+\-@]|^[\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
