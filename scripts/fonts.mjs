// Writes the report's fonts under family names of our own into dist/fonts. Typst also finds the fonts of the machine;
// a name that no machine has is the only way that they can never change the bytes of a report. The licence (OFL 1.1)
// allows a renamed copy.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = join(
  dirname(fileURLToPath(import.meta.url)),
  '../node_modules/@expo-google-fonts',
);

const families = [
  {
    folder: 'source-serif-4',
    file: 'SourceSerif4',
    names: [
      ['Source Serif 4', 'Exhibit Serif'],
      ['SourceSerif4', 'ExhibitSerif'],
    ],
    styles: ['400Regular', '400Regular_Italic', '600SemiBold'],
  },
  {
    folder: 'noto-sans',
    file: 'NotoSans',
    names: [
      ['Noto Sans', 'Exhibit Sans'],
      ['NotoSans', 'ExhibitSans'],
    ],
    styles: ['400Regular', '600SemiBold'],
  },
  {
    folder: 'jetbrains-mono',
    file: 'JetBrainsMono',
    names: [
      ['JetBrains Mono', 'Exhibit Mono'],
      ['JetBrainsMono', 'ExhibitMono'],
    ],
    styles: ['400Regular'],
  },
];

/** Family, unique id, full name, PostScript name, typographic family, variations prefix: what programs look fonts up by. */
const lookedUp = new Set([1, 3, 4, 6, 16, 25]);

/** Writes the six fonts and their licences into `destination`; answers the paths written. */
export function buildFonts(destination) {
  mkdirSync(destination, { recursive: true });
  const written = [];
  for (const family of families) {
    for (const style of family.styles) {
      const source = join(packages, family.folder, style, `${family.file}_${style}.ttf`);
      const target = join(destination, `${family.names[1][1]}-${style.replace('_', '-')}.ttf`);
      writeFileSync(target, renamed(readFileSync(source), family.names));
      written.push(target);
    }
    const licence = join(destination, `${family.names[1][1]}-LICENSE.txt`);
    writeFileSync(licence, readFileSync(join(packages, family.folder, 'LICENSE_FONT')));
    written.push(licence);
  }
  return written;
}

/** A TrueType file whose lookup names are replaced; every other table is kept byte for byte. */
function renamed(font, names) {
  const tables = readTables(font).map((table) =>
    table.tag === 'name' ? { ...table, data: renamedNameTable(table.data, names) } : { ...table },
  );
  return writeTables(font.readUInt32BE(0), tables);
}

function readTables(font) {
  return Array.from({ length: font.readUInt16BE(4) }, (_, index) => {
    const entry = 12 + 16 * index;
    const offset = font.readUInt32BE(entry + 8);
    return {
      tag: font.toString('latin1', entry, entry + 4),
      data: font.subarray(offset, offset + font.readUInt32BE(entry + 12)),
    };
  });
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
