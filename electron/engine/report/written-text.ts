import { inflateSync } from 'node:zlib';
import { Fault } from '../base/errors.ts';

/**
 * Letters that are drawn in other pieces than they are written in: joined, stacked, with marks. Typst tells a PDF only
 * what a piece showed where it was first used, so that such a text could not be copied out. As style.typ has it.
 */
const shaped =
  /(?:(?=\p{L})[\p{Script=Arabic}\p{Script=Devanagari}]\p{M}*){1,16}|(?=\p{L})\p{Script=Thai}\p{M}*ำ?|\p{L}\p{M}+/gu;

/** The shaped texts of a report, in the order in which they first appear. Their numbers begin with 1. */
export function shapedTexts(text: string): string[] {
  return [...new Set([...text.matchAll(shaped)].map(([word]) => word))];
}

/**
 * A PDF of Typst in which each shaped text stands as it is written (ISO 32000-1, 14.9.4, "Replacement Text"). The
 * template draws it with a thin line whose colour is its number, which is taken out again here. The pages
 * that change are not packed: packers differ between machines, and equal extracts give equal bytes.
 */
export function withWrittenTexts(pdf: Uint8Array, texts: readonly string[]): Uint8Array {
  if (texts.length === 0) return pdf;
  const file = Buffer.from(pdf);
  const { head, objects, trailer } = objectsOf(file);
  const pages = new Set(objects.map(({ bytes }) => contentsOf(bytes)));
  const pieces = [head];
  const offsets = new Map<number, number>();
  let offset = head.length;
  for (const { number, bytes } of objects) {
    const piece = pages.has(number) ? written(bytes, texts) : bytes;
    offsets.set(number, offset);
    pieces.push(piece);
    offset += piece.length;
  }
  const entries = Array.from(
    { length: objects.length },
    (_, index) => `${String(offsets.get(index + 1)).padStart(10, '0')} 00000 n\r\n`,
  );
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f\r\n${entries.join('')}`;
  return Buffer.concat([
    ...pieces,
    Buffer.from(`${table}${trailer}startxref\n${offset}\n%%EOF`, 'latin1'),
  ]);
}

interface PdfObject {
  readonly number: number;
  readonly bytes: Buffer;
}

/** What stands in the file, in its order (ISO 32000-1, 7.5.4): Typst writes one table of all objects, none of them free. */
function objectsOf(file: Buffer): { head: Buffer; objects: PdfObject[]; trailer: string } {
  const start = Number(
    /startxref\n(\d+)\n%%EOF$/.exec(file.toString('latin1', file.length - 40))?.[1],
  );
  const found =
    /^xref\n0 (\d+)\n(\d{10} 65535 f\r\n)((?:\d{10} 00000 n\r\n)*)(trailer[^]*)startxref/.exec(
      file.toString('latin1', start),
    );
  const entries = found?.[3]?.match(/\d{10}(?= 00000 n)/g) ?? [];
  if (entries.length === 0 || entries.length + 1 !== Number(found?.[1]))
    throw new Fault('the typesetter wrote a PDF that is laid out in another way');
  const places = entries
    .map((entry, index) => ({ number: index + 1, at: Number(entry) }))
    .sort((a, b) => a.at - b.at);
  return {
    head: file.subarray(0, places[0]?.at),
    objects: places.map(({ number, at }, index) => ({
      number,
      bytes: file.subarray(at, places[index + 1]?.at ?? start),
    })),
    trailer: found?.[4] ?? '',
  };
}

/** The number of the stream that draws a page; undefined where an object is no page. */
function contentsOf(object: Buffer): number | undefined {
  if (object.length > LONGEST_PAGE) return undefined;
  const found = /^\d+ 0 obj\n<<\n {2}\/Type \/Page\n[^]*\/Contents (\d+) 0 R/.exec(
    object.toString('latin1'),
  );
  return found === null ? undefined : Number(found[1]);
}

/** In bytes; a page names its links, some hundreds at most. */
const LONGEST_PAGE = 1_000_000;

function written(object: Buffer, texts: readonly string[]): Buffer {
  const begin = object.indexOf('stream\n') + 'stream\n'.length;
  const header = object.toString('latin1', 0, begin);
  const length = Number(/\/Length (\d+)\n {2}\/Filter \/FlateDecode\n/.exec(header)?.[1]);
  if (Number.isNaN(length)) throw new Fault('the typesetter packed a page in another way');
  const drawn = inflateSync(object.subarray(begin, begin + length)).toString('latin1');
  if (!drawn.includes(NUMBERED)) return object;
  const page = Buffer.from(withReplacements(drawn.split('\n'), texts).join('\n'), 'latin1');
  const number = header.slice(0, header.indexOf(' '));
  return Buffer.concat([
    Buffer.from(`${number} 0 obj\n<<\n  /Length ${page.length}\n>>\nstream\n`, 'latin1'),
    page,
    object.subarray(begin + length),
  ]);
}

/** Letters are filled and have a line: only numbered texts do. */
const NUMBERED = '\n2 Tr\n';

interface Pen {
  readonly isNumbered: boolean;
  readonly number: number;
}

/** The operators of a page, one a line, with the numbered texts marked and drawn like all others. */
function withReplacements(operators: readonly string[], texts: readonly string[]): string[] {
  const page: string[] = [];
  const pens: Pen[] = [];
  let pen: Pen = { isNumbered: false, number: 0 };
  let marked = 0;
  const mark = (number: number) => {
    if (number === marked) return;
    if (marked !== 0) page.push('EMC');
    const text = texts[number - 1];
    marked = text === undefined ? 0 : number;
    if (text !== undefined) page.push(`/Span <</ActualText <${utf16(text)}>>> BDC`);
  };
  for (const operator of operators) {
    const colour = /^([\d.]+) ([\d.]+) ([\d.]+) SCN$/.exec(operator);
    if (colour !== null) pen = { ...pen, number: numberOf(colour.slice(1)) };
    if (operator === '2 Tr') pen = { ...pen, isNumbered: true };
    if (operator === '0 Tr') pen = { ...pen, isNumbered: false };
    if (operator === 'q') pens.push(pen);
    if (operator === 'Q') {
      mark(0);
      pen = pens.pop() ?? pen;
    }
    if (operator === 'BT') mark(pen.isNumbered ? pen.number : 0);
    page.push(operator === '2 Tr' ? '0 Tr' : operator);
  }
  mark(0);
  return page;
}

/** The number that style.typ put into red, green and blue. */
function numberOf(colour: readonly string[]): number {
  return colour.reduce((number, part) => number * 256 + Math.round(Number(part) * 255), 0);
}

function utf16(text: string): string {
  return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16().toString('hex');
}
