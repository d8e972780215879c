import { aroundFirst } from './around-first.ts';
import {
  type Emit,
  type Format,
  type JsonObject,
  type PartFields,
  Unmapped,
  type Within,
} from './format.ts';
import { isList, isObject, objectOf, objectsOf, restOf } from './json-values.ts';
import { openNested } from './nested-json.ts';
import { filledText } from './run-fields.ts';

const RECORD_TAKEN: ReadonlySet<string> = new Set([
  ...['id', 'source', 'conversation_message', 'conversation_parts'],
]);
const PART_TAKEN: ReadonlySet<string> = new Set(['body', 'attachments']);
const LISTED: ReadonlySet<string> = new Set(['conversations']);
const CUSTOMERS: ReadonlySet<unknown> = new Set(['user', 'lead', 'contact']);
const PEOPLE: ReadonlySet<unknown> = new Set(['admin', 'team']);

/** What was said since the answer before, and the answer: one turn. */
interface Exchange {
  readonly asked: JsonObject[];
  readonly answered: JsonObject[];
  /** Assignments, notes among teammates, closing and the like. */
  readonly events: JsonObject[];
}

/**
 * Conversations of Intercom (developers.intercom.com, API 2.x; a conversation each, or a list of them), in which Fin or
 * another bot answers. Each of its answers is a turn; what teammates and customers say to each other afterwards is a step.
 * Texts are HTML as Intercom gives them. The sources that Fin used and how it was rated are told of the whole
 * conversation, and stand with the last answer.
 */
export const intercom: Format = {
  id: 'intercom',
  title: 'Intercom conversations',
  recognise(record) {
    if (isConversation(record)) return 1;
    return objectsOf(record.conversations).some(isConversation) ? 1 : 0;
  },
  records: ['conversations[*]'],
  map(record, emit, within) {
    if (!isConversation(record)) throw new Unmapped('no conversation');
    const parts = partsOf(record.conversation_parts, emit.decoded);
    if (!parts.every(isObject)) throw new Unmapped('a part of the conversation is not an object');
    const exchanges = exchangesOf(openingOf(record), objectsOf(parts));
    if (exchanges.every(({ asked, answered }) => asked.length + answered.length === 0)) {
      throw new Unmapped('a conversation in which nobody says anything');
    }
    mapExchanges(record, exchanges, within, emit);
  },
};

const isConversation = (record: JsonObject): boolean =>
  record.type === 'conversation' &&
  'id' in record &&
  (isObject(record.conversation_parts) ||
    isList(record.conversation_parts) ||
    'delivered_as' in objectOf(record.source)) &&
  (isObject(record.source) || isObject(record.conversation_message));

/** The first message stands apart and has its time beside it. */
function openingOf(record: JsonObject): JsonObject {
  const source = isObject(record.source) ? record.source : objectOf(record.conversation_message);
  const { created_at } = record;
  return { created_at, ...source, ...(source.created_at === null && { created_at }) };
}

/** The later messages: a list within an object as the API gives it, or, as tables keep it, the list or its JSON. */
function partsOf(value: unknown, decoded: boolean): readonly unknown[] {
  const opened = openNested(filledText(value), decoded);
  const held = isObject(opened) ? openNested(opened.conversation_parts, decoded) : opened;
  if ((held ?? undefined) === undefined) return [];
  if (!isList(held)) throw new Unmapped('conversation_parts holds no list of messages');
  return held;
}

function exchangesOf(opening: JsonObject, parts: readonly JsonObject[]): Exchange[] {
  const all = [opening, ...parts];
  // Older versions of the API do not say which bot answers by itself.
  const isTold = all.some(({ author }) => 'from_ai_agent' in objectOf(author));
  const isAnswer = ({ author }: JsonObject): boolean => {
    const { type, from_ai_agent: ai } = objectOf(author);
    return type === 'bot' && (ai === true || !isTold);
  };
  let current: Exchange = { asked: [], answered: [], events: [] };
  const exchanges = [current];
  for (const part of all) {
    if (!isSaid(part)) current.events.push(part);
    else if (isAnswer(part)) current.answered.push(part);
    else {
      if (current.answered.length > 0) {
        current = { asked: [], answered: [], events: [] };
        exchanges.push(current);
      }
      current.asked.push(part);
    }
  }
  return exchanges;
}

