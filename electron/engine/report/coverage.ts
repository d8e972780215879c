import { Fault } from '../base/errors.ts';

/**
 * The code points for which a TrueType font has a glyph of its own, read from its `cmap` table: formats 4 and 12
 * (OpenType specification, "cmap"), which hold all that text in Unicode needs.
 */
export function coverageOf(font: Uint8Array): Set<number> {
  const file = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const cmap = tableAt(file, 'cmap');
  const covered = new Set<number>();
  for (let index = 0; index < file.getUint16(cmap + 2); index += 1) {
    const subtable = cmap + file.getUint32(cmap + 4 + 8 * index + 4);
    const format = file.getUint16(subtable);
    if (format === 4) addSegments(file, subtable, covered);
    if (format === 12) addGroups(file, subtable, covered);
  }
  if (covered.size === 0) throw new Fault('a bundled font has no readable cmap table');
  return covered;
}

function tableAt(file: DataView, tag: string): number {
  for (let index = 0; index < file.getUint16(4); index += 1) {
    const entry = 12 + 16 * index;
    const name = String.fromCharCode(
      ...[0, 1, 2, 3].map((position) => file.getUint8(entry + position)),
    );
    if (name === tag) return file.getUint32(entry + 8);
  }
  throw new Fault(`a bundled font has no ${tag} table`);
}

function addSegments(file: DataView, subtable: number, covered: Set<number>): void {
  const size = file.getUint16(subtable + 6);
  const ends = subtable + 14;
  const starts = ends + size + 2;
  const deltas = starts + size;
  const offsets = deltas + size;
  for (let segment = 0; segment < size; segment += 2) {
    const start = file.getUint16(starts + segment);
    const delta = file.getUint16(deltas + segment);
    const offset = file.getUint16(offsets + segment);
    for (let code = start; code <= file.getUint16(ends + segment) && code < 0xffff; code += 1) {
      const listed =
        offset === 0 ? code : file.getUint16(offsets + segment + offset + 2 * (code - start));
      const glyph = offset !== 0 && listed === 0 ? 0 : (listed + delta) & 0xffff;
      if (glyph !== 0) covered.add(code);
    }
  }
}

function addGroups(file: DataView, subtable: number, covered: Set<number>): void {
  for (let group = 0; group < file.getUint32(subtable + 12); group += 1) {
    const entry = subtable + 16 + 12 * group;
    const start = file.getUint32(entry);
    const glyph = file.getUint32(entry + 8);
    for (let code = start; code <= file.getUint32(entry + 4); code += 1)
      if (glyph + code - start !== 0) covered.add(code);
  }
}
