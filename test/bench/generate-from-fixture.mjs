// Writes a log of about `bytes` bytes by repeating a fixture's records under new names: every repetition has ids and
// texts of its own, as another conversation would.
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

const HEXADECIMAL = /^[0-9a-f]{16,}$/;
const NAMES_SOMETHING = /(?:^|[_.])(?:id|ids|session|thread)$|Id$|_uuid$|^uuid$/;

export function generateFromFixture(fixture, path, bytes) {
  const records = readFileSync(fixture, 'utf8')
    .trim()
    .split('\n')
    .map(parsedOrNull)
    .filter(Boolean);
  const file = openSync(path, 'w');
  let written = 0;
  for (let copy = 1; written < bytes; copy++) {
    const lines = records.map((record) => `${JSON.stringify(numbered(record, copy, ''))}\n`);
    written += writeSync(file, lines.join(''));
  }
  closeSync(file);
  return written;
}

function numbered(value, copy, key) {
  if (Array.isArray(value)) return value.map((item) => numbered(item, copy, key));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, held]) => [name, numbered(held, copy, name)]),
    );
  if (typeof value !== 'string') return value;
  if (HEXADECIMAL.test(value)) return value.slice(0, -8) + copy.toString(16).padStart(8, '0');
  if (NAMES_SOMETHING.test(key)) return `${value}-${copy}`;
  return value.length > 20 && value.includes(' ') && !/^\s*[[{<]/.test(value)
    ? `${value} ${copy}`
    : value;
}

/** Fixtures hold lines that are no JSON on purpose. */
function parsedOrNull(line) {
  try {
    const value = JSON.parse(line);
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
