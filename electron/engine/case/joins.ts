import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import {
  factTable,
  type FileJoins,
  joinedTable,
  type JoinSummary,
  type UnmatchedFact,
  unmatchedReason,
  wasJoined,
} from '../../../shared/domain/join.ts';
import { Fault } from '../base/errors.ts';
import { integer, row, rows, time } from './query.ts';

/** A row of a list of users is a fact for each of its columns: they are told as the row that they stand in. */
const USERS = `
    SELECT
      'person' AS "table", min(external_id) AS external_id, 'user' AS what,
      string_agg(concat_ws(': ', what, coalesce(value, comment)), ', ' ORDER BY what, value, comment) AS value,
      min("at") AS "at", min(who) AS who, NULL AS comment, key, key_kind, record_id, matched_by, unmatched
    FROM person
    GROUP BY key, key_kind, record_id, matched_by, unmatched`;

const SIDE_FACTS = factTable.exclude(['person']).options.map(
  (table) => `
    SELECT '${table}' AS "table", external_id, what, value, "at", who, comment, key, key_kind, record_id, matched_by, unmatched
    FROM ${table}`,
);

/** Records of calls count where they were joined, or where that could be expected; by the id that joins, or could. */
const CALLS = `
    SELECT
      tells, NULL, coalesce(key, tells), NULL, "at", user_id, NULL, key, key_kind, record_id, joined_by, unmatched
    FROM (
      SELECT
        *,
        CASE
          WHEN call_id IS NOT NULL THEN 'call'
          WHEN joined_by = 'id' OR unmatched IN ('models differ', 'answers differ', 'days apart') THEN 'answer'
          WHEN trace_id IS NOT NULL THEN 'trace'
          WHEN response_id IS NOT NULL THEN 'answer'
        END AS key_kind,
        CASE key_kind WHEN 'call' THEN call_id WHEN 'answer' THEN response_id WHEN 'trace' THEN trace_id END AS key
      FROM call_record
      WHERE coalesce(joined_by, unmatched) IS NOT NULL
    )`;

/** Records that tell what an equal one of another file tells. */
const REPETITIONS = `
    SELECT 'repetition', NULL, 'same record', NULL, NULL, NULL, NULL, NULL, 'bytes', record_id, 'same record', NULL
    FROM same_record`;

const FACTS = [...SIDE_FACTS, USERS, CALLS, REPETITIONS].join('\n    UNION ALL');

/** How facts were joined to turns, and records to calls: one row for each file, table and kind of key. */
const JOINS = `
  SELECT
    evidence_id, e.sha256 AS evidence, e.name, "table",
    CASE WHEN matched_by = 'record' THEN NULL ELSE key_kind END AS key_kind,
    coalesce(matched_by, unmatched) AS outcome, matched_by IS NOT NULL AS joined, count(*) AS facts
  FROM (${FACTS})
  JOIN (
    SELECT record_id, evidence_id FROM store.record WHERE evidence_id = coalesce($evidence, evidence_id)
  ) USING (record_id)
  JOIN evidence AS e USING (evidence_id)
  GROUP BY ALL
  ORDER BY evidence_id, "table", key_kind, outcome`;

const outcomeRow = z.object({
  evidence_id: integer,
  evidence: z.string(),
  name: z.string(),
  table: joinedTable,
  key_kind: z.string().nullable(),
  outcome: z.string(),
  joined: z.boolean(),
  facts: integer,
});

/** Of one file, or of all. */
export async function joinsIn(
  connection: DuckDBConnection,
  evidence: number | null = null,
): Promise<JoinSummary[]> {
  const joins = new Map<string, JoinSummary>();
  for (const { outcome, joined, facts, ...of } of await rows(
    connection,
    JOINS,
    { evidence: evidence === null ? null : BigInt(evidence) },
    outcomeRow,
  )) {
    const name = JSON.stringify([of.evidence_id, of.table, of.key_kind]);
    const join = joins.get(name) ?? {
      ...of,
      ...{ facts: 0, matched: 0, ambiguous: 0, unmatched: 0 },
      matched_by: {},
    };
    join.facts += facts;
    join[joined ? 'matched' : outcome === 'ambiguous' ? 'ambiguous' : 'unmatched'] += facts;
    if (joined) join.matched_by[outcome] = facts;
    joins.set(name, join);
  }
  return [...joins.values()];
}

