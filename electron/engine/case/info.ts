import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { comparedWithSenders, type SendersHash } from '../../../shared/domain/intake.ts';
import type { CompletenessStatement, FieldHeld } from '../../../shared/domain/completeness.ts';
import type { ConversationJoins } from '../../../shared/domain/conversation-joins.ts';
import type { JoinSummary, UnmatchedFact } from '../../../shared/domain/join.ts';
import { fieldsByScope } from './completeness/fields.ts';
import { EVENTS, WHOLE_CASE } from './completeness/scope.ts';
import { statementOfCase } from './completeness/statement.ts';
import { conversationJoinsIn } from './conversation-joins.ts';
import { joinsIn, unmatchedIn } from './joins.ts';
import { integer, row, rows, time } from './query.ts';
import { REPAIRED } from './repairs.ts';

/** What a case holds, in counts, and what it lacks. */
export interface CaseInfo {
  evidence: EvidenceInfo[];
  references: {
    reference_id: number;
    title: string;
    name: string;
    sha256: string;
    in_force_from: string | null;
    in_force_to: string | null;
  }[];
  /** How the facts of side tables were joined to turns. */
  joins: JoinSummary[];
  /** The first of those that were not, and how many there are. */
  unmatched: { total: number; listed: UnmatchedFact[] };
  turns: number;
  spans: number;
  conversations: number;
  conversations_joined: ConversationJoins;
  messages: number;
  texts: number;
  first: string | null;
  last: string | null;
  models: { model: string | null; turns: number; first: string | null; last: string | null }[];
  /** For each field an investigator needs: how many of the turns have it. */
  completeness: { field: string; turns: number; of: number }[];
  /** What the case and each of its files hold and lack. */
  completeness_statement: CompletenessStatement;
}

export const evidenceInfo = z.object({
  evidence_id: integer,
  name: z.string(),
  sha256: z.string(),
  in_place: z.string().nullable(),
  modified_at: time.nullable(),
  bytes: integer,
  format: z.string(),
  container: z.string(),
  compression: z.string().nullable(),
  unpacked_bytes: integer.nullable(),
  notes: z.string().transform((json) => z.array(z.string()).parse(JSON.parse(json))),
  records: integer,
  mapped: integer,
  unmapped: integer,
  quarantined: integer,
  /** Malformed records that are read as rules mend them. */
  repaired: integer,
  blank: integer,
  conversations: integer,
  turns: integer,
  messages: integer,
  partitions: z
    .string()
    .nullable()
    .transform((json) =>
      json === null ? null : z.record(z.string(), z.string().nullable()).parse(JSON.parse(json)),
    ),
  zone: z.string(),
  clock_offset_ms: integer,
  merkle_root: z.string(),
  first: time.nullable(),
  last: time.nullable(),
  imported_at: time,
  intake: z.string().nullable(),
});
export type EvidenceInfo = z.infer<typeof evidenceInfo> & { readonly senders_hash: SendersHash };

const statedIn = (intake: string | null): unknown =>
  intake === null
    ? undefined
    : z.record(z.string(), z.unknown()).parse(JSON.parse(intake))['sender_sha256'];

const EVIDENCE = `
  SELECT e.* EXCLUDE (source_path, models, import_no, imported_at, modified_at),
    epoch_us(e.imported_at) AS imported_at, epoch_us(e.modified_at) AS modified_at, t.first, t.last,
    coalesce(m.repaired, 0) AS repaired
  FROM evidence e
  LEFT JOIN (
    SELECT evidence_id, min("at") AS first, max("at") AS last
    FROM (${EVENTS})
    GROUP BY evidence_id
  ) t USING (evidence_id)
  LEFT JOIN (${REPAIRED}) m USING (evidence_id)
  ORDER BY evidence_id`;

export const REFERENCES = `
  SELECT reference_id, title, name, sha256, epoch_us(in_force_from) AS in_force_from, epoch_us(in_force_to) AS in_force_to
  FROM reference
  ORDER BY reference_id`;
export const referenceRow = z.object({
  reference_id: integer,
  title: z.string(),
  name: z.string(),
  sha256: z.string(),
  in_force_from: time.nullable(),
  in_force_to: time.nullable(),
});

const COUNTS = `
  SELECT
    (SELECT count(*) FROM turn WHERE kind = 'model') AS turns,
    (SELECT count(*) FROM turn WHERE kind <> 'model') AS spans,
    (SELECT count(*) FROM conversation) AS conversations,
    (SELECT coalesce(sum(messages), 0) FROM evidence) AS messages,
    (SELECT count(*) FROM store.content) AS texts,
    (SELECT epoch_us(min(started_at)) FROM turn) AS first,
    (SELECT epoch_us(max(started_at)) FROM turn) AS last`;
const countsRow = z.object({
  turns: integer,
  spans: integer,
  conversations: integer,
  messages: integer,
  texts: integer,
  first: time.nullable(),
  last: time.nullable(),
});

const MODELS = `
  SELECT coalesce(model, requested_model) AS model, count(*) AS turns, epoch_us(min(started_at)) AS first, epoch_us(max(started_at)) AS last
  FROM turn
  WHERE kind = 'model'
  GROUP BY ALL
  ORDER BY turns DESC, model`;
const modelRow = z.object({
  model: z.string().nullable(),
  turns: integer,
  first: time.nullable(),
  last: time.nullable(),
});

export const countsIn = (connection: DuckDBConnection) => row(connection, COUNTS, {}, countsRow);
export const modelsIn = (connection: DuckDBConnection) => rows(connection, MODELS, {}, modelRow);
/** Of all turns of the case, without the rest of the statement. */
export async function completenessIn(
  connection: DuckDBConnection,
): Promise<CaseInfo['completeness']> {
  return heldFields((await fieldsByScope(connection, null)).get(WHOLE_CASE) ?? []);
}

const heldFields = (fields: readonly FieldHeld[]): CaseInfo['completeness'] =>
  fields.map(({ field, turns, of }) => ({ field, turns, of }));

/** How many rows that were not joined counts and reports list. */
const UNMATCHED_LISTED = { evidence_id: null, offset: 0, limit: 20 };

export async function caseInfo(connection: DuckDBConnection): Promise<CaseInfo> {
  const statement = await statementOfCase(connection);
  const { total, facts } = await unmatchedIn(connection, UNMATCHED_LISTED);
  return {
    evidence: (await rows(connection, EVIDENCE, {}, evidenceInfo)).map((file) => ({
      ...file,
      senders_hash: comparedWithSenders(statedIn(file.intake), file.sha256),
    })),
    references: await rows(connection, REFERENCES, {}, referenceRow),
    joins: await joinsIn(connection),
    unmatched: { total, listed: facts },
    ...(await countsIn(connection)),
    conversations_joined: await conversationJoinsIn(connection),
    models: await modelsIn(connection),
    completeness: heldFields(statement.case.fields),
    completeness_statement: statement,
  };
}
