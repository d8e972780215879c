import { readSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Repairable, RecordRepairs, RepairOffer } from '../../../shared/domain/repair.ts';
import { Refusal } from '../base/errors.ts';
import { type Job, stopIfCancelled } from '../base/job.ts';
import { readInput } from '../case/inputs.ts';
import type { CaseLayout } from '../case/layout.ts';
import { integer, row, rows } from '../case/query.ts';
import { repairRow, REPAIRS } from '../case/repairs.ts';
import type { CustodyAct } from '../custody/acts.ts';
import { importsAsRead } from '../custody/imports.ts';
import { openContent } from '../evidence/content.ts';
import type { EvidenceStore } from '../evidence/store.ts';
import type { Format } from '../formats/format.ts';
import { formatById } from '../formats/index.ts';
import { readMapping } from '../formats/mapping/read-mapping.ts';
import { Mender } from '../import/mender.ts';
import type { RepairRule } from '../repair/rule.ts';
import { LATEST_RULES } from '../repair/rules.ts';
import { piecesOf } from './repair-pieces.ts';

/** A case as it is read for repairs. */
export interface RepairsRead {
  readonly connection: DuckDBConnection;
  readonly layout: CaseLayout;
  readonly evidence: EvidenceStore;
  readonly custody: readonly CustodyAct[];
}

/** Longer records are not tried. */
const LONGEST = 8 << 20;

const RECORD = `
  SELECT evidence_id, ordinal, status FROM store.record WHERE record_id = $record`;
const recordRow = z.object({
  evidence_id: integer,
  ordinal: integer.nullable(),
  status: z.string(),
});
const REPAIR = `SELECT repair FROM (${REPAIRS}) WHERE record_id = $record`;
const standingRow = z.object({ repair: repairRow });

/** The repair of a record that stands, or what each rule would give; nothing is changed. */
export async function repairsOfRecord(
  read: RepairsRead,
  record_id: number,
): Promise<RecordRepairs> {
  const asked = { record: BigInt(record_id) };
  const [record] = await rows(read.connection, RECORD, asked, recordRow);
  if (record === undefined)
    throw new Refusal('not-found', `No record ${record_id} is in the case; open the list again.`);
  const [standing] = await rows(read.connection, REPAIR, asked, standingRow);
  if (standing !== undefined) return { repair: standing.repair, offers: [], sentence: null };
  const { evidence_id, ordinal, status } = record;
  if (status !== 'quarantined' || ordinal === null)
    return { repair: null, offers: [], sentence: 'The record can be read as it stands.' };
  let repairs: RecordRepairs = { repair: null, offers: [], sentence: NOT_TRIED };
  for await (const tried of triedRecords(read, evidence_id, ordinal)) repairs = offersOf(tried);
  return repairs;
}

const NO_RULE = 'No rule applies: none makes the record readable without guessing what it said.';
const NEXT_UNREADABLE =
  'The record may go on in the one after it, which cannot be read either; repair that first, or leave both as they are.';
const NOT_TRIED = 'The record is longer than 8 MB, or has no bytes of its own; it is not tried.';

/** A malformed record with its bytes, and how it would be read. */
interface Tried {
  readonly record: QuarantinedRecord;
  readonly bytes: Buffer;
  readonly mender: Mender;
}

function offersOf({ record, bytes, mender }: Tried): RecordRepairs {
  const offers = LATEST_RULES.flatMap((rule) => offerOf(rule, record, bytes, mender));
  if (offers.length > 0) return { repair: null, offers, sentence: null };
  const isHalf = LATEST_RULES.some(
    (rule) => rule.needsReadableNext && mender.mended(rule, bytes) !== null,
  );
  return { repair: null, offers, sentence: isHalf ? NEXT_UNREADABLE : NO_RULE };
}

function offerOf(
  rule: RepairRule,
  record: QuarantinedRecord,
  bytes: Buffer,
  mender: Mender,
): RepairOffer[] {
  const mended = mayMend(rule, record) ? mender.mended(rule, bytes) : null;
  if (mended === null) return [];
  const { pieces, further } = piecesOf(bytes, mended.edits);
  const { outcome } = mended;
  return [
    {
      rule: rule.name,
      version: rule.version,
      says: rule.says,
      said: mended.said,
      bytes: mended.bytes.length,
      pieces,
      further_pieces: further,
      outcome: {
        status: outcome.status === 'unmapped' ? 'unmapped' : 'mapped',
        words: outcome.status === 'unmapped' ? outcome.reason : outcome.note,
        turns: mended.turns,
      },
    },
  ];
}

/** A record that is cut in a text that holds a line end goes on in the next one. */
const mayMend = (rule: RepairRule, { next }: QuarantinedRecord): boolean =>
  !rule.needsReadableNext || next !== 'quarantined';

