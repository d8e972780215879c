import { azureRow, inTable, propertyOf } from './azure-row.ts';
import { type Format, type JsonObject, Unmapped } from './format.ts';
import { isList, isObject, nameOf, numberOf, objectsOf, restOf } from './json-values.ts';
import { openBody, openNested } from './nested-json.ts';
import { emitMessage } from './openai-chat-body.ts';

const CATEGORY = 'ApiManagementGatewayLlmLog';
const COLUMNS: ReadonlySet<string> = new Set([
  ...['properties', 'correlationId', 'time', 'category', 'type', 'pieces'],
]);
const TAKEN: ReadonlySet<string> = new Set(
  [
    ...['requestMessages', 'responseMessages', 'modelName', 'deploymentName', 'promptTokens'],
    ...['completionTokens', 'sequenceNumber'],
  ].flatMap((name) => [name, inTable(name)]),
);
const SIDES = [
  ['requestMessages', 'input'],
  ['responseMessages', 'output'],
] as const;

/**
 * Messages that API Management logs of calls of language models (Azure Monitor, table ApiManagementGatewayLlmLog): long
 * ones over several records of one correlation id, in the order of their sequence numbers.
 */
export const azureLlmLog: Format = {
  id: 'azure-llm-log',
  title: 'Azure API Management, log of language models',
  recognise: (record) => (azureRow(record).category === CATEGORY ? 1 : 0),
  map(given, emit) {
    const record = azureRow(given);
    if (record.category !== CATEGORY) throw new Unmapped('another category of log');
    const pieces = isList(given.pieces) ? objectsOf(given.pieces).map(azureRow) : [record];
    const properties = pieces.map((piece) => openBody(piece.properties, emit.decoded));
    const sides = SIDES.map(([name, side]) => ({
      name,
      side,
      ...messagesIn(
        properties.map((one) => propertyOf(one, name)),
        emit.decoded,
      ),
    }));
    const answers = sides.some(({ side, messages }) => side === 'output' && messages.length > 0);
    const first = (name: string): unknown =>
      properties.map((one) => propertyOf(one, name)).find((value) => value != null);
    const tokens = (name: string): unknown =>
      mostOf(properties.map((one) => propertyOf(one, name)));
    emit.turn({
      kind: answers ? 'model' : 'request',
      capture: 'wire',
      conversation: record.correlationId,
      external_id: record.correlationId,
      call_id: record.correlationId,
      started_at: record.time,
      provider: 'azure',
      model: answers ? first('modelName') : undefined,
      requested_model: first('deploymentName') ?? first('modelName'),
      prompt_tokens: tokens('promptTokens'),
      completion_tokens: tokens('completionTokens'),
      metadata: {
        ...restOf(record, COLUMNS),
        ...(isObject(properties[0]) && { properties: restOf(properties[0], TAKEN) }),
        ...Object.fromEntries(
          sides.flatMap(({ name, unread }) => (unread === '' ? [] : [[name, unread]])),
        ),
      },
    });
    for (const { side, messages } of sides) {
      for (const message of messages) emitMessage(side, message, emit);
    }
  },
  streams: {
    pieceOf(record) {
      const { category, correlationId } = azureRow(record);
      const of = category === CATEGORY ? nameOf(correlationId) : undefined;
      return of === undefined ? undefined : { of, begins: false, ends: false };
    },
    whole: (pieces) => ({ ...pieces[0], pieces: inOrder(pieces) }),
  },
};

/** By their sequence numbers; one that the log tells twice counts once. */
function inOrder(pieces: readonly JsonObject[]): JsonObject[] {
  const bySequence = new Map<number, JsonObject>();
  for (const [at, piece] of pieces.entries()) {
    const said = propertyOf(openBody(azureRow(piece).properties, true), 'sequenceNumber');
    const number = counted(said);
    const place = Number.isNaN(number) ? at : number;
    if (!bySequence.has(place)) bySequence.set(place, piece);
  }
  return [...bySequence].sort(([a], [b]) => a - b).map(([, piece]) => piece);
}

/** The messages of all pieces: each a list, or the texts of the pieces one list together; else the text that is left. */
function messagesIn(pieces: readonly unknown[], decoded: boolean) {
  const given = pieces.filter((piece) => piece != null && piece !== '');
  const lists = given.map((piece) => openNested(piece, decoded));
  if (lists.every(isList)) return { messages: lists.flat(), unread: '' };
  const text = given.map((piece) => (typeof piece === 'string' ? piece : '')).join('');
  const whole = openNested(text, decoded);
  return isList(whole) ? { messages: whole, unread: '' } : { messages: [], unread: text };
}

/** Every piece may repeat the counts of the call, or only one has them. */
function mostOf(values: readonly unknown[]): unknown {
  const known = values.map(counted).filter((number) => !Number.isNaN(number));
  return known.length > 0 ? Math.max(...known) : undefined;
}

/** A number, or the text of one where a table has it. */
const counted = (value: unknown): number =>
  numberOf(value) ?? (typeof value === 'string' ? Number(value) : Number.NaN);
