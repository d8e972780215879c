import { z } from 'zod';
import type { Check } from '../../../shared/domain/check.ts';
import { isForRoom } from '../base/full-disk.ts';
import { type Job, stopIfCancelled } from '../base/job.ts';
import { isPlainFile } from '../base/plain-file.ts';
import type { CompletedJob, ImportBegun } from '../custody/acts.ts';
import type { ChainEntry } from '../custody/chain.ts';
import { importsAsRead } from '../custody/imports.ts';
import { type Content, openContent } from '../evidence/content.ts';
import { Coverage } from '../evidence/coverage.ts';
import { type RecordPath, recordPathOf, recordPaths } from '../evidence/document-records.ts';
import { leafHash, MerkleRange } from '../evidence/merkle.ts';
import { asOfNow, type EvidenceStore, pathOfEvidence } from '../evidence/store.ts';
import { ZipCoverage } from '../evidence/zip-coverage.ts';
import { failed, lineOf, passed } from './checks.ts';
import type { Database } from './database.ts';
import { evidenceStoreOf } from './evidence-store.ts';
import type { CaseLayout } from './layout.ts';
import { integer, rows, streamRows } from './query.ts';

const COUNTS = {
  records: z.int(),
  mapped: z.int(),
  unmapped: z.int(),
  quarantined: z.int(),
  blank: z.int(),
  merkle_root: z.string(),
};
const COUNT_NAMES = [
  'records',
  'mapped',
  'unmapped',
  'quarantined',
  'blank',
  'merkle_root',
] as const;

const evidenceRow = z.object({
  evidence_id: integer,
  sha256: z.string(),
  name: z.string(),
  bytes: integer,
  container: z.string(),
  record_paths: z.string(),
  merkle_root: z.string(),
  records: integer,
  mapped: integer,
  unmapped: integer,
  quarantined: integer,
  blank: integer,
  import_no: integer,
});
const EXTENTS = `
  SELECT member, byte_offset, byte_length, lower(hex(sha256)) AS sha256
  FROM store.record
  WHERE evidence_id = $id
  ORDER BY record_id`;
const extentRow = z.object({
  member: z.string().nullable(),
  byte_offset: integer.nullable(),
  byte_length: integer.nullable(),
  sha256: z.string(),
});

/** Per file: its records' Merkle root, its counts, and that every byte belongs to a record or to structure. */
export async function recordChecks(
  layout: CaseLayout,
  { connection }: Database,
  entries: readonly ChainEntry[],
  job: Job,
): Promise<Check[]> {
  const files = await rows(
    connection,
    `SELECT evidence_id, sha256, name, bytes, container, record_paths, merkle_root, records, mapped, unmapped, quarantined, blank, import_no
     FROM store.evidence ORDER BY evidence_id`,
    {},
    evidenceRow,
  );
  const imports = importsAsRead(entries);
  // Whoever verifies has hashed the files whole, which says more than their time.
  const store = asOfNow(evidenceStoreOf(layout, entries));
  const checks: Check[] = [];
  for (const file of files) {
    stopIfCancelled(job);
    const name = `records of ${file.name}`;
    const path = pathOfEvidence(store, file.sha256);
    if (!isPlainFile(path)) {
      checks.push(failed(name, 'the file is missing or not a plain file'));
      continue;
    }
    const content = await contentOrWhy(store, file);
    if (typeof content === 'string') {
      checks.push(failed(name, content));
      continue;
    }
    const coverage = coverageOf(content, file);
    if (typeof coverage === 'string') {
      content.release();
      checks.push(failed(name, coverage));
      continue;
    }
    const tree = new MerkleRange();
    let count = 0;
    for await (const records of streamRows(
      connection,
      EXTENTS,
      { id: BigInt(file.evidence_id) },
      extentRow,
    ))
      for (const { member, byte_offset, byte_length, sha256 } of records) {
        count += 1;
        tree.append(leafHash(Buffer.from(sha256, 'hex')));
        if (byte_offset === null || byte_length === null) continue;
        if (coverage instanceof ZipCoverage)
          await coverage.record(member, byte_offset, byte_length);
        else coverage.record(byte_offset, byte_length);
      }
    await coverage.end();
    content.release();
    const fault =
      tree.root() !== file.merkle_root
        ? 'the Merkle root over the records differs'
        : file.mapped + file.unmapped + file.quarantined !== file.records
          ? 'records are not mapped + unmapped + quarantined'
          : count !== file.records + file.blank
            ? `${count} records stand where ${file.records + file.blank} were counted`
            : (coverage.fault ?? differsFrom(imports, file));
    checks.push(
      fault === null
        ? passed(
            name,
            `${file.records} records, ${file.blank} blank; every byte is accounted for; Merkle root ${file.merkle_root}`,
          )
        : failed(name, fault),
    );
  }
  return checks;
}

/** What checks that every byte is accounted for; why there is none where the zip cannot be read. */
function coverageOf(
  content: Content,
  { container, record_paths }: z.infer<typeof evidenceRow>,
): Coverage | ZipCoverage | string {
  try {
    const paths = pathsByMember(record_paths);
    if (container !== 'zip') return new Coverage(content, container, paths.get(null));
    return new ZipCoverage(content.file, paths);
  } catch (error) {
    return lineOf(error);
  }
}

function pathsByMember(json: string): ReadonlyMap<string | null, readonly RecordPath[]> {
  return new Map(
    recordPaths
      .parse(JSON.parse(json))
      .map(({ member, paths }) => [member, paths.map(recordPathOf)]),
  );
}

/** What its records have their places in; where that cannot be had, why. */
async function contentOrWhy(
  store: EvidenceStore,
  file: { sha256: string; name: string },
): Promise<Content | string> {
  try {
    return await openContent(store, file);
  } catch (error) {
    // That there is no room to unpack it in says nothing of the file.
    if (isForRoom(error)) throw error;
    return lineOf(error);
  }
}

/** What custody said of a file when it was taken in must be what the table says of it. */
function differsFrom(
  imports: readonly CompletedJob<ImportBegun>[],
  file: z.infer<typeof evidenceRow>,
): string | null {
  const job = imports.find(({ completed }) => completed.job_no === file.import_no);
  if (job === undefined) return null;
  const said = z.looseObject(COUNTS).parse(job.completed);
  const differing = COUNT_NAMES.filter((name) => said[name] !== file[name]);
  return differing.length === 0
    ? null
    : `custody says another ${differing.join(', ')} than table evidence`;
}