/** The malformed records of a file that the rule mends, by their numbers, and how many there are of all. */
export async function mendable(
  read: RepairsRead,
  evidence_id: number,
  rule: RepairRule,
  job: Job = {},
): Promise<{ records: { ordinal: number; sha256: string }[]; quarantined: number }> {
  const records: { ordinal: number; sha256: string }[] = [];
  const { quarantined } = await row(
    read.connection,
    'SELECT quarantined FROM store.evidence WHERE evidence_id = $evidence',
    { evidence: BigInt(evidence_id) },
    z.object({ quarantined: integer }),
  );
  for await (const { record, bytes, mender } of triedRecords(read, evidence_id, null)) {
    stopIfCancelled(job);
    const { ordinal, sha256 } = record;
    if (mayMend(rule, record) && mender.mended(rule, bytes) !== null)
      records.push({ ordinal, sha256 });
  }
  return { records, quarantined };
}

/** The same counted, of a rule by its name. */
export async function repairableIn(
  read: RepairsRead,
  evidence_id: number,
  name: string,
  job: Job,
): Promise<Repairable> {
  const rule = latestRule(name);
  const { records, quarantined } = await mendable(read, evidence_id, rule, job);
  return { rule: name, version: rule.version, records: records.length, quarantined };
}

/** Refuses a name that is no rule's. */
export function latestRule(name: string): RepairRule {
  const rule = LATEST_RULES.find((one) => one.name === name);
  if (rule !== undefined) return rule;
  const names = LATEST_RULES.map((one) => one.name).join(', ');
  throw new Refusal('bad-usage', `${name} is not a known rule; these are: ${names}.`);
}

const QUARANTINED = `
  SELECT
    r.record_id, r.member, r.ordinal, r.byte_offset, r.byte_length, lower(hex(r.sha256)) AS sha256, r.error,
    CASE WHEN n.member IS NOT DISTINCT FROM r.member THEN n.status END AS next
  FROM store.record AS r
  LEFT JOIN (SELECT member, ordinal, status FROM store.record WHERE evidence_id = $evidence) AS n
    ON n.ordinal = r.ordinal + 1
  WHERE
    r.evidence_id = $evidence AND r.status = 'quarantined' AND r.ordinal = coalesce($ordinal, r.ordinal)
    AND r.byte_length <= ${LONGEST}
  ORDER BY r.record_id`;
const quarantinedRow = z.object({
  record_id: integer,
  member: z.string().nullable(),
  ordinal: integer,
  byte_offset: integer,
  byte_length: integer,
  sha256: z.string(),
  error: z.string().nullable(),
  /** What became of the record after it. */
  next: z.string().nullable(),
});
type QuarantinedRecord = z.infer<typeof quarantinedRow>;

const FILE = `
  SELECT sha256, name, format, container, zone, clock_offset_ms FROM store.evidence WHERE evidence_id = $evidence`;
const fileRow = z.object({
  sha256: z.string(),
  name: z.string(),
  format: z.string(),
  container: z.string(),
  zone: z.string(),
  clock_offset_ms: integer,
});

/** Malformed records of a file with their bytes, all or one by its number. */
async function* triedRecords(
  read: RepairsRead,
  evidence_id: number,
  ordinal: number | null,
): AsyncGenerator<Tried> {
  const { connection, evidence } = read;
  const of = { evidence: BigInt(evidence_id) };
  const file = await row(connection, FILE, of, fileRow);
  const asked = { ...of, ordinal: ordinal === null ? null : BigInt(ordinal) };
  const found = await rows(connection, QUARANTINED, asked, quarantinedRow);
  const format = formatOf(read, file);
  for (let at = 0; at < found.length; ) {
    const member = found[at]?.member ?? null;
    const content = await openContent(evidence, file, member);
    try {
      const { container, zone, clock_offset_ms: clockOffsetMs } = file;
      const mender = new Mender(content, { format, container, zone, clockOffsetMs });
      for (let record = found[at]; record?.member === member; record = found[++at]) {
        const bytes = Buffer.alloc(record.byte_length);
        const length = readSync(content.file, bytes, 0, bytes.length, record.byte_offset);
        yield { record, bytes: bytes.subarray(0, length), mender };
      }
    } finally {
      content.release();
    }
  }
}

/** What reads the file now: its mapping, the format that was asked for, or the one that was recognised. */
function formatOf(
  { layout, custody }: RepairsRead,
  { sha256, format }: z.infer<typeof fileRow>,
): Format | null {
  const mapping = importsAsRead(custody).find(({ begun }) => begun.sha256 === sha256)?.begun
    .mapping;
  if (mapping != null) return readMapping(readInput(layout, mapping.sha256), mapping.name).format;
  return formatById(format) ?? null;
}
