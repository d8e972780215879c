import { isUtf8 } from 'node:buffer';
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { canonicalJson } from '../base/canonical-json.ts';
import { Fault, Refusal, reasonOf } from '../base/errors.ts';
import { sha256 } from '../base/hash.ts';
import { readPlainFile } from '../base/plain-file.ts';
import { type ChainEntry, chainEntry, type ChainHead, NO_ENTRY } from './chain-entry.ts';
import { isBeginningOfEntry } from './torn-tail.ts';

export { type ChainEntry, type ChainHead, NO_ENTRY } from './chain-entry.ts';

/** A hash chain as its file holds it: one RFC 8785 object a line. */
export interface ChainReading {
  readonly entries: readonly ChainEntry[];
  readonly head: ChainHead;
  /** The first thing wrong, with its line; null where the chain is whole. */
  readonly fault: string | null;
  /** Bytes of a line that a kill cut in the middle of its write. Not a fault: nobody was told that it is written. */
  readonly tornBytes: number;
  /** Whether the last entry is whole but for its line end; it counts. */
  readonly unended: boolean;
}

const LF = 0x0a;

/** Reads and checks a chain, entry by entry. Never throws on what the file holds. */
export function readChain(path: string): ChainReading {
  let bytes: Buffer;
  try {
    bytes = existsSync(path) ? readPlainFile(path) : Buffer.alloc(0);
  } catch (error) {
    const fault = `it cannot be read: ${reasonOf(error)}`;
    return { entries: [], head: NO_ENTRY, fault, tornBytes: 0, unended: false };
  }
  return readLines(bytes);
}

/** The same of bytes; with `before`, of bytes that follow a whole chain. */
export function readLines(
  bytes: Buffer,
  before: Pick<ChainReading, 'entries' | 'head'> = { entries: [], head: NO_ENTRY },
): ChainReading {
  const end = bytes.lastIndexOf(LF) + 1;
  const entries = [...before.entries];
  let { head } = before;
  // Decoding would show different damaged bytes as the same replacement character.
  let fault: string | null = isUtf8(bytes.subarray(0, end)) ? null : 'it is not UTF-8';
  const lines =
    end === 0
      ? []
      : bytes
          .subarray(0, end - 1)
          .toString('utf8')
          .split('\n');
  for (const line of lines) {
    const entry = entryOf(line);
    const wrong = entry === null ? 'is not an entry' : wrongWith(entry, line, head);
    if (entry === null || wrong !== null) {
      fault ??= `line ${entries.length + 1} ${wrong ?? ''}`;
      break;
    }
    entries.push(entry);
    head = { length: entry.seq, hash: entry.hash };
  }
  const tail = bytes.subarray(end);
  if (fault !== null || tail.byteLength === 0)
    return { entries, head, fault, tornBytes: 0, unended: false };
  const last = lastEntry(tail, head);
  if (last !== null) {
    head = { length: last.seq, hash: last.hash };
    return { entries: [...entries, last], head, fault, tornBytes: 0, unended: true };
  }
  if (!isBeginningOfEntry(tail, head))
    fault = `line ${head.length + 1} is neither an entry nor the beginning of one`;
  return { entries, head, fault, tornBytes: tail.byteLength, unended: false };
}

/** An entry whose line end alone is missing: it was written whole, so it stands. */
function lastEntry(tail: Buffer, head: ChainHead): ChainEntry | null {
  if (!isUtf8(tail)) return null;
  const line = tail.toString('utf8');
  const entry = entryOf(line);
  return entry !== null && wrongWith(entry, line, head) === null ? entry : null;
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

export interface NewEntry {
  readonly at: string;
  readonly actor: string;
  readonly act: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Appends one entry; see appendAllToChain. */
export function appendToChain(path: string, entry: NewEntry): ChainEntry {
  const [added] = appendAllToChain(path, [entry], readChain(path));
  if (added === undefined) throw new Fault('an entry was not written');
  return added;
}

/**
 * Appends entries in one write and syncs them before it returns. The caller holds the lock and says what the log holds.
 * What a kill left of a line is cut first, and an entry `log.recovered` says how much that was; a line end that is
 * missing is written.
 */
export function appendAllToChain(
  path: string,
  entries: readonly [NewEntry, ...NewEntry[]],
  { head, fault, tornBytes, unended }: ChainReading,
): ChainEntry[] {
  if (fault !== null)
    throw new Refusal(
      'case-damaged',
      `${path}: ${fault}; nothing can be added to a log that is not whole.`,
    );
  const file = openSync(path, 'a+');
  try {
    const recovered = tornBytes === 0 ? [] : [sealed(cutOff(file, tornBytes, entries[0]), head)];
    const lines = [...recovered];
    for (const entry of entries) lines.push(sealed(entry, headAfter(lines) ?? head));
    const text = lines.map((line) => `${canonicalJson(line)}\n`).join('');
    const bytes = Buffer.from(unended ? `\n${text}` : text);
    for (let at = 0; at < bytes.byteLength; ) at += writeSync(file, bytes, at);
    fdatasyncSync(file);
    return lines.slice(recovered.length);
  } finally {
    closeSync(file);
  }
}

function headAfter(entries: readonly ChainEntry[]): ChainHead | undefined {
  const last = entries.at(-1);
  return last === undefined ? undefined : { length: last.seq, hash: last.hash };
}

function sealed(entry: NewEntry, head: ChainHead): ChainEntry {
  const unsealed = {
    v: 1 as const,
    seq: head.length + 1,
    ...entry,
    data: { ...entry.data },
    prev: head.hash,
  };
  return { ...unsealed, hash: sha256(canonicalJson(unsealed)) };
}

/** Cuts the last bytes of a log and gives the entry that says so. */
function cutOff(file: number, bytes: number, { at, actor }: NewEntry): NewEntry {
  const start = fstatSync(file).size - bytes;
  const cut = Buffer.alloc(bytes);
  for (let read = 0; read < bytes; ) {
    const length = readSync(file, cut, read, bytes - read, start + read);
    if (length === 0) throw new Fault('a log became shorter while its lock was held');
    read += length;
  }
  ftruncateSync(file, start);
  return { at, actor, act: 'log.recovered', data: { cut_bytes: bytes, cut_sha256: sha256(cut) } };
}
