import { closeSync, existsSync, lstatSync, readdirSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Check } from '../../../shared/domain/check.ts';
import { comparedWithSenders, sendersHashWords } from '../../../shared/domain/intake.ts';
import { sha256OfFile } from '../base/hash.ts';
import { type Job, stopIfCancelled } from '../base/job.ts';
import { openPlainFile } from '../base/plain-file.ts';
import {
  completedJobs,
  detectionBegun,
  type ImportBegun,
  importBegun,
  referenceBegun,
  reportBegun,
  reportIssued,
} from '../custody/acts.ts';
import type { ChainEntry } from '../custody/chain.ts';
import { laterReadings } from '../custody/imports.ts';
import {
  changedInPlace,
  changeOf,
  evidencePath,
  type EvidenceStore,
  type FileInPlace,
  readInPlace,
} from '../evidence/store.ts';
import { evidenceStoreOf } from './evidence-store.ts';
import { failed, lineOf, passed } from './checks.ts';
import type { CaseLayout } from './layout.ts';
import { LOCK_FILE, lockNote } from './lock.ts';
import { isTemporaryFile, isTemporaryFolder } from './temporary.ts';
import { isAside, unfinishedWords } from './unfinished-import.ts';

interface NamedFile {
  readonly name: string;
  /** Where it stands in the case. */
  readonly path: string;
  readonly sha256: string;
  /** Of evidence that is read in place. */
  readonly inPlace?: FileInPlace;
  /** What is to be said of it beside whether it is whole. */
  readonly note?: string;
}

/** Every file that custody names against its hash, and that nothing else stands in the case. */
export async function fileChecks(
  layout: CaseLayout,
  entries: readonly ChainEntry[],
  job: Job,
): Promise<Check[]> {
  let named: NamedFile[];
  let begun: NamedFile[];
  try {
    named = namedFiles(layout, entries);
    begun = reportFiles(layout, entries, 'report.begun', reportBegun);
  } catch (error) {
    return [failed('custody log', `an entry is not as its act demands: ${lineOf(error)}`)];
  }
  const checks: Check[] = [];
  for (const [index, file] of named.entries()) {
    const { name, path, sha256, inPlace } = file;
    stopIfCancelled(job);
    job.onProgress?.({ phase: `hashing ${name}`, done: index, total: named.length, unit: 'steps' });
    const check =
      inPlace === undefined
        ? await hashCheck(name, path, sha256, path.slice(layout.root.length + 1), job)
        : await inPlaceCheck(file, inPlace, job);
    const writable =
      check.ok && inPlace === undefined && dirname(path) === layout.evidence
        ? writableNote(path)
        : '';
    checks.push({ ...check, detail: `${check.detail}${writable}${file.note ?? ''}` });
  }
  return [...checks, await folderCheck(layout, named, begun)];
}

/**
 * Evidence that was left where it is. Its bytes decide: a file that is the same but was written to is as good, though
 * screens do not read it before its time is set back, since they look at size and time alone.
 */
async function inPlaceCheck(
  { name, sha256 }: Pick<NamedFile, 'name' | 'sha256'>,
  inPlace: FileInPlace,
  job: Job,
): Promise<Check> {
  const { path, modified_at } = inPlace;
  const change = changeOf(inPlace);
  const changed = (otherwise: string): Check =>
    failed(
      name,
      changedInPlace({ sha256, name: name.slice(EVIDENCE.length) }, inPlace, change ?? otherwise),
    );
  let found: { sha256: string; bytes: number };
  try {
    // A link or a pipe in its place is not the file, whatever it leads to.
    if (!lstatSync(path).isFile()) return changed('is not a plain file');
    found = await sha256OfFile(path, job);
  } catch (error) {
    stopIfCancelled(job);
    return changed(`cannot be read (${lineOf(error)})`);
  }
  if (found.sha256 !== sha256) return changed(`is another file by now (SHA-256 ${found.sha256})`);
  return passed(
    name,
    `SHA-256 ${sha256}, ${found.bytes} bytes; in place, not held by the case: ${path}${change === null ? '' : `; note: it ${change}; its bytes are the same, so set its time back: touch -d ${modified_at}`}`,
  );
}

