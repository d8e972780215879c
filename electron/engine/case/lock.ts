import {
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { Refusal, systemCode } from '../base/errors.ts';
import { readPlainFile } from '../base/plain-file.ts';

/**
 * One writer or many readers. A holder is a file in the case folder, `.lock-write` or `.lock-read-<pid>-<n>`, that
 * names process, start time and host; it stands only while somebody has the case open. Each side first puts up its own
 * file and then looks for the other side, so that two can never both pass. A lock file appears with its whole content,
 * so that none is taken for the remains of a kill while it is being written. A holder whose process is gone is stale.
 */
const holder = z.object({
  pid: z.int(),
  started: z.string(),
  host: z.string(),
  since: z.string(),
  doing: z.string(),
});
type Holder = z.infer<typeof holder>;

export const LOCK_FILE = /^\.lock-(write|append|read-\d+-\d+)$/;
const WRITE = '.lock-write';
const APPEND = '.lock-append';

export interface Lock {
  release(): void;
}

let readers = 0;

/** Shared with other readers; refused while a job writes. A case on read-only media is read without a lock. */
export function lockForReading(root: string, doing: string): Lock {
  readers += 1;
  const path = join(root, `.lock-read-${process.pid}-${readers}`);
  try {
    claim(path, doing);
  } catch (error) {
    if (['EROFS', 'EACCES', 'EPERM'].includes(systemCode(error) ?? ''))
      return { release: () => undefined };
    throw error;
  }
  const writer = liveHolder(join(root, WRITE));
  if (writer === null) return { release: () => rmSync(path, { force: true }) };
  rmSync(path, { force: true });
  throw inUse(join(root, WRITE), writer);
}

/** Alone: refused while another job writes or another process reads. */
export function lockForWriting(root: string, doing: string): Lock {
  const path = join(root, WRITE);
  claimOrRefuse(root, path, doing);
  for (const name of readdirSync(root)) {
    if (!name.startsWith('.lock-read-')) continue;
    const reader = liveHolder(join(root, name));
    // One process may read and append to a log at once; the database itself is opened one way at a time.
    if (reader === null || reader.pid === process.pid) continue;
    rmSync(path, { force: true });
    throw inUse(join(root, name), reader);
  }
  return { release: () => rmSync(path, { force: true }) };
}

/** For the moment in which one line is added to the activity log; waits for others who do the same. */
export async function lockForAppending(root: string): Promise<Lock> {
  const path = join(root, APPEND);
  for (let attempt = 0; ; attempt += 1) {
    try {
      claimOrRefuse(root, path, 'adding to the activity log');
      return { release: () => rmSync(path, { force: true }) };
    } catch (error) {
      if (!(error instanceof Refusal) || attempt >= 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

/** The live job of this host that holds the case, in a sentence; null where none does. */
export function writerOf(root: string): string | null {
  const path = join(root, WRITE);
  const writer = liveHolder(path);
  return writer === null || isForeign(writer) ? null : sentence(path, writer);
}

/** What is known of the holder of a lock file that stands. */
export function lockNote(path: string): string {
  const other = liveHolder(path);
  return other !== null && isForeign(other)
    ? `a lock of process ${other.pid} on ${other.host}, of which nothing is known here`
    : 'a lock';
}

/** Lock files whose process is gone: what a kill leaves. */
export function staleLocks(root: string): string[] {
  return readdirSync(root).filter(
    (name) => LOCK_FILE.test(name) && liveHolder(join(root, name)) === null,
  );
}

export function removeStaleLocks(root: string): void {
  for (const name of staleLocks(root)) removeStale(join(root, name));
}

/**
 * Moves a stale lock aside before removing it: of two processes that found the same stale lock only one can, and a
 * fresh lock that was put up meanwhile is seen and put back.
 */
function removeStale(path: string): void {
  const aside = temporaryNameOf(path);
  try {
    renameSync(path, aside);
    if (liveHolder(aside) !== null) linkSync(aside, path);
  } catch (error) {
    // Gone already, put up anew, or on read-only media.
    if (!['ENOENT', 'EEXIST', 'EROFS', 'EACCES', 'EPERM'].includes(systemCode(error) ?? ''))
      throw error;
  }
  rmSync(aside, { force: true });
}

function claimOrRefuse(root: string, path: string, doing: string): void {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      claim(path, doing);
      return;
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
      const other = liveHolder(path);
      if (other !== null) throw inUse(path, other);
      removeStale(path);
    }
  }
  throw new Refusal(
    'case-in-use',
    `${basename(root)} is being opened by another process at this moment; try again.`,
  );
}

/** Puts up a lock file, whole from the first moment. Throws EEXIST where it stands already. */
function claim(path: string, doing: string): void {
  const me: Holder = {
    pid: process.pid,
    started: startOf(process.pid) ?? '',
    host: hostname(),
    since: new Date().toISOString(),
    doing,
  };
  const aside = temporaryNameOf(path);
  writeFileSync(aside, JSON.stringify(me));
  try {
    linkSync(aside, path);
  } catch (error) {
    // A job that begins at this moment clears temporary names away; it is the writer that is found next.
    if (systemCode(error) === 'ENOENT') {
      claim(path, doing);
      return;
    }
    // File systems without hard links (FAT) get the plain way.
    if (!['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'].includes(systemCode(error) ?? ''))
      throw error;
    writeFileSync(path, JSON.stringify(me), { flag: 'wx' });
  } finally {
    rmSync(aside, { force: true });
  }
}

let temporaryNames = 0;

/** A name that `isTemporary` knows, for what a kill may leave. */
function temporaryNameOf(path: string): string {
  temporaryNames += 1;
  return `${path}-${process.pid}-${temporaryNames}.tmp-${process.pid}`;
}

function liveHolder(path: string): Holder | null {
  if (!existsSync(path)) return null;
  const parsed = holder.safeParse(jsonOf(path));
  if (!parsed.success) return null;
  const { pid, started } = parsed.data;
  if (isForeign(parsed.data)) return parsed.data;
  return startOf(pid) === started ? parsed.data : null;
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readPlainFile(path).toString('utf8'));
  } catch {
    return null;
  }
}

/** When the process started, as the system counts it; null where no such process lives. Tells a re-used number apart. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    if (existsSync('/proc/self/stat')) return null;
  }
  try {
    process.kill(pid, 0);
    return '';
  } catch (error) {
    return systemCode(error) === 'EPERM' ? '' : null;
  }
}

const isForeign = ({ host }: Holder): boolean => host !== hostname();

function inUse(path: string, other: Holder): Refusal {
  return new Refusal('case-in-use', sentence(path, other));
}

function sentence(path: string, other: Holder): string {
  const { pid, host, since, doing } = other;
  const way = isForeign(other)
    ? `; if that machine no longer works on the case, delete ${path}.`
    : '; wait for it or stop it.';
  return `${dirname(path)} is in use: process ${pid} on ${host} has been ${doing} since ${since}${way}`;
}
