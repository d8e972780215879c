import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Place } from '../../../shared/domain/place.ts';
import type { ReplayCause, ReplayFact } from '../../../shared/domain/replay.ts';
import type { TurnHead } from '../../../shared/domain/replay-screen.ts';
import { readTaxonomy } from '../analysis/taxonomy.ts';
import { Fault } from '../base/errors.ts';
import { integer, rows } from '../case/query.ts';
import { groupHeads } from './group-heads.ts';
import { type Judgements, judgementsOf } from './judgements.ts';
import { placedTurn, TEXT_WINDOW } from './message-groups.ts';
import { placesOf } from './places.ts';
import { placedRecord, sourcesOf } from './records.ts';
import { referencesInForce } from './references.ts';
import { turnRows } from './turns.ts';

const DOCUMENTS = `
  SELECT
    d.rank, d.document_id, d.source, d.score, d.from_turn_id, d.record_id, left(c.text, ${TEXT_WINDOW}) AS text,
    coalesce(length(c.text), 0) AS characters, d.content_id
  FROM context_document d LEFT JOIN content c USING (content_id)
  WHERE d.turn_id = $turn
  ORDER BY d.rank`;

const window = { text: z.string().nullable(), characters: integer, content_id: integer.nullable() };

const documentRow = z.object({
  rank: integer,
  document_id: z.string().nullable(),
  source: z.string().nullable(),
  score: z.number().nullable(),
  from_turn_id: integer.nullable(),
  record_id: integer,
  ...window,
});

const TOOLS = `
  SELECT
    m.seq, m.name, left(c.text, ${TEXT_WINDOW}) AS text, coalesce(length(c.text), 0) AS characters, m.content_id
  FROM message m LEFT JOIN content c USING (content_id)
  WHERE m.turn_id = $turn AND m.side = 'tools'
  ORDER BY m.seq, m.choice, m.part`;

const toolRow = z.object({ seq: integer, name: z.string().nullable(), ...window });

/**
 * All of a turn but its messages: those are counted by groups and come in pages. Texts are windows of at most 20,000
 * code points. Refuses (`not-found`) a number that is no turn's.
 */
export async function turnHeadOf(connection: DuckDBConnection, turn_id: number): Promise<TurnHead> {
  const placed = await placedTurn(connection, turn_id);
  const [turn] = await turnRows(connection, [turn_id]);
  if (turn === undefined) throw new Fault(`turn ${turn_id} is in no table`);
  const asked = { turn: BigInt(turn_id) };
  const documents = await rows(connection, DOCUMENTS, asked, documentRow);
  const tools = await rows(connection, TOOLS, asked, toolRow);
  const judgements = await judgementsOf(connection, [turn_id]);
  const sources = await sourcesOf(connection, [turn_id]);
  const placeOf = await placesOf(connection, [
    ...sources.records.map(({ record_id }) => record_id),
    ...documents.map(({ record_id }) => record_id),
    ...judgements.facts.map(({ record_id }) => record_id),
  ]);
  const { temperature, top_p, max_tokens, seed, params, ...fields } = turn;
  const { prompt_tokens, completion_tokens, ...rest } = fields;
  return {
    ...rest,
    handle: `T-${turn_id}`,
    conversation_id: placed.conversation_id,
    params: { temperature, top_p, max_tokens, seed, ...params },
    usage: { prompt_tokens, completion_tokens },
    ...(await groupHeads(connection, placed)),
    context: documents.map(({ record_id, ...document }) => ({
      ...document,
      place: record_id === placed.record_id ? null : placeOf(record_id),
    })),
    tools,
    findings: withoutTurn(judgements.findings),
    causes: titled(withoutTurn(judgements.causes)),
    exhibits: withoutTurn(judgements.exhibits),
    feedback: factsOf(judgements, 'feedback', placeOf),
    verdicts: factsOf(judgements, 'verdict', placeOf),
    labels: factsOf(judgements, 'label', placeOf),
    references: withoutTurn(await referencesInForce(connection, [turn_id])),
    records: withoutTurn(sources.records).map((record) => placedRecord(record, placeOf)),
    conflicts: withoutTurn(sources.conflicts),
    place: placeOf(placed.record_id),
  };
}

/** Codes are the log of an act; a screen says what they mean. */
function titled(causes: readonly ReplayCause[]): TurnHead['causes'] {
  if (causes.length === 0) return [];
  const names = new Map(readTaxonomy().entries.map(({ id, name }) => [id, name]));
  return causes.map((cause) => ({ ...cause, title: names.get(cause.cause_id) ?? null }));
}

function withoutTurn<Row extends { readonly turn_id: number }>(
  found: readonly Row[],
): Omit<Row, 'turn_id'>[] {
  return found.map(({ turn_id, ...row }) => row);
}

function factsOf(
  { facts }: Judgements,
  wanted: Judgements['facts'][number]['table'],
  placeOf: (record: number) => Place,
): ReplayFact[] {
  return facts
    .filter(({ table }) => table === wanted)
    .map(({ turn_id, table, record_id, ...fact }) => ({ ...fact, place: placeOf(record_id) }));
}