/** Evidence is kept read-only; a copy of the case may have lost that, which changes no byte of it. */
function writableNote(path: string): string {
  const mode = lstatSync(path).mode & 0o777;
  return (mode & 0o222) === 0 ? '' : `; note: it can be written to (mode ${mode.toString(8)})`;
}

const EVIDENCE = 'evidence ';

const inPlaceOf = (store: EvidenceStore, sha256: string): Pick<NamedFile, 'inPlace'> => {
  const inPlace = readInPlace(store, sha256);
  return inPlace === null ? {} : { inPlace };
};

/** A file that its sender hashed otherwise is whole as the case got it, but may not be what was sent. */
function sendersNote({ intake, sha256 }: ImportBegun): Pick<NamedFile, 'note'> {
  const compared = comparedWithSenders(intake?.['sender_sha256'], sha256);
  return compared === 'differs' ? { note: `; note: it ${sendersHashWords.differs}` } : {};
}

/** Every file that the custody log names by its hash. */
function namedFiles(layout: CaseLayout, entries: readonly ChainEntry[]): NamedFile[] {
  const store = evidenceStoreOf(layout, entries);
  const held = ({ name, sha256 }: { name: string; sha256: string }): NamedFile => ({
    name: `${EVIDENCE}${name}`,
    path: evidencePath(layout.evidence, sha256),
    sha256,
    ...inPlaceOf(store, sha256),
  });
  const evidence = [
    ...completedJobs(entries, 'import', importBegun).map(({ begun }) => ({
      ...held(begun),
      ...sendersNote(begun),
    })),
    ...completedJobs(entries, 'reference', referenceBegun).map(({ begun }) => held(begun)),
  ];
  const inputs = [
    ...completedJobs(entries, 'detection', detectionBegun).map(({ begun }) => begun.rules_sha256),
    ...[
      ...completedJobs(entries, 'import', importBegun).map(({ begun }) => begun),
      ...laterReadings(entries),
    ].flatMap(({ mapping }) => (mapping === null ? [] : [mapping.sha256])),
  ].map((sha256) => ({
    name: `input ${sha256.slice(0, 12)}`,
    path: join(layout.inputs, sha256),
    sha256,
  }));
  const reports = reportFiles(layout, entries, 'report.issued', reportIssued);
  const distinct = new Map([...evidence, ...inputs, ...reports].map((file) => [file.path, file]));
  return [...distinct.values()];
}

function reportFiles(
  layout: CaseLayout,
  entries: readonly ChainEntry[],
  act: string,
  schema: typeof reportBegun | typeof reportIssued,
): NamedFile[] {
  return entries
    .filter((entry) => entry.act === act)
    .map(({ data }) => schema.parse(data))
    .flatMap(({ report_id, files }) =>
      Object.entries(files).map(([file, sha256]) => ({
        name: `report ${report_id} ${file}`,
        path: join(layout.reports, report_id, file),
        sha256,
      })),
    );
}

export async function hashCheck(
  name: string,
  path: string,
  expected: string,
  place = name,
  job: Job = {},
): Promise<Check> {
  if (!existsSync(path)) return failed(name, `${place}: the file is missing`);
  try {
    // A link or a pipe in its place is not the file, whatever it leads to.
    if (!lstatSync(path).isFile()) return failed(name, `${place} is not a plain file`);
    const { sha256, bytes } = await sha256OfFile(path, job);
    return sha256 === expected
      ? passed(name, `SHA-256 ${sha256}, ${bytes} bytes`)
      : failed(name, `${place}: SHA-256 is ${sha256} where custody says ${expected}`);
  } catch (error) {
    stopIfCancelled(job);
    return failed(name, `${place} cannot be read: ${lineOf(error)}`);
  }
}

