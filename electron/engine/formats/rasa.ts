import { type Emit, type Format, type JsonObject, type PartFields, Unmapped } from './format.ts';
import { isList, isObject, nameOf, objectOf, objectsOf, restOf } from './json-values.ts';
import { withoutWrappers } from './mapping/wrapped-value.ts';
import { filledText, heldObject } from './run-fields.ts';

const TRACKER_TAKEN: ReadonlySet<string> = new Set(['sender_id', 'events']);
const SAID_TAKEN: ReadonlySet<string> = new Set(['text', 'data', 'timestamp', 'event']);
/** What begins anew, so that what the bot says next answers nobody. */
const BEGINNINGS: ReadonlySet<unknown> = new Set(['session_started', 'restart', 'session_ended']);
/** Kinds of events in a tracker (rasa.com/docs, "Events"). */
const KINDS: ReadonlySet<unknown> = new Set([
  ...['user', 'bot', 'action', 'slot', 'session_started', 'session_ended', 'restart', 'rewind'],
  ...['undo', 'reminder', 'cancel_reminder', 'pause', 'resume', 'followup'],
  ...['export', 'agent', 'form', 'active_loop', 'loop_interrupted', 'form_validation'],
  ...['action_execution_rejected', 'user_featurization', 'entities', 'reset_slots', 'stack'],
  ...['flow_started', 'flow_completed', 'flow_cancelled', 'flow_interrupted', 'flow_resumed'],
  ...['routing_session_ended'],
]);

/** What was said since the answer before, what was answered, and what happened meanwhile. */
interface Exchange {
  readonly asked: JsonObject[];
  readonly answered: JsonObject[];
  readonly events: JsonObject[];
}

/**
 * Conversations of Rasa as its tracker stores and its API give them (rasa.com/docs; `sender_id` with `events`), or the
 * events of one by themselves, as event brokers and the SQL tracker store write them. Each message of a user with all that
 * the bot says to it is a turn; what the bot says before anybody asks is given with the first. Other events are in the metadata.
 */
export const rasa: Format = {
  id: 'rasa',
  title: 'Rasa trackers and events',
  recognise(record) {
    if (isTracker(record)) return isTrackerOfRasa(record) ? 1 : 0;
    return isEvent(record) && (isOfRasa(record) || isRowOfRasa(record)) ? 0.9 : 0;
  },
  map(record, emit) {
    if (isTracker(record)) mapTracker(withoutWrappers(record, 'mongodb'), emit);
    else if (isEvent(record)) mapEvent(record, emit);
    else throw new Unmapped('neither a tracker nor an event of one');
  },
};

const isTracker = (record: JsonObject): boolean =>
  'sender_id' in record &&
  isList(record.events) &&
  record.events.every((event) => isObject(event) && 'event' in event);

/** A broker writes the event itself, the SQL store a row with the event in a text. */
const isEvent = (record: JsonObject): boolean =>
  'sender_id' in record &&
  'timestamp' in record &&
  (KINDS.has(record.event) || (KINDS.has(record.type_name) && 'data' in record));

/** What Rasa alone writes into an event: that users and bots speak and that something was done, many logs say. */
const MARKS: ReadonlyMap<unknown, (event: JsonObject) => boolean> = new Map([
  ['user', (event: JsonObject) => 'parse_data' in event || 'input_channel' in event],
  ['bot', ({ data }: JsonObject) => isObject(data) && Object.keys(data).every(isShown)],
  [
    'action',
    (event: JsonObject) => 'name' in event && ('policy' in event || 'hide_rule_turn' in event),
  ],
  ['slot', (event: JsonObject) => 'name' in event && 'value' in event],
]);
/** What a bot may show beside its text. */
const SHOWN: ReadonlySet<string> = new Set([
  ...['elements', 'quick_replies', 'buttons', 'attachment', 'image', 'custom'],
]);
const isShown = (name: string): boolean => SHOWN.has(name);
/** Kinds that no other log has. */
const OWN_KINDS: ReadonlySet<unknown> = new Set([
  ...['user_featurization', 'active_loop', 'loop_interrupted', 'action_execution_rejected'],
  ...['cancel_reminder', 'reset_slots', 'flow_started', 'flow_completed', 'flow_cancelled'],
  ...['flow_interrupted', 'flow_resumed', 'routing_session_ended'],
]);

function isOfRasa(event: JsonObject): boolean {
  if (!('timestamp' in event)) return false;
  const isMarked = MARKS.get(event.event);
  return isMarked === undefined ? OWN_KINDS.has(event.event) : isMarked(event);
}

/** A tracker in which nobody has spoken yet has its slots, or a session began and the bot greeted. */
function isTrackerOfRasa(record: JsonObject): boolean {
  const events = objectsOf(record.events).filter((event) => 'timestamp' in event);
  const isBegun = events.some(({ event }) => event === 'session_started');
  return events.some(
    (event) =>
      isOfRasa(event) ||
      (isObject(record.slots) && KINDS.has(event.event)) ||
      (isBegun && event.event === 'bot' && typeof event.text === 'string'),
  );
}

