/**
 * From characters that are drawn to characters of the record, both in code points from 0. All characters of a text are
 * drawn, hidden ones too, but for the carriage return of a line end of two characters. A place after such an end lies
 * after both; a place before it lies before both.
 */
export function storedOffset(text: string, drawn: number): number {
  let stored = 0;
  let seen = 0;
  for (let at = 0; at < text.length; ) {
    if (seen === drawn) return stored;
    const isLineEnd = text[at] === '\r' && text[at + 1] === '\n';
    const units = isLineEnd ? 2 : (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    at += units;
    stored += isLineEnd ? 2 : 1;
    seen += 1;
  }
  return stored;
}
