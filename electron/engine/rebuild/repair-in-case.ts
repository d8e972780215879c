import { z } from 'zod';
import type { RecordRepairs } from '../../../shared/domain/repair.ts';
import { Refusal } from '../base/errors.ts';
import type { Job } from '../base/job.ts';
import { openCase } from '../case/open.ts';
import { integer, row, rows } from '../case/query.ts';
import type { RepairSaid } from '../custody/repairs.ts';
import type { Rebuilt } from './rebuild.ts';
import { latestRule, mendable, type RepairsRead, repairsOfRecord } from './repair-offers.ts';
import { MOST_AT_ONCE, repairRecords } from './repair-records.ts';
import { importNamed } from './reread.ts';

/** A record that is malformed, or was and is repaired. */
export interface ListedRecord extends RecordRepairs {
  readonly record_id: number;
  readonly evidence: string;
  readonly name: string;
  readonly member: string | null;
  readonly ordinal: number;
  readonly line: number | null;
  readonly sha256: string;
  readonly status: string;
  readonly error: string | null;
}

export interface ListedRepairs {
  /** Malformed records that stand so, and those that are repaired, of the whole case or of the file asked for. */
  readonly quarantined: number;
  readonly repaired: number;
  readonly records: readonly ListedRecord[];
}

const CONCERNED = `
  store.record AS r JOIN store.evidence AS e USING (evidence_id)
  WHERE e.sha256 = coalesce($file, e.sha256) AND (r.status = 'quarantined' OR r.record_id IN (SELECT record_id FROM store.repair))`;
const COUNTS = `
  SELECT count(*) FILTER (r.status = 'quarantined') AS quarantined, count(*) FILTER (r.status <> 'quarantined') AS repaired
  FROM ${CONCERNED}`;
const LISTED = `
  SELECT
    r.record_id, e.sha256 AS evidence, e.name, r.member, r.ordinal, r.line, lower(hex(r.sha256)) AS sha256, r.status, r.error
  FROM ${CONCERNED}
  ORDER BY r.record_id
  LIMIT $limit`;
const countsRow = z.object({ quarantined: integer, repaired: integer });
const listedRow = z.object({
  record_id: integer,
  evidence: z.string(),
  name: z.string(),
  member: z.string().nullable(),
  ordinal: integer,
  line: integer.nullable(),
  sha256: z.string(),
  status: z.string(),
  error: z.string().nullable(),
});

/** Malformed records of a case with what each rule would give, and repaired ones with their repair; at most so many. */
export async function listRepairs(
  path: string,
  file: string | null,
  limit: number,
): Promise<ListedRepairs> {
  return reading(path, async (read) => {
    const asked = { file: file === null ? null : importNamed(read.custody, file).begun.sha256 };
    const { connection } = read;
    const found = await rows(connection, LISTED, { ...asked, limit: BigInt(limit) }, listedRow);
    const records: ListedRecord[] = [];
    for (const record of found)
      records.push({ ...record, ...(await repairsOfRecord(read, record.record_id)) });
    return { ...(await row(connection, COUNTS, asked, countsRow)), records };
  });
}

/** Which records of a file are to be repaired, or no longer, by which rule, and why. */
export interface RepairAsked {
  /** Its name, or the first digits of its SHA-256. */
  readonly file: string;
  /** Numbers of records; null: all that the rule mends (withdrawn: has mended). */
  readonly ordinals: readonly number[] | null;
  readonly rule: string;
  readonly withdraw: boolean;
  readonly reason: string;
}

export interface RepairedInCase {
  readonly file: string;
  readonly rule: string;
  readonly version: number;
  readonly withdrawn: boolean;
  readonly records: number;
  /** Malformed records of the file that are left. */
  readonly quarantined: number;
  readonly read: Rebuilt['read'];
}

/** Repairs records by the latest version of a rule, or withdraws its repairs. */
export async function repairInCase(
  path: string,
  asked: RepairAsked,
  job: Job = {},
): Promise<RepairedInCase> {
  if (asked.reason.trim() === '')
    throw new Refusal('bad-usage', 'Say why the records are repaired, or no longer.');
  const said = await reading(path, (read) =>
    asked.withdraw ? toWithdraw(read, asked) : toRepair(read, asked, job),
  );
  const { read } = await repairRecords(path, said, job);
  return {
    file: said.sha256,
    rule: said.rule,
    version: said.version,
    withdrawn: said.withdrawn,
    records: said.records.length,
    quarantined: read?.quarantined ?? 0,
    read,
  };
}

async function toRepair(
  read: RepairsRead,
  { file, ordinals, rule: name, reason }: RepairAsked,
  job: Job,
): Promise<RepairSaid> {
  const { begun } = importNamed(read.custody, file);
  const rule = latestRule(name);
  job.onProgress?.({ phase: 'trying the rule on malformed records', done: 0, unit: 'steps' });
  const { evidence_id } = await row(
    read.connection,
    'SELECT evidence_id FROM store.evidence WHERE sha256 = $sha256',
    { sha256: begun.sha256 },
    z.object({ evidence_id: integer }),
  );
  const { records } = await mendable(read, evidence_id, rule, job);
  const wanted =
    ordinals === null
      ? records.slice(0, MOST_AT_ONCE)
      : ordinals.map((ordinal) => {
          const record = records.find((one) => one.ordinal === ordinal);
          if (record !== undefined) return record;
          throw new Refusal(
            'input-refused',
            `${rule.name} does not apply to record ${ordinal} of ${begun.name}.`,
            { way: 'list-repairs' },
          );
        });
  if (wanted.length === 0)
    throw new Refusal(
      'input-refused',
      `${rule.name} applies to no malformed record of ${begun.name}.`,
      { way: 'list-repairs' },
    );
  return {
    sha256: begun.sha256,
    rule: rule.name,
    version: rule.version,
    withdrawn: false,
    reason,
    records: wanted,
  };
}

/** Repairs of one act by one version of a rule: those of another version are withdrawn by themselves. */
function toWithdraw(
  { custody }: RepairsRead,
  { file, ordinals, rule: name, reason }: RepairAsked,
): Promise<RepairSaid> {
  const { begun } = importNamed(custody, file);
  const standing = begun.repairs.filter(
    ({ rule, ordinal }) => rule === name && (ordinals === null || ordinals.includes(ordinal)),
  );
  const [first] = standing;
  const missing = ordinals?.find((ordinal) => !standing.some((one) => one.ordinal === ordinal));
  if (first === undefined || missing !== undefined)
    throw new Refusal(
      'input-refused',
      `No repair of ${missing === undefined ? 'records' : `record ${missing}`} of ${begun.name} by ${name} stands.`,
    );
  return Promise.resolve({
    sha256: begun.sha256,
    rule: name,
    version: first.version,
    withdrawn: true,
    reason,
    records: standing
      .filter(({ version }) => version === first.version)
      .slice(0, MOST_AT_ONCE)
      .map(({ ordinal, sha256 }) => ({ ordinal, sha256 })),
  });
}

async function reading<Answer>(
  path: string,
  ask: (read: RepairsRead) => Promise<Answer>,
): Promise<Answer> {
  const open = await openCase(path, 'reading malformed records');
  const { layout, evidence, custody, database } = open;
  try {
    return await ask({ connection: database.connection, layout, evidence, custody });
  } finally {
    open.close();
  }
}
