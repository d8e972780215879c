import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import type { AnalysisTableName } from '../case/analysis-schema.ts';
import type { Analysis } from './analysis.ts';

type Row = Record<string, DuckDBValue>;

const whole = (value: number | null): DuckDBValue => (value === null ? null : BigInt(value));

/** Lays the analysis into the memory tables of an open case, so that search, SQL and views see it. */
export async function fillMemoryTables(
  connection: DuckDBConnection,
  analysis: Analysis,
): Promise<void> {
  const insert = async (table: AnalysisTableName, rows: readonly Row[]): Promise<void> => {
    await connection.run(`DELETE FROM memory.main.${table}`);
    for (const row of rows) {
      const names = Object.keys(row);
      const values = names.map(bound);
      await connection.run(
        `INSERT INTO memory.main.${table} (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${values.join(', ')})`,
        row,
      );
    }
  };
  await insert(
    'exhibit',
    analysis.exhibits.map(({ number, caption, anchor, span, at_done, done_by }) => ({
      number: whole(number),
      caption,
      evidence: anchor.evidence,
      ordinal: whole(anchor.ordinal),
      record_sha256: anchor.record_sha256,
      turn_index: whole(anchor.turn_index),
      side: span?.side ?? null,
      seq: whole(span?.seq ?? null),
      part: whole(span?.part ?? null),
      char_start: whole(span?.char_start ?? null),
      char_end: whole(span?.char_end ?? null),
      quotation: span?.quotation ?? null,
      pinned_at: at_done,
      pinned_by: done_by,
    })),
  );
  await insert(
    'cause',
    analysis.causes.map((cause) => ({
      cause_no: whole(cause.number),
      cause_id: cause.cause_id,
      standing: cause.standing,
      confidence: cause.confidence,
      rationale: cause.rationale,
      grounds_for: JSON.stringify(cause.grounds_for),
      grounds_against: JSON.stringify(cause.grounds_against),
      evidence: cause.anchor?.evidence ?? null,
      ordinal: whole(cause.anchor?.ordinal ?? null),
      turn_index: whole(cause.anchor?.turn_index ?? null),
      tagged_at: cause.at_done,
      tagged_by: cause.done_by,
    })),
  );
  await insert(
    'event',
    analysis.events.map((event) => ({
      event_no: whole(event.number),
      kind: event.kind,
      at: event.at,
      text: event.text,
      basis: event.basis,
      grounds: JSON.stringify(event.grounds),
      entered_at: event.at_done,
      entered_by: event.done_by,
    })),
  );
  await insert(
    'action',
    analysis.actions.map((action) => ({
      action_no: whole(action.number),
      title: action.title,
      category: action.category,
      owner: action.owner,
      due: action.due,
      status: action.status,
      verification: action.verification,
      causes: JSON.stringify(action.causes),
      entered_at: action.at_done,
      entered_by: action.done_by,
    })),
  );
  await insert(
    'note',
    analysis.notes.map(({ number, text, anchor, at_done, done_by }) => ({
      note_no: whole(number),
      text,
      evidence: anchor?.evidence ?? null,
      ordinal: whole(anchor?.ordinal ?? null),
      turn_index: whole(anchor?.turn_index ?? null),
      noted_at: at_done,
      noted_by: done_by,
    })),
  );
  await insert(
    'review',
    analysis.reviews.map((review) => ({
      rule_id: review.rule_id,
      rule_version: review.rule_version,
      record_sha256: review.anchor.record_sha256,
      ordinal: whole(review.anchor.ordinal),
      side: review.side,
      seq: whole(review.seq),
      part: whole(review.part),
      char_start: whole(review.char_start),
      char_end: whole(review.char_end),
      decision: review.decision,
      reason: review.reason,
      reviewed_at: review.at_done,
      reviewed_by: review.done_by,
    })),
  );
  await insert(
    'judged_pair',
    analysis.pairs.map(({ a, b, verdict, note, at_done, done_by }) => ({
      a_evidence: a.evidence,
      a_ordinal: whole(a.ordinal),
      a_turn_index: whole(a.turn_index),
      b_evidence: b.evidence,
      b_ordinal: whole(b.ordinal),
      b_turn_index: whole(b.turn_index),
      verdict,
      note,
      judged_at: at_done,
      judged_by: done_by,
    })),
  );
}

/** How a column's value is bound: times and lists come as text. */
function bound(name: string): string {
  if (TIMES.has(name)) return `$${name}::TIMESTAMPTZ`;
  if (LISTS.has(name)) return `from_json($${name}, '["VARCHAR"]')`;
  return name === 'due' ? '$due::DATE' : `$${name}`;
}

const LISTS = new Set(['grounds_for', 'grounds_against', 'grounds', 'causes']);
const TIMES = new Set([
  'pinned_at',
  'tagged_at',
  'at',
  'entered_at',
  'noted_at',
  'reviewed_at',
  'issued_at',
  'judged_at',
]);