/** What the screen of evidence shows of one file's facts, without those that stand in their turns' own records. */
export async function fileJoinsIn(
  connection: DuckDBConnection,
  evidence_id: number,
  page: { readonly offset: number; readonly limit: number },
): Promise<FileJoins> {
  const joins = (await joinsIn(connection, evidence_id)).filter(wasJoined);
  const { total, facts } = await unmatchedIn(connection, { evidence_id, ...page });
  return { joins, total, unmatched: facts };
}

export interface UnmatchedAsked {
  /** Null: of every file. */
  readonly evidence_id: number | null;
  readonly offset: number;
  readonly limit: number;
}

const UNMATCHED = `
  FROM (${FACTS}) AS f
  JOIN store.record AS r USING (record_id)
  WHERE unmatched IS NOT NULL AND r.evidence_id = coalesce($evidence, r.evidence_id)`;
const TOTAL = `SELECT count(*) AS total ${UNMATCHED}`;
/** Of all that is listed: rows that are equal in it are equal in whatever is written of them. */
const IN_ORDER =
  'record_id, "table", what, value, key, key_kind, external_id, "at", who, comment, unmatched';
const listed = (rows: string): string => `
  SELECT
    u.* EXCLUDE ("at", sha256, evidence_id), epoch_us(u."at") AS "at", lower(hex(u.sha256)) AS sha256, e.sha256 AS evidence, e.name
  FROM (
    SELECT f.* EXCLUDE (matched_by), r.member, r.ordinal, r.byte_offset, r.byte_length, r.sha256, r.evidence_id ${UNMATCHED}
    ${rows}
  ) AS u
  JOIN evidence AS e USING (evidence_id)
  ORDER BY ${IN_ORDER}`;
const PAGE = listed(`ORDER BY ${IN_ORDER} LIMIT $limit OFFSET $offset`);
const OF_RECORDS = listed('AND record_id >= $from AND record_id < $until');
const SPAN = `SELECT count(*) AS total, coalesce(min(record_id), 0) AS first, coalesce(max(record_id), -1) AS last ${UNMATCHED}`;
/** So many records are looked at together, and their facts sorted. */
const RECORDS_AT_ONCE = 20_000;

const listedRow = z
  .object({
    table: joinedTable,
    unmatched: unmatchedReason,
    external_id: z.string().nullable(),
    what: z.string().nullable(),
    value: z.string().nullable(),
    at: time.nullable(),
    who: z.string().nullable(),
    comment: z.string().nullable(),
    key: z.string().nullable(),
    key_kind: z.string().nullable(),
    record_id: integer,
    evidence: z.string(),
    name: z.string(),
    member: z.string().nullable(),
    ordinal: integer.nullable(),
    byte_offset: integer.nullable(),
    byte_length: integer.nullable(),
    sha256: z.string(),
  })
  .transform(
    ({
      unmatched,
      evidence,
      name,
      member,
      ordinal,
      byte_offset,
      byte_length,
      sha256,
      ...fact
    }): UnmatchedFact => ({
      ...fact,
      reason: unmatched,
      place: { evidence, name, member, ordinal: ordinal ?? 0, byte_offset, byte_length, sha256 },
    }),
  );

/** Facts that were not joined, in order of import: `total` counts all, `facts` holds a page. */
export async function unmatchedIn(
  connection: DuckDBConnection,
  { evidence_id, offset, limit }: UnmatchedAsked,
): Promise<{ total: number; facts: UnmatchedFact[] }> {
  const evidence = evidence_id === null ? null : BigInt(evidence_id);
  const { total } = await row(connection, TOTAL, { evidence }, z.object({ total: integer }));
  return { total, facts: await rows(connection, PAGE, { evidence, offset, limit }, listedRow) };
}

/** All facts that were not joined, in order of import, some at a time: there may be millions. */
export async function* allUnmatchedIn(
  connection: DuckDBConnection,
): AsyncGenerator<UnmatchedFact[]> {
  const all = { evidence: null };
  const span = z.object({ total: integer, first: integer, last: integer });
  const { total, first, last } = await row(connection, SPAN, all, span);
  let told = 0;
  for (let from = first; from <= last; from += RECORDS_AT_ONCE) {
    const until = from + RECORDS_AT_ONCE;
    const facts = await rows(connection, OF_RECORDS, { ...all, from, until }, listedRow);
    told += facts.length;
    if (facts.length > 0) yield facts;
  }
  if (told !== total) throw new Fault(`of ${total} rows that were not joined ${told} were read`);
}
