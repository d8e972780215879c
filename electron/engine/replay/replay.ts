import type { DuckDBConnection } from '@duckdb/node-api';
import type { Place } from '../../../shared/domain/place.ts';
import type { ReferenceInForce } from '../../../shared/domain/reference.ts';
import type {
  Replay,
  ReplayFact,
  ReplayMessage,
  ReplayTurn,
} from '../../../shared/domain/replay.ts';
import { type DocumentRow, documentsOf } from './documents.ts';
import { findConversation } from './find-conversation.ts';
import { type Judgements, judgementsOf } from './judgements.ts';
import { messagesHeld, messagesOf, newMessages, type StoredMessage } from './messages.ts';
import { placesOf } from './places.ts';
import { placedRecord, type RecordRow, sourcesOf, type TurnSources } from './records.ts';
import { referencesInForce } from './references.ts';
import { placedAmongTurns, type TurnOrder, type TurnRow, turnOrder, turnRows } from './turns.ts';

export interface ReplayPage {
  /** How many turns to pass over. */
  readonly offset?: number;
  /** How many turns to give; all without it. */
  readonly limit?: number;
}

/**
 * A conversation as the log tells it: what each turn was given and what it answered, with everything that was found or
 * said about it. `conversation` is an id from the log, a handle (C-12, T-12) or a number. Refuses (`not-found`,
 * `bad-usage`) what names no conversation or several.
 */
export async function replay(
  connection: DuckDBConnection,
  conversation: string,
  page: ReplayPage = {},
): Promise<Replay> {
  const found = await findConversation(connection, conversation);
  const order = await turnOrder(connection, found.conversation_id);
  const offset = page.offset ?? 0;
  const end = page.limit === undefined ? order.turns.length : offset + page.limit;
  const handle = `C-${found.conversation_id}`;
  return {
    conversation: found.external_id ?? handle,
    conversation_id: found.conversation_id,
    handle,
    user_id: found.user_id,
    joined_by: found.joined_by,
    total: order.turns.length,
    offset,
    ordered_by: order.ordered_by,
    turns: await turnsOf(connection, order, offset, end),
  };
}

/**
 * Turns of any conversations, by their numbers, each as `replay` gives it; `conversation` is the id that the log gives,
 * else the handle. Numbers that are no turn's are left out.
 */
export async function replayTurns(
  connection: DuckDBConnection,
  ids: readonly number[],
): Promise<Map<number, { readonly conversation: string; readonly turn: ReplayTurn }>> {
  const placed = await placedAmongTurns(connection, ids);
  const before = [...placed.values()].flatMap(({ call_before }) => call_before ?? []);
  const held = await messagesHeld(connection, before);
  const { turns, ...material } = await materialOf(connection, [...placed.keys()]);
  return new Map(
    turns.flatMap((turn) => {
      const stands = placed.get(turn.turn_id);
      if (stands === undefined) return [];
      const { conversation, call_before } = stands;
      const previous = call_before === null ? [] : (held.get(call_before) ?? []);
      return [[turn.turn_id, { conversation, turn: told(turn, previous, material) }]];
    }),
  );
}

type ByTurn<Row> = ReadonlyMap<number, readonly Omit<Row, 'turn_id'>[]>;

/** Everything that a page of turns is made from. */
interface Material {
  readonly turns: readonly TurnRow[];
  readonly messages: ReadonlyMap<number, readonly StoredMessage[]>;
  readonly documents: ByTurn<DocumentRow>;
  readonly findings: ByTurn<Judgements['findings'][number]>;
  readonly causes: ByTurn<Judgements['causes'][number]>;
  readonly exhibits: ByTurn<Judgements['exhibits'][number]>;
  readonly facts: ByTurn<Judgements['facts'][number]>;
  readonly references: ByTurn<ReferenceInForce & { turn_id: number }>;
  readonly records: ByTurn<RecordRow>;
  readonly conflicts: ByTurn<TurnSources['conflicts'][number]>;
  readonly placeOf: (record: number) => Place;
}

async function turnsOf(
  connection: DuckDBConnection,
  order: TurnOrder,
  offset: number,
  end: number,
): Promise<ReplayTurn[]> {
  const ids = order.turns.slice(offset, end).map(({ turn_id }) => turn_id);
  const { turns, ...material } = await materialOf(connection, ids);
  const before = order.turns.slice(0, offset).findLast(({ kind }) => kind === 'model');
  let previous: readonly StoredMessage[] = [];
  if (before !== undefined)
    previous = (await messagesHeld(connection, [before.turn_id])).get(before.turn_id) ?? [];
  const replayed: ReplayTurn[] = [];
  for (const turn of turns) {
    replayed.push(told(turn, previous, material));
    if (turn.kind === 'model') previous = material.messages.get(turn.turn_id) ?? [];
  }
  return replayed;
}

