// Writes the report's fonts under family names of our own into dist/fonts. Typst also finds the fonts of the machine;
// a name that no machine has is the only way that they can never change the bytes of a report. The licence (OFL 1.1)
// allows a renamed copy.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';

const packages = join(dirname(fileURLToPath(import.meta.url)), '../node_modules');

/** Fonts of the report's own words, as TrueType files in several styles. */
const ownFonts = [
  [
    'source-serif-4',
    'SourceSerif4',
    'Source Serif 4',
    'Exhibit Serif',
    ['400Regular', '400Regular_Italic', '600SemiBold'],
  ],
  ['noto-sans', 'NotoSans', 'Noto Sans', 'Exhibit Sans', ['400Regular', '600SemiBold']],
  ['jetbrains-mono', 'JetBrainsMono', 'JetBrains Mono', 'Exhibit Mono', ['400Regular']],
].flatMap(([folder, file, from, family, styles]) =>
  styles.map((style) => ({
    family,
    style: style.replace('_', '-'),
    source: `@expo-google-fonts/${folder}/${style}/${file}_${style}.ttf`,
    licence: `@expo-google-fonts/${folder}/LICENSE_FONT`,
    names: [
      [from, family],
      [file, solid(family)],
    ],
  })),
);

/** Fonts of evidence in other scripts, one style each, as WOFF files that hold a whole language. */
const evidenceFonts = [
  ['noto-sans-sc', 'chinese-simplified', 'Noto Sans SC', 'Exhibit Chinese'],
  ['noto-sans-jp', 'japanese', 'Noto Sans JP', 'Exhibit Japanese'],
  ['noto-sans-kr', 'korean', 'Noto Sans KR', 'Exhibit Korean'],
  ['noto-sans-arabic', 'arabic', 'Noto Sans Arabic', 'Exhibit Arabic'],
  ['noto-sans-hebrew', 'hebrew', 'Noto Sans Hebrew', 'Exhibit Hebrew'],
  ['noto-sans-thai', 'thai', 'Noto Sans Thai', 'Exhibit Thai'],
  ['noto-emoji', 'emoji', 'Noto Emoji', 'Exhibit Emoji'],
].map(([folder, subset, from, family]) => ({
  family,
  style: '400Regular',
  source: `@fontsource/${folder}/files/${folder}-${subset}-400-normal.woff`,
  licence: `@fontsource/${folder}/LICENSE`,
  names: [
    // A cut of a variable font bears the name of its thinnest weight.
    [`${from} Thin`, family],
    [`${solid(from)}Thin`, solid(family)],
    [from, family],
    [solid(from), solid(family)],
  ],
}));

/** Family, unique id, full name, PostScript name, typographic family, variations prefix: what programs look fonts up by. */
const lookedUp = new Set([1, 3, 4, 6, 16, 25]);

/** Writes the fonts and their licences into `destination`. */
export function buildFonts(destination) {
  mkdirSync(destination, { recursive: true });
  const write = (name, bytes) => writeFileSync(join(destination, name), bytes);
  for (const { family, style, source, licence, names } of [...ownFonts, ...evidenceFonts]) {
    write(`${solid(family)}-${style}.ttf`, renamed(readFileSync(join(packages, source)), names));
    write(`${solid(family)}-LICENSE.txt`, readFileSync(join(packages, licence)));
  }
}

/** A family's name as file names and PostScript names have it. */
function solid(name) {
  return name.replaceAll(' ', '');
}

/** The font as a TrueType file whose lookup names are replaced; every other table is kept byte for byte. */
function renamed(font, names) {
  const { version, tables } =
    font.toString('latin1', 0, 4) === 'wOFF' ? readWoff(font) : readTrueType(font);
  return writeTables(
    version,
    tables.map((table) =>
      table.tag === 'name' ? { ...table, data: renamedNameTable(table.data, names) } : table,
    ),
  );
}

function readTrueType(font) {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, index) => {
    const entry = 12 + 16 * index;
    const offset = font.readUInt32BE(entry + 8);
    return {
      tag: font.toString('latin1', entry, entry + 4),
      data: font.subarray(offset, offset + font.readUInt32BE(entry + 12)),
    };
  });
  return { version: font.readUInt32BE(0), tables };
}

/** A font whose tables are packed one by one (W3C, WOFF File Format 1.0, "Table Directory" and "Font Data Tables"). */
export function readWoff(font) {
  const tables = Array.from({ length: font.readUInt16BE(12) }, (_, index) => {
    const entry = 44 + 20 * index;
    const tag = font.toString('latin1', entry, entry + 4);
    const offset = font.readUInt32BE(entry + 4);
    const packed = font.readUInt32BE(entry + 8);
    const length = font.readUInt32BE(entry + 12);
    const stored = font.subarray(offset, offset + packed);
    const data = packed < length ? inflateSync(stored) : stored;
    if (data.length !== length)
      throw new Error(`the ${tag} table of a font is not as long as it says`);
    return { tag, data };
  });
  return { version: font.readUInt32BE(4), tables };
}

function renamedNameTable(table, names) {
  const count = table.readUInt16BE(2);
  const strings = table.readUInt16BE(4);
  const header = Buffer.from(table.subarray(0, 6 + 12 * count));
  header.writeUInt16BE(header.length, 4);
  const texts = [];
  let offset = 0;
  for (let record = 6; record < header.length; record += 12) {
    const start = strings + table.readUInt16BE(record + 10);
    let text = table.subarray(start, start + table.readUInt16BE(record + 8));
    if (lookedUp.has(table.readUInt16BE(record + 6))) text = replaced(text, names);
    header.writeUInt16BE(text.length, record + 8);
    header.writeUInt16BE(offset, record + 10);
    texts.push(text);
    offset += text.length;
  }
  return Buffer.concat([header, ...texts]);
}

/** Names of platform 3 are UTF-16, big end first; the fonts hold no others. */
function replaced(utf16, names) {
  let text = Buffer.from(utf16).swap16().toString('utf16le');
  for (const [from, to] of names) text = text.replaceAll(from, to);
  return Buffer.from(text, 'utf16le').swap16();
}

/** Tables in the order given, each at a multiple of four, with checksums (OpenType specification, "Calculating checksums"). */
function writeTables(version, tables) {
  const power = 2 ** Math.floor(Math.log2(tables.length));
  const directory = Buffer.alloc(12 + 16 * tables.length);
  directory.writeUInt32BE(version, 0);
  directory.writeUInt16BE(tables.length, 4);
  directory.writeUInt16BE(power * 16, 6);
  directory.writeUInt16BE(Math.log2(power), 8);
  directory.writeUInt16BE((tables.length - power) * 16, 10);

  const pieces = [directory];
  let offset = directory.length;
  let head = 0;
  tables.forEach(({ tag, data }, index) => {
    const padded = Buffer.alloc(Math.ceil(data.length / 4) * 4);
    data.copy(padded);
    if (tag === 'head') {
      padded.writeUInt32BE(0, 8);
      head = offset;
    }
    const entry = 12 + 16 * index;
    directory.write(tag, entry, 'latin1');
    directory.writeUInt32BE(checksum(padded), entry + 4);
    directory.writeUInt32BE(offset, entry + 8);
    directory.writeUInt32BE(data.length, entry + 12);
    pieces.push(padded);
    offset += padded.length;
  });

  const font = Buffer.concat(pieces);
  font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, head + 8);
  return font;
}

function checksum(bytes) {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
}