/** What teammates note among themselves is not said to the customer. */
const isSaid = ({ body, attachments, part_type: type }: JsonObject): boolean =>
  (filledText(body ?? undefined) !== undefined || objectsOf(attachments).length > 0) &&
  !(typeof type === 'string' && type.includes('note'));

const typeOf = ({ author }: JsonObject): unknown => objectOf(author).type;
const isCustomer = (part: JsonObject): boolean => CUSTOMERS.has(typeOf(part));

function mapExchanges(
  record: JsonObject,
  exchanges: readonly Exchange[],
  within: Within | undefined,
  emit: Emit,
): void {
  const list = restOf(aroundFirst(within)[0] ?? {}, LISTED);
  let beside: JsonObject | undefined = {
    ...(list && { list }),
    ...restOf(record, RECORD_TAKEN),
  };
  const [contact] = objectsOf(objectOf(record.contacts).contacts);
  const last = exchanges.findLastIndex(({ answered }) => answered.length > 0);
  for (const [at, { asked, answered, events }] of exchanges.entries()) {
    const question = asked.findLast(isCustomer);
    const named = answered[0] ?? question ?? asked.at(-1) ?? {};
    emit.turn({
      kind: kindOf(asked, answered),
      capture: 'application',
      conversation: record.id,
      external_id: named.id,
      started_at: question?.created_at ?? asked.at(-1)?.created_at ?? named.created_at,
      ended_at: answered.at(-1)?.created_at,
      user_id: objectOf(question?.author).id ?? objectOf(contact).id,
      metadata: {
        ...beside,
        messages: [...asked, ...answered].map((part) => restOf(part, PART_TAKEN) ?? {}),
        ...(events.length > 0 && { events }),
      },
    });
    beside = undefined;
    for (const part of asked) say('input', part, emit);
    for (const part of answered) say('output', part, emit);
    if (at === last) emitFound(objectOf(record.ai_agent), emit);
    if (at === exchanges.length - 1) emitRating(record.conversation_rating, emit);
  }
}

/** Once a teammate has taken over, what nobody's bot answers is said among people. */
function kindOf(asked: readonly JsonObject[], answered: readonly JsonObject[]) {
  if (answered.length > 0) return 'model';
  const isAmongPeople = asked.some((part) => PEOPLE.has(typeOf(part)));
  return asked.some(isCustomer) && !isAmongPeople ? 'request' : 'chain';
}

function say(side: 'input' | 'output', part: JsonObject, emit: Emit): void {
  const { name } = objectOf(part.author);
  const role = side === 'output' ? 'assistant' : isCustomer(part) ? 'user' : typeOf(part);
  const files = objectsOf(part.attachments).map((file): PartFields => {
    const isImage = typeof file.content_type === 'string' && file.content_type.startsWith('image/');
    return { type: isImage ? 'image' : 'file', content: file.url ?? file, name: file.name };
  });
  const text = filledText(part.body ?? undefined);
  emit.message(side, role, [...(text === undefined ? [] : [textPart(text)]), ...files], { name });
}

const textPart = (content: unknown): PartFields => ({
  type: typeof content === 'string' ? 'text' : 'json',
  content,
});

/** What Fin answered from, by title and address alone, and what the customer thought of it. */
function emitFound(
  { content_sources: found, rating, rating_remark: comment }: JsonObject,
  emit: Emit,
) {
  for (const source of objectsOf(objectOf(found).content_sources)) {
    emit.context({ content: source.title ?? source, source: source.url });
  }
  if ((rating ?? undefined) !== undefined)
    emit.feedback({ what: 'rating', value: rating, comment });
}

function emitRating(said: unknown, emit: Emit): void {
  const { rating, remark, created_at, contact } = objectOf(said);
  if ((rating ?? undefined) === undefined) return;
  emit.feedback({
    what: 'conversation rating',
    value: rating,
    comment: remark,
    at: created_at,
    who: objectOf(contact).id,
  });
}
