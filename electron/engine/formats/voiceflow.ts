import { contentPart } from './chat-parts.ts';
import { type Emit, type Format, type JsonObject, type PartFields, Unmapped } from './format.ts';
import { isList, isObject, listOf, nameOf, objectOf, objectsOf, restOf } from './json-values.ts';
import { filledText, heldObject } from './run-fields.ts';

const TRANSCRIPT_TAKEN: ReadonlySet<string> = new Set(['id', 'logs', 'evaluations']);
/** What is shown or said to the user, beside texts; the rest is what the program noted of its steps. */
const SHOWN: ReadonlySet<string> = new Set([
  ...['choice', 'visual', 'cardV2', 'carousel', 'audio', 'channel-action'],
]);

/** What the user did, or one step of the answer, whichever version of the API tells it. */
interface Step {
  readonly isRequest: boolean;
  readonly kind: string;
  readonly payload: unknown;
  readonly at: unknown;
  readonly turn: unknown;
  readonly item: JsonObject;
}

/**
 * Transcripts of Voiceflow (docs.voiceflow.com): the dialog of the older API, a request or a trace a record, and the
 * transcript of the newer one with its logs. What the user did and all traces that answer it are a turn; a launch, with which
 * nobody says anything, is a step with its greeting.
 */
export const voiceflow: Format = {
  id: 'voiceflow',
  title: 'Voiceflow transcripts',
  recognise(record) {
    if (isItem(record)) return 1;
    return isTranscript(record) || isTranscript(objectOf(record.transcript)) ? 1 : 0;
  },
  map(record, emit) {
    const transcript = isObject(record.transcript) ? record.transcript : record;
    if (isTranscript(transcript)) mapTranscript(transcript, emit);
    else if (isItem(record)) mapItems([record], emit);
    else if (isList(record[ITEMS])) mapItems(objectsOf(record[ITEMS]), emit);
    else throw new Unmapped('neither a step of a dialog nor a transcript');
  },
  streams: {
    pieceOf(record) {
      const turn = nameOf(record.turnID);
      if (!isItem(record) || turn === undefined) return undefined;
      return { of: turn, begins: record.format === 'request', ends: false };
    },
    whole: (pieces) => ({ [ITEMS]: pieces }),
  },
};

/** Under this the items of one turn are put together. */
const ITEMS = 'voiceflow items of a turn';

const isItem = (record: JsonObject): boolean =>
  'turnID' in record &&
  'startTime' in record &&
  (record.format === 'request' || record.format === 'trace');

const isTranscript = (record: JsonObject): boolean =>
  'sessionID' in record && isList(record.logs) && record.logs.some(isLog);

const isLog = (log: unknown): boolean =>
  isObject(log) && (log.type === 'trace' || log.type === 'action') && 'data' in log;

/** The older API puts the whole trace, with its own type and payload, into the payload. */
function stepOfItem(item: JsonObject): Step {
  const { type, payload } = item;
  const inner = isObject(payload) && 'type' in payload ? payload : undefined;
  const isRequest = item.format === 'request';
  return {
    isRequest,
    kind: nameOf(inner?.type) ?? nameOf(type) ?? '',
    payload: inner === undefined ? payload : inner.payload,
    at: (isRequest ? undefined : inner?.time) ?? item.startTime,
    turn: item.turnID,
    item,
  };
}

function stepOfLog(log: JsonObject, decoded: boolean): Step {
  const data = heldObject(log.data, decoded) ?? {};
  return {
    isRequest: log.type === 'action',
    kind: nameOf(data.type) ?? '',
    payload: data.payload,
    at: log.createdAt,
    turn: undefined,
    item: log,
  };
}

function mapItems(items: readonly JsonObject[], emit: Emit): void {
  const steps = items.map(stepOfItem);
  // The older API gives one transcript at a time and does not name it.
  mapTurn(steps, { conversation: 'transcript', conversation_scope: 'file' }, emit);
}

function mapTranscript(transcript: JsonObject, emit: Emit): void {
  const turns: Step[][] = [];
  const logs = listOf(transcript.logs);
  if (!logs.every(isObject)) throw new Unmapped('an entry of the transcript is not an object');
  for (const step of objectsOf(logs).map((log) => stepOfLog(log, emit.decoded))) {
    const current = turns.at(-1);
    if (current === undefined || step.isRequest) turns.push([step]);
    else current.push(step);
  }
  let metadata = restOf(transcript, TRANSCRIPT_TAKEN);
  for (const steps of turns) {
    const { id: conversation, sessionID: session_id } = transcript;
    mapTurn(steps, { conversation: conversation ?? session_id, session_id, metadata }, emit);
    metadata = undefined;
  }
  for (const { name, value, reason } of objectsOf(transcript.evaluations)) {
    if ((value ?? undefined) === undefined) continue;
    emit.verdict({ what: nameOf(name) ?? 'evaluation', value, comment: reason });
  }
}

interface Placed {
  readonly conversation: unknown;
  readonly conversation_scope?: 'file';
  readonly session_id?: unknown;
  readonly metadata?: JsonObject | undefined;
}

function mapTurn(steps: readonly Step[], placed: Placed, emit: Emit): void {
  const requests = steps.filter(({ isRequest }) => isRequest);
  const asked = requests.flatMap(askedParts);
  const answers = steps.filter((step) => !step.isRequest && answerParts(step).length > 0);
  const isLaunch = asked.length === 0 && requests.length > 0;
  const events = steps.filter((step) => !step.isRequest && answerParts(step).length === 0);
  const first = requests[0] ?? steps[0];
  emit.turn({
    kind: isLaunch ? 'chain' : answers.length > 0 ? 'model' : 'request',
    capture: 'application',
    ...placed,
    external_id: first?.turn,
    started_at: first?.at,
    ended_at: answers.at(-1)?.at,
    metadata: {
      ...placed.metadata,
      ...(requests.length > 0 && { requests: requests.map(({ item }) => item) }),
      ...(events.length > 0 && { events: events.map(({ item }) => item) }),
    },
  });
  if (asked.length > 0) emit.message('input', 'user', asked);
  for (const answer of answers) emit.message('output', 'assistant', answerParts(answer));
  for (const { kind, payload } of steps) if (kind === 'knowledgeBase') emitFound(payload, emit);
}

/** What the user wrote, or the button that was chosen; a launch says nothing. */
function askedParts({ kind, payload }: Step): PartFields[] {
  if (kind === 'launch') return [];
  const { query, label, text } = objectOf(payload);
  const said = typeof payload === 'string' ? payload : (query ?? label ?? text);
  const filled = filledText(said ?? undefined);
  if (filled !== undefined) return [contentPart(filled)];
  return isObject(payload) ? [{ type: 'json', content: payload, name: kind }] : [];
}

function answerParts({ kind, payload }: Step): PartFields[] {
  if (kind === 'text' || kind === 'speak') {
    const said = filledText(objectOf(payload).message ?? undefined);
    return said === undefined ? [] : [contentPart(said)];
  }
  if (!SHOWN.has(kind)) return [];
  return [{ type: 'json', content: payload ?? null, name: kind }];
}

/** The chunks that a search of the knowledge base gave. */
function emitFound(payload: unknown, emit: Emit): void {
  const { chunks } = objectOf(payload);
  for (const chunk of objectsOf(chunks)) {
    const about = objectOf(chunk.documentData ?? chunk.source);
    emit.context({
      content: chunk.content ?? chunk,
      document_id: chunk.documentID ?? chunk.chunkID,
      source: about.name ?? about.url,
      score: chunk.score,
    });
  }
}