/** Nothing but what the logs name may stand in the case folder. */
async function folderCheck(
  layout: CaseLayout,
  namedFile: readonly NamedFile[],
  begun: readonly NamedFile[],
): Promise<Check> {
  const own = new Set([
    ...[layout.caseFile, layout.database, layout.custody, layout.activity],
    ...namedFile.map(({ path }) => path),
  ]);
  const folders = new Set([
    ...[layout.evidence, layout.inputs, layout.reports],
    ...begun.map(({ path }) => dirname(path)),
  ]);
  const strange: string[] = [];
  const notes: string[] = [];
  for (const { path, kind } of everythingBelow(layout.root)) {
    const name = path.slice(layout.root.length + 1);
    if (kind === 'empty folder') {
      if (isAside(name)) continue;
      if (isTemporaryFolder(name)) notes.push(`${name}: a temporary folder`);
      else if (!folders.has(path)) strange.push(`${name} (an empty folder)`);
    } else if (kind === 'other') strange.push(`${name} (not a plain file)`);
    else if (own.has(path)) continue;
    else if (path === `${layout.database}.wal`) {
      if (isWriteAheadLog(path))
        notes.push(`${name}: changes that an interruption left in the write-ahead log`);
      else strange.push(`${name} (not a write-ahead log of DuckDB)`);
    } else if (LOCK_FILE.test(name)) notes.push(`${name}: ${lockNote(path)}`);
    else if (isAside(name)) continue;
    else if (isTemporaryFile(name)) notes.push(`${name}: a temporary file`);
    else if (await isUnfinishedEvidence(path, name))
      notes.push(`${name}: evidence of an unfinished import`);
    else if (await isOneOf(begun, path)) notes.push(`${name}: a report that was being issued`);
    else strange.push(name);
  }
  const unfinished = unfinishedWords(layout);
  if (unfinished !== null) notes.push(unfinished);
  if (strange.length > 0)
    return failed('files of the case', `not named by any log: ${strange.join(', ')}`);
  return passed(
    'files of the case',
    notes.length === 0 ? 'only what the logs name' : `notes: ${notes.join('; ')}`,
  );
}

interface Found {
  readonly path: string;
  readonly kind: 'file' | 'empty folder' | 'other';
}

/** Everything in a folder, sorted; links are not followed. What goes away meanwhile (a lock) is left out. */
function everythingBelow(folder: string): Found[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name): Found[] => {
      const path = join(folder, name);
      const found = lstatSync(path, { throwIfNoEntry: false });
      if (found === undefined) return [];
      if (!found.isDirectory()) return [{ path, kind: found.isFile() ? 'file' : 'other' }];
      const within = everythingBelow(path);
      return within.length > 0 ? within : [{ path, kind: 'empty folder' }];
    });
}

/** How DuckDB begins a write-ahead log: field 100, the kind "version", field 101. A kill may have cut it. */
const WAL_BEGINNING = Buffer.from([0x64, 0x00, 0x62, 0x65, 0x00]);

function isWriteAheadLog(path: string): boolean {
  const file = openPlainFile(path);
  try {
    const head = Buffer.alloc(WAL_BEGINNING.length);
    const length = readSync(file, head, 0, head.length, 0);
    return head.subarray(0, length).equals(WAL_BEGINNING.subarray(0, length));
  } finally {
    closeSync(file);
  }
}

/** A copy that was complete and named by its hash when a kill came before the log could name it. */
async function isUnfinishedEvidence(path: string, name: string): Promise<boolean> {
  const match = /^(?:evidence|inputs)[/\\]([0-9a-f]{64})$/.exec(name);
  return match !== null && (await sha256OfFile(path)).sha256 === match[1];
}

async function isOneOf(files: readonly NamedFile[], path: string): Promise<boolean> {
  const hashes = files.filter((file) => file.path === path).map(({ sha256 }) => sha256);
  return hashes.length > 0 && hashes.includes((await sha256OfFile(path)).sha256);
}