async function materialOf(connection: DuckDBConnection, ids: readonly number[]): Promise<Material> {
  const turns = await turnRows(connection, ids);
  const messages = await messagesOf(connection, ids);
  const documents = await documentsOf(connection, ids);
  const judgements = await judgementsOf(connection, ids);
  const references = await referencesInForce(connection, ids);
  const sources = await sourcesOf(connection, ids);
  const placeOf = await placesOf(connection, [
    ...sources.records.map(({ record_id }) => record_id),
    ...[...messages.values()].flat().map(({ first }) => first.record_id),
    ...documents.map(({ record_id }) => record_id),
    ...judgements.facts.map(({ record_id }) => record_id),
  ]);
  return {
    turns,
    messages,
    documents: byTurn(documents),
    findings: byTurn(judgements.findings),
    causes: byTurn(judgements.causes),
    exhibits: byTurn(judgements.exhibits),
    facts: byTurn(judgements.facts),
    references: byTurn(references),
    records: byTurn(sources.records),
    conflicts: byTurn(sources.conflicts),
    placeOf,
  };
}

function told(
  turn: TurnRow,
  previous: readonly StoredMessage[],
  material: Omit<Material, 'turns'>,
): ReplayTurn {
  const { placeOf } = material;
  const { record_id, temperature, top_p, max_tokens, seed, params, ...fields } = turn;
  const { prompt_tokens, completion_tokens, ...rest } = fields;
  const held = material.messages.get(turn.turn_id) ?? [];
  const input = held.filter(({ first }) => first.side === 'input');
  const fresh = newMessages(input, previous);
  const own = <Row>(rows: ReadonlyMap<number, readonly Row[]>): Row[] => [
    ...(rows.get(turn.turn_id) ?? []),
  ];
  const elsewhere = (record: number): { place?: Place } =>
    record === record_id ? {} : { place: placeOf(record) };
  const facts = (table: 'feedback' | 'verdict' | 'label'): ReplayFact[] =>
    own(material.facts)
      .filter((fact) => fact.table === table)
      .map(({ what, value, at, raw_time, who, comment, matched_by, record_id: record }) => ({
        what,
        value,
        at,
        raw_time,
        who,
        comment,
        matched_by,
        place: placeOf(record),
      }));
  return {
    ...rest,
    handle: `T-${turn.turn_id}`,
    params: { temperature, top_p, max_tokens, seed, ...params },
    usage: { prompt_tokens, completion_tokens },
    input: input.map((message) => ({
      ...shown(message, fresh.has(message)),
      ...elsewhere(message.first.record_id),
    })),
    instructions: input
      .filter(({ first }) => first.role === 'system' || first.role === 'developer')
      .map(({ first }) => first.seq),
    context: own(material.documents).map(({ record_id: record, ...document }) => ({
      ...document,
      ...elsewhere(record),
    })),
    tools: held
      .filter(({ first }) => first.side === 'tools')
      .flatMap(({ parts }) => parts)
      .map(({ seq, name, text, record_id: record }) => ({ seq, name, text, ...elsewhere(record) })),
    output: held
      .filter(({ first }) => first.side === 'output')
      .map((message) => ({ ...shown(message, true), ...elsewhere(message.first.record_id) })),
    findings: own(material.findings),
    causes: own(material.causes),
    exhibits: own(material.exhibits),
    feedback: facts('feedback'),
    verdicts: facts('verdict'),
    labels: facts('label'),
    references: own(material.references),
    records: own(material.records).map((record) => placedRecord(record, placeOf)),
    conflicts: own(material.conflicts),
    place: placeOf(record_id),
  };
}

function byTurn<Row extends { readonly turn_id: number }>(rows: readonly Row[]): ByTurn<Row> {
  const turns = new Map<number, Omit<Row, 'turn_id'>[]>();
  for (const { turn_id, ...row } of rows) {
    const own = turns.get(turn_id);
    if (own === undefined) turns.set(turn_id, [row]);
    else own.push(row);
  }
  return turns;
}

function shown({ first, parts }: StoredMessage, isNew: boolean): ReplayMessage {
  return {
    seq: first.seq,
    role: first.role,
    name: first.name,
    choice: first.choice,
    parts: parts.map(({ part, type, text, name, tool_call_id }) => ({
      part,
      type,
      text,
      name,
      tool_call_id,
    })),
    new_since_previous: isNew,
  };
}
