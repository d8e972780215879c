/**
 * Cuts Typst's one drawing of a whole document into a drawing per page. Typst writes one element a line, indented by
 * four spaces a level: per page a white sheet and a group moved down by the pages before it, at the end the shared
 * definitions (outlines of letters, clips). Text is outlines; no word of a document stands in its drawing.
 */
export function svgPages(document: string): string[] {
  const lines = document.split('\n');
  const [width = '0', height = '0'] = sheetSize(lines);
  const pages: string[][] = [];
  const definitions = new Map<string, string>();
  let part: string[] | null = null;
  let block: string[] | null = null;
  for (const line of lines) {
    if (line.startsWith('    <path ')) {
      part = [line.trim()];
      pages.push(part);
    } else if (line.startsWith('    <defs')) {
      part = null;
      block = [];
    } else if (line === '    </defs>') {
      block = null;
    } else if (block !== null) {
      block.push(line.trim());
      if (!isWhole(line)) continue;
      keep(definitions, block);
      block = [];
    } else if (part !== null) {
      part.push(line.startsWith('    <g') ? '<g>' : line === '</svg>' ? '' : line.trim());
    }
  }
  return pages.map((page) => {
    const drawn = page.join('');
    return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${drawn}<defs>${usedIn(drawn, definitions)}</defs></svg>`;
  });
}

/** The last line of a definition: at its own level, either closed or closing. */
const isWhole = (line: string): boolean =>
  line.startsWith('        <') &&
  line[8] === '<' &&
  (line[9] === '/' || line.endsWith('/>') || /<\/\w+>$/.test(line));

function keep(definitions: Map<string, string>, block: readonly string[]): void {
  const text = block.join('');
  const id = /\bid="([^"]+)"/.exec(text)?.[1];
  if (id !== undefined) definitions.set(id, text);
}

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
function sheetSize(lines: readonly string[]): string[] {
  const sheet = lines.find((line) => line.startsWith('    <path ')) ?? '';
  const corner = / L ([\d.]+) ([\d.]+) L [\d.]+ 0 Z/.exec(sheet);
  return corner === null ? [] : [corner[1] ?? '0', corner[2] ?? '0'];
}
