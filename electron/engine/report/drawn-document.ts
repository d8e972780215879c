/** Typst's one drawing of a whole document, from which each page is cut when it is looked at. */
export interface DrawnDocument {
  /** How many there are. */
  readonly pages: number;
  /** The drawing of a page, counted from 1, with every outline that it uses. */
  page(number: number): string;
}

/** A page begins with a white sheet, which the group of what stands on it follows. */
const SHEET = '\n    <path ';
const DEFINITIONS = '\n    <defs';

/**
 * Typst writes one element a line, indented by four spaces a level: per page a white sheet and a group moved down by the
 * pages before it, at the end the shared definitions (outlines of letters, clips). Text is outlines; no word of a document
 * stands in its drawing.
 */
export function drawnDocument(drawing: string): DrawnDocument {
  const starts = [...placesOf(SHEET, drawing)];
  const end = ends(drawing);
  const [width = '0', height = '0'] = sheetSize(drawing, starts[0] ?? end);
  let shared: ReadonlyMap<string, string> | undefined;
  return {
    pages: starts.length,
    page(number) {
      shared ??= definitionsIn(drawing.slice(end));
      const drawn = inItsPlace(drawing.slice(starts[number - 1], starts[number] ?? end));
      return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${drawn}<defs>${usedIn(drawn, shared)}</defs></svg>`;
    },
  };
}

function* placesOf(mark: string, text: string): Generator<number> {
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) yield at;
}

/** Where the pages end. */
function ends(drawing: string): number {
  const definitions = drawing.indexOf(DEFINITIONS);
  return definitions === -1 ? drawing.lastIndexOf('</svg>') : definitions;
}

/** Without the way down past the pages before it. */
const inItsPlace = (page: string): string =>
  page.replace(/\n {4}<g[^>]*>/, '<g>').replaceAll(/\n */g, '');

function definitionsIn(end: string): Map<string, string> {
  const definitions = new Map<string, string>();
  let block: string[] = [];
  for (const line of end.split('\n')) {
    if (!line.startsWith('        ')) continue;
    block.push(line.trim());
    if (!isWhole(line)) continue;
    const text = block.join('');
    const id = /\bid="([^"]+)"/.exec(text)?.[1];
    if (id !== undefined) definitions.set(id, text);
    block = [];
  }
  return definitions;
}

/** The last line of a definition: at its own level, either closed or closing. */
const isWhole = (line: string): boolean =>
  line[8] === '<' && (line[9] === '/' || line.endsWith('/>') || /<\/\w+>$/.test(line));

/** Definitions that a drawing names, and those that these name. */
function usedIn(drawn: string, definitions: ReadonlyMap<string, string>): string {
  const used = new Set<string>();
  const look = (text: string): void => {
    for (const [, id = ''] of text.matchAll(/#([A-Za-z0-9_-]+)[")]/g)) {
      const definition = definitions.get(id);
      if (definition === undefined || used.has(id)) continue;
      used.add(id);
      look(definition);
    }
  };
  look(drawn);
  return [...used].map((id) => definitions.get(id) ?? '').join('');
}

/** Width and height of the first sheet in points; all sheets of a report are alike. */
function sheetSize(drawing: string, start: number): string[] {
  const sheet = drawing.slice(start, drawing.indexOf('\n', start + 1));
  const corner = / L ([\d.]+) ([\d.]+) L [\d.]+ 0 Z/.exec(sheet);
  return corner === null ? [] : [corner[1] ?? '0', corner[2] ?? '0'];
}