/** A row of the SQL store says twice what kind of event it holds. */
function isRowOfRasa({ type_name: kind, data }: JsonObject): boolean {
  const { event, timestamp } = heldObject(data, true) ?? {};
  return event === kind && kind !== 'agent' && timestamp !== undefined;
}

function mapTracker(record: JsonObject, emit: Emit): void {
  const exchanges = exchangesOf(objectsOf(record.events));
  if (exchanges.every(({ asked, answered }) => asked.length + answered.length === 0)) {
    throw new Unmapped('a conversation in which nobody says anything');
  }
  let beside = restOf(record, TRACKER_TAKEN);
  for (const { asked, answered, events } of exchanges) {
    const question = asked.findLast(isOfUser);
    const named = question ?? answered[0] ?? asked[0] ?? events[0];
    const isAsked = question !== undefined;
    emit.turn({
      kind: answered.length > 0 ? 'model' : isAsked ? 'request' : 'chain',
      capture: 'application',
      conversation: record.sender_id,
      external_id: idOf(named),
      started_at: named?.timestamp,
      ended_at: answered.at(-1)?.timestamp,
      model: modelOf(answered),
      user_id: record.sender_id,
      metadata: {
        ...beside,
        messages: [...asked, ...answered].map((event) => restOf(event, SAID_TAKEN) ?? {}),
        ...(events.length > 0 && { events }),
      },
    });
    beside = undefined;
    for (const event of asked) say('input', event, emit);
    for (const event of answered) say('output', event, emit);
  }
}

const isOfUser = ({ event }: JsonObject): boolean => event === 'user';

function exchangesOf(events: readonly JsonObject[]): Exchange[] {
  let current: Exchange = { asked: [], answered: [], events: [] };
  const exchanges = [current];
  const next = (): void => {
    current = { asked: [], answered: [], events: [] };
    exchanges.push(current);
  };
  let begun = false;
  for (const event of events) {
    if (event.event === 'user') {
      if (current.answered.length > 0 || current.asked.some(isOfUser)) next();
      current.asked.push(event);
      begun = true;
    } else if (event.event === 'bot') {
      if (begun) current.answered.push(event);
      else current.asked.push(event);
    } else {
      if (BEGINNINGS.has(event.event) && begun) {
        next();
        begun = false;
      }
      current.events.push(event);
    }
  }
  return exchanges.filter(
    ({ asked, answered, events: others }) => asked.length + answered.length + others.length > 0,
  );
}

const idOf = (event: JsonObject | undefined): string | undefined =>
  nameOf(event?.message_id) ?? nameOf(objectOf(event?.parse_data).message_id);

/** Where a model words the answer, it may be named beside it. */
const modelOf = (answered: readonly JsonObject[]): unknown =>
  filledText(objectOf(answered.at(-1)?.metadata).model ?? undefined);

function say(side: 'input' | 'output', event: JsonObject, emit: Emit): void {
  emit.message(side, isOfUser(event) ? 'user' : 'assistant', partsOf(event));
}

/** A text, and what the channel shows beside it: buttons, images, anything that the bot's author chose. */
function partsOf(event: JsonObject): PartFields[] {
  const text = filledText(event.text ?? undefined);
  const shown = isObject(event.data) ? restOf(event.data, new Set()) : undefined;
  const parts: PartFields[] =
    text === undefined ? [] : [{ type: typeof text === 'string' ? 'text' : 'json', content: text }];
  if (event.event === 'bot' && shown !== undefined) {
    parts.push({ type: 'json', content: shown, name: 'data' });
  }
  return parts.length > 0 ? parts : [{ type: 'text', content: null }];
}

const ROW_TAKEN: ReadonlySet<string> = new Set(['sender_id', 'data', 'timestamp']);
const EVENT_TAKEN: ReadonlySet<string> = new Set([...SAID_TAKEN, 'sender_id']);

function mapEvent(record: JsonObject, emit: Emit): void {
  const isRow = !KINDS.has(record.event);
  const held = isRow ? heldObject(record.data, emit.decoded) : record;
  if (held === undefined) throw new Unmapped('the event in the row is no object');
  const kind = record.event ?? record.type_name;
  if (kind !== 'user' && kind !== 'bot') {
    throw new Unmapped(`an event in which nobody says anything: ${nameOf(kind) ?? 'unknown'}`);
  }
  const event = { ...held, event: kind };
  const row = isRow ? restOf(record, ROW_TAKEN) : undefined;
  emit.turn({
    kind: kind === 'bot' ? 'model' : 'request',
    capture: 'application',
    half: 'message',
    conversation: record.sender_id,
    external_id: idOf(event),
    started_at: record.timestamp,
    model: kind === 'bot' ? modelOf([event]) : undefined,
    user_id: kind === 'user' ? record.sender_id : undefined,
    metadata: { ...(row && { row }), ...restOf(event, EVENT_TAKEN) },
  });
  say(kind === 'bot' ? 'output' : 'input', event, emit);
}
