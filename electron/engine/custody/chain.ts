import { isUtf8 } from 'node:buffer';
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { z } from 'zod';
import { canonicalJson } from '../base/canonical-json.ts';
import { Fault, Refusal, reasonOf } from '../base/errors.ts';
import { sha256 } from '../base/hash.ts';

/**
 * A hash chain: one RFC 8785 object a line. `hash` is the SHA-256 of the entry's canonical JSON without `hash`; `prev`
 * is the hash of the entry before (64 zeros for the first). Whoever knows the last hash and the length knows the whole.
 */
export const chainEntry = z.object({
  v: z.literal(1),
  seq: z.int().positive(),
  at: z.string(),
  actor: z.string(),
  act: z.string(),
  data: z.record(z.string(), z.unknown()),
  prev: z.string(),
  hash: z.string(),
});
export type ChainEntry = z.infer<typeof chainEntry>;

export interface ChainHead {
  readonly length: number;
  readonly hash: string;
}

export const NO_ENTRY: ChainHead = { length: 0, hash: '0'.repeat(64) };

export interface ChainReading {
  readonly entries: readonly ChainEntry[];
  readonly head: ChainHead;
  /** The first thing wrong, with its line; null where the chain is whole. */
  readonly fault: string | null;
  /** Bytes after the last line end: what a kill in the middle of a write leaves. Not a fault. */
  readonly tornBytes: number;
}

const LF = 0x0a;

/** Reads and checks a chain, entry by entry. Never throws on what the file holds. */
export function readChain(path: string): ChainReading {
  let bytes: Buffer;
  try {
    if (existsSync(path) && !statSync(path).isFile()) throw new Fault('not a file');
    bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  } catch (error) {
    const fault = `it cannot be read: ${reasonOf(error)}`;
    return { entries: [], head: NO_ENTRY, fault, tornBytes: 0 };
  }
  const end = bytes.lastIndexOf(LF) + 1;
  const entries: ChainEntry[] = [];
  let head = NO_ENTRY;
  // Decoding would show different damaged bytes as the same replacement character.
  let fault: string | null = isUtf8(bytes.subarray(0, end)) ? null : 'it is not UTF-8';
  const lines =
    end === 0
      ? []
      : bytes
          .subarray(0, end - 1)
          .toString('utf8')
          .split('\n');
  for (const [index, line] of lines.entries()) {
    const entry = entryOf(line);
    const wrong = entry === null ? 'is not an entry' : wrongWith(entry, line, head);
    if (entry === null || wrong !== null) {
      fault ??= `line ${index + 1} ${wrong ?? ''}`;
      break;
    }
    entries.push(entry);
    head = { length: entry.seq, hash: entry.hash };
  }
  fault ??= wrongWithTail(bytes.subarray(end), head);
  return { entries, head, fault, tornBytes: bytes.length - end };
}

function entryOf(line: string): ChainEntry | null {
  try {
    const parsed = chainEntry.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function wrongWith(entry: ChainEntry, line: string, head: ChainHead): string | null {
  const { hash, ...rest } = entry;
  if (canonicalJson(entry) !== line) return 'is not in canonical form';
  if (sha256(canonicalJson(rest)) !== hash) return 'does not match its own hash';
  if (entry.seq !== head.length + 1)
    return `has number ${entry.seq} where ${head.length + 1} is expected`;
  if (entry.prev !== head.hash) return 'does not follow from the line before';
  return null;
}

const LAST_OF_ENTRY = '"v":1}';
const ENDS_TRIED = 100;

/**
 * A kill leaves a beginning of the next line. A whole entry with other bytes behind it is none: there the line end
 * itself was changed.
 */
function wrongWithTail(tail: Buffer, head: ChainHead): string | null {
  const text = tail.toString('utf8');
  let end = 0;
  for (let tries = 0; tries < ENDS_TRIED; tries += 1) {
    const found = text.indexOf(LAST_OF_ENTRY, end);
    if (found < 0) return null;
    end = found + LAST_OF_ENTRY.length;
    const line = text.slice(0, end);
    const entry = entryOf(line);
    if (entry !== null && wrongWith(entry, line, head) === null && end < text.length)
      return `line ${head.length + 1} has a changed line end`;
  }
  return null;
}

export interface NewEntry {
  readonly at: string;
  readonly actor: string;
  readonly act: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Appends one entry and syncs it before it returns. The caller holds the lock. Bytes that a kill left after the last
 * line end are cut first: they were never acknowledged.
 */
export function appendToChain(path: string, entry: NewEntry): ChainEntry {
  const { head, fault, tornBytes } = readChain(path);
  if (fault !== null)
    throw new Refusal(
      'case-damaged',
      `${path}: ${fault}; nothing can be added to a log that is not whole.`,
    );
  const unsealed = {
    v: 1 as const,
    seq: head.length + 1,
    ...entry,
    data: { ...entry.data },
    prev: head.hash,
  };
  const sealed: ChainEntry = { ...unsealed, hash: sha256(canonicalJson(unsealed)) };
  const file = openSync(path, 'a+');
  try {
    if (tornBytes > 0) ftruncateSync(file, fstatSync(file).size - tornBytes);
    const line = Buffer.from(`${canonicalJson(sealed)}\n`);
    for (let at = 0; at < line.byteLength; ) at += writeSync(file, line, at);
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
  return sealed;
}
