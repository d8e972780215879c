import type { ConsoleFault } from '../../../shared/domain/console.ts';

type Explained = Omit<ConsoleFault, 'what' | 'elapsed_ms'>;

/** What DuckDB said of a query, as one sentence and a place in the SQL. */
export function explainedFault(message: string, sql: string): Explained {
  const [words = ''] = message.split(/\n\nLINE \d+:|\n\nPossible solutions:/, 1);
  const said = words.replace(/^Failed to extract statements: /, '');
  return { sentence: sentenceOf(said), place: placeIn(message, sql) };
}

function sentenceOf(said: string): string {
  if (said.startsWith('Permission Error'))
    return 'The console reads the tables of the case and nothing else: no files, no network.';
  if (said.startsWith('Out of Memory Error'))
    return 'The query needs more than the memory and disk that it may take (2 GB each); take fewer columns or rows, or aggregate.';
  return said
    .replace(/^(?:Parser|Binder|Catalog|Conversion|Invalid Input|Out of Range) Error: /, '')
    .replace(/\s*\n\s*/g, '; ')
    .trim();
}

/** DuckDB shows the line, or a part of it between dots, and below it a caret that counts as a terminal draws. */
function placeIn(message: string, sql: string): ConsoleFault['place'] {
  const shown = /\n\nLINE (\d+): (.*)\n( *)\^/.exec(message);
  if (shown === null) return null;
  const [, number = '', excerpt = '', spaces = ''] = shown;
  const line = Number(number);
  const whole = sql.split('\n')[line - 1];
  if (whole === undefined) return null;
  const drawn = spaces.length - `LINE ${number}: `.length;
  const isCutBefore = excerpt.startsWith('...') && !whole.startsWith('...');
  if (!isCutBefore) return { line, column: unitsDrawn(whole, drawn) + 1 };
  const part = excerpt.slice(3).replace(/\.\.\.$/, '');
  const at = whole.indexOf(part);
  return { line, column: at === -1 ? 1 : at + unitsDrawn(part, drawn - 3) + 1 };
}

const WIDE =
  /[\p{Emoji_Presentation}\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u;
const UNDRAWN = /[\p{Cc}\p{Mn}\p{Me}\p{Cf}]/u;

/** UTF-16 units of the text that take up so many places when drawn. */
function unitsDrawn(text: string, places: number): number {
  let units = 0;
  let left = places;
  for (const character of text) {
    if (left <= 0 && !UNDRAWN.test(character)) break;
    left -= WIDE.test(character) ? 2 : UNDRAWN.test(character) ? 0 : 1;
    units += character.length;
  }
  return units;
}
