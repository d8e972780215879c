import type {
  MappedFact,
  MappedMessage,
  MappedMessages,
  MappedPassages,
  MappedTranscript,
  Mapping,
  ValueSource,
} from '../../../../shared/domain/mapping.ts';
import { chatParts, toolParts } from '../chat-parts.ts';
import { listedMessage, type ListedMessage, mapConversation } from '../conversation-list.ts';
import {
  type ContextFields,
  type Emit,
  type Format,
  type JsonObject,
  type SideFact,
  type TurnFields,
  type TurnKind,
  Unmapped,
} from '../format.ts';
import { isList, isObject, nameOf, restOf } from '../json-values.ts';
import { NEEDS_DECODED_TEXT } from '../nested-json.ts';
import { divider } from './divided-text.ts';
import { type FieldPath, opened, parsePath, valueAt, valuesAt, within } from './field-path.ts';
import { rowMapper } from './mapped-row.ts';
import { holding, sayingAt } from './mapped-where.ts';
import { isNoError } from './no-error.ts';
import { type Place, type Read, reader } from './mapped-value.ts';
import { spokenTimes } from './spoken-times.ts';
import { withoutWords } from './words-for-nothing.ts';
import { withoutWrappers } from './wrapped-value.ts';

/** The format that a mapping describes. Its paths were checked: `readMapping` does that. */
export function mappedFormat(mapping: Mapping, id: string): Format {
  // Paths and constants are UTF-16 here, while texts of a record may be bytes: only ASCII is the same in both.
  const plain = /^[\x20-\x7e\s]*$/.test(JSON.stringify({ ...mapping, title: '' }));
  const each = mapping.each === undefined ? null : parsePath(mapping.each);
  const leftOut = leavingOut(mapping.where);
  const { table, row, values } = mapping;
  const saying = withoutWords(mapping);
  const mapOne =
    table === undefined || row === undefined ? turnMapper(mapping) : rowMapper(table, row);
  return {
    id,
    title: mapping.title,
    recognise: () => 1,
    map(written, emit) {
      if (!plain && !emit.decoded) throw NEEDS_DECODED_TEXT;
      const record = saying(values === undefined ? written : withoutWrappers(written, values));
      const places =
        each === null
          ? [{ record, holder: record, around: record, element: record, of: null }]
          : elementsOf(each, record, emit.decoded);
      if (places.length === 0) throw new Unmapped(`nothing stands at ${mapping.each}`);
      let silent = 0;
      for (const given of places) {
        const place = { ...given, emit };
        const why = leftOut(place);
        if (why !== null) emit.note(why);
        else if (!saysSomething(() => mapOne(place))) silent += 1;
      }
      if (silent === places.length) throw new Unmapped(NOTHING_SAID);
      if (silent > 0)
        emit.note(`in ${silent} of ${places.length} elements at ${mapping.each} ${NOTHING_SAID}`);
    },
  };
}

/** Whether a message stands in an element: those of a list that say nothing do not take the others with them. */
function saysSomething(map: () => void): boolean {
  try {
    map();
    return true;
  } catch (error) {
    if (error instanceof Unmapped && error.message === NOTHING_SAID) return false;
    throw error;
  }
}

/** The elements at the path, each with the object that its list stands in. */
function elementsOf(
  { from, steps }: FieldPath,
  record: JsonObject,
  decoded: boolean,
): Omit<Place, 'emit'>[] {
  const last = Math.max(
    0,
    steps.findLastIndex((step) => 'name' in step),
  );
  let number = 0;
  const ending = steps.at(-1);
  // What `[*]` leads to is the element, be it a list; a path to a list means what is in it.
  const elements = (value: unknown): readonly unknown[] => {
    const one = opened(value, decoded);
    return ending !== undefined && 'each' in ending ? [one] : listed(one);
  };
  const outer = steps.slice(0, last).findLastIndex((step) => !('name' in step)) + 1;
  const at = (start: number, end: number, thing: unknown): readonly unknown[] =>
    valuesAt({ from, steps: steps.slice(start, end) }, within(thing), decoded);
  return at(0, outer, record)
    .flatMap((around) => at(outer, last, around).map((holder) => ({ around, holder })))
    .flatMap(({ around, holder }, ofHolder) =>
      at(last, steps.length, holder)
        .flatMap(elements)
        .map((element) => ({
          record,
          around,
          holder,
          element,
          of: { holder: ofHolder, element: number++ },
        })),
    );
}

const listed = (value: unknown): readonly unknown[] => (isList(value) ? value : [value]);

/** Why the mapping reads nothing of what stands at a place; null where it does. */
function leavingOut(where: Mapping['where']): (place: Place) => string | null {
  if (where === undefined) return () => null;
  const [holds, said] = [holding(where), sayingAt(where)];
  return (place) => {
    if (holds(place)) return null;
    const word = said(place);
    const says =
      word === undefined ? 'nothing is there' : `it is ${JSON.stringify(word.slice(0, 60))}`;
    return `${LEFT_OUT}: of ${where.path} ${says}`;
  };
}

function turnMapper(mapping: Mapping): (place: Place) => void {
  const fieldsOf = turnFields(mapping);
  const emitFacts = factsOf(mapping, ['feedback', 'verdict', 'label']);
  const tools = mapping.tools === undefined ? null : reader(mapping.tools);
  const context = mapping.context.map(passagesOf);
  const passages = (place: Place): ContextFields[] => context.flatMap((read) => read(place));
  const begun = (place: Place): void => {
    const { emit } = place;
    const offered = toolParts(tools === null ? undefined : opened(tools(place), emit.decoded));
    if (offered !== undefined) emit.message('tools', 'tool', offered);
    for (const passage of passages(place)) emit.context(passage);
  };
  const whole: Whole = { fieldsOf, passages, begun, emitFacts };
  if (mapping.transcript !== undefined) return transcriptMapper(mapping.transcript, mapping, whole);
  if (mapping.message !== undefined) return messageMapper(mapping.message, mapping, whole);
  return sidesMapper(mapping, whole);
}

/** What every turn of a place has, wherever its messages stand. */
interface Whole {
  readonly fieldsOf: (place: Place) => TurnFields;
  readonly passages: (place: Place) => readonly ContextFields[];
  /** Emits the tools and passages that the model was given. */
  readonly begun: (place: Place) => void;
  /** Emits feedback, verdicts and labels, of the turn or of what is said, and says whether there are any. */
  readonly emitFacts: (place: Place, about?: Partial<SideFact>) => boolean;
}
type Roles = Readonly<Record<string, string>>;

/** How the note of a record begins that a mapping leaves out. */
export const LEFT_OUT = 'left out by the mapping';

const NOTHING_SAID = 'no message stands where the mapping looks';

function sidesMapper(mapping: Mapping, whole: Whole): (place: Place) => void {
  const standsAlone = isOfElement(mapping.turn.conversation);
  const sides = {
    input: mapping.input.map((one) => messagesOf(one, mapping.roles)),
    output: mapping.output.map((one) => messagesOf(one, mapping.roles)),
  };
  const rated = factsOf(mapping, ['feedback']);
  const failed = failing(mapping.failed);
  return (place) => {
    const { emit } = place;
    const input = sides.input.flatMap((read) => read(place));
    const answers = sides.output.flatMap((read) => read(place));
    const why = failed(place, answers[0]?.message.content);
    const output = why === undefined ? answers : [];
    const fields = apart(
      { ...whole.fieldsOf(place), ...why },
      standsAlone ? place.of?.element : place.of?.holder,
    );
    const said = input.length + output.length > 0 || fields.error !== undefined;
    if (!said && mapping.half !== 'retrieval') {
      if (!rated(place, aboutCall(fields))) throw new Unmapped(NOTHING_SAID);
      return;
    }
    const kind = kindOf(mapping.half, output.length > 0);
    emit.turn(kind === undefined ? fields : { ...fields, kind });
    whole.begun(place);
    whole.emitFacts(place);
    for (const one of input) sayOrGive('input', one, emit);
    for (const one of output) sayOrGive('output', one, emit);
  };
}

/** Where the call failed, what stands as its answer is the error, or else the word that says so; undefined where it did not. */
function failing(
  where: Mapping['failed'],
): (place: Place, answer: unknown) => Pick<TurnFields, 'error'> | undefined {
  if (where === undefined) return () => undefined;
  const [holds, said] = [holding(where), sayingAt(where)];
  return (place, answer) =>
    holds(place) ? { error: (answer ?? '') === '' ? said(place) : answer } : undefined;
}

/** Where elements name their conversations, one that names none is of none; else those of a list are of one. */
const isOfElement = (conversation: ValueSource | undefined): boolean =>
  typeof conversation === 'string' && parsePath(conversation).from === 'element';

/** What stands under the role `context` is a passage that retrieval gave. */
const isPassage = ({ role }: { readonly role: unknown }): boolean => role === 'context';

function sayOrGive(side: 'input' | 'output', one: ListedMessage, emit: Emit): void {
  if (isPassage(one)) emit.context(passageOf(one.message));
  else say(side, one, emit);
}

const passageOf = ({ content, name, id }: JsonObject): ContextFields => ({
  content,
  document_id: id,
  source: name,
  score: undefined,
});

/** Undefined for an answered call, as turns are unless they say otherwise. */
function kindOf(half: Mapping['half'], answers: boolean): TurnKind | undefined {
  if (half === 'retrieval') return 'retrieval';
  return answers ? undefined : 'request';
}

function say(side: 'input' | 'output', { role, message }: ListedMessage, emit: Emit): void {
  emit.message(side, role, chatParts(message), { name: message.name });
}

/** Transcripts of one record, and lists in it, are conversations of their own where nothing names theirs. */
const apart = (fields: TurnFields, number: number | undefined): TurnFields =>
  number === undefined || (fields.conversation ?? '') !== ''
    ? fields
    : { ...fields, conversation: String(number), conversation_scope: 'record' };

/**
 * A list of messages of both sides. What is said of the whole conversation is said of its last answer; what the model was
 * given beside its messages is given with each turn, and passages of the whole conversation with the first.
 */
function transcriptMapper(
  mapped: MappedTranscript,
  { input, roles }: Mapping,
  whole: Whole,
): (place: Place) => void {
  const messages = messagesOf(mapped, roles);
  const beside = input.map((one) => messagesOf(one, roles));
  const columns = columnsOf(mapped.turn ?? {});
  const times = spokenTimes(mapped);
  const passages = (mapped.context ?? []).map(passagesOf);
  const facts = factsOf(mapped, ['feedback']);
  const failed = failing(mapped.failed);
  const saidAt = parsePath([mapped.content ?? 'content'].flat()[0] ?? 'content');
  const writerOf = mapped.writer === undefined ? null : reader(mapped.writer);
  // What people say among themselves no model was asked; what nobody answered it was.
  const amongPeople = { model: undefined, provider: undefined };
  return (place) => {
    const { said, isAnswer, answers, given, left } = apartFromPassages(
      messages(place),
      firstAnswered(mapped),
    );
    if (said.length === 0) throw new Unmapped(NOTHING_SAID);
    const fields = whole.fieldsOf(place);
    const rest = said.slice(said.findLastIndex(isAnswer) + 1);
    // Where people went on among themselves, or one of the house answered last, nobody asks the machine.
    const asks = rest.some(({ role }) => role === 'user') && !isOfHouse(rest.at(-1)?.role);
    const without: TurnKind = answers === 0 || asks ? 'request' : 'chain';
    let turns = 0;
    let begun = false;
    let ending: Place = place;
    let why: Pick<TurnFields, 'error'> | undefined;
    let writer: unknown;
    mapConversation(
      said,
      (answer, last, asked) => {
        ending = { ...place, element: last };
        writer =
          asked
            .filter(({ role }) => role === 'user')
            .map(({ message }) => writerOf?.({ ...place, element: message }))
            .findLast((one) => one !== undefined) ?? writer;
        why =
          answer === undefined
            ? undefined
            : failed(ending, valueAt(saidAt, ending, place.emit.decoded));
        return {
          ...apart(fields, place.of?.element),
          ...(answer === undefined ? { kind: without } : {}),
          ...(answer === undefined && without === 'chain' ? amongPeople : {}),
          ...columns(ending),
          ...(answer === undefined ? {} : times(ending, asked)),
          ...(writer === undefined ? {} : { user_id: writer }),
          ...why,
        };
      },
      place.emit,
      () => {
        if (!begun) whole.begun(place);
        begun = true;
        for (const read of beside)
          for (const one of read(place)) sayOrGive('input', one, place.emit);
        for (const passage of given[turns] ?? []) place.emit.context(passage);
        for (const read of passages)
          for (const passage of read(ending)) place.emit.context(passage);
        facts(ending);
        turns += 1;
        if (turns === Math.max(answers, 1)) whole.emitFacts(place);
      },
      isAnswer,
      () => why !== undefined,
    );
    if (left.length === 0) return;
    place.emit.turn({ ...apart(fields, place.of?.element), kind: 'retrieval' });
    for (const passage of left) place.emit.context(passage);
  };
}

/** Whom no role names: a person who took over from the machine. */
const isOfHouse = (role: unknown): boolean =>
  typeof role === 'string' && !/^(?:user|assistant|system|developer|tool|function)$/.test(role);

/** What is answered first: anything, or the first or the last message of a user. */
type Asking = 'any' | 'first' | 'last';
const firstAnswered = ({ opening, earlier }: MappedTranscript): Asking =>
  earlier === 'given' ? 'last' : opening === 'given' ? 'first' : 'any';

const isAsked = ({ role }: ListedMessage): boolean => role === 'user';
const asking = {
  first: (all: readonly ListedMessage[]) => all.findIndex(isAsked),
  last: (all: readonly ListedMessage[]) => all.findLastIndex(isAsked),
};

/**
 * The messages without those that are passages, which are given with the turn that the next answer ends. `given` is by
 * turn, the last one without an answer included; `left` stands behind the last answer, where nothing follows. What the
 * machine says before the message that `asks` is no answer.
 */
function apartFromPassages(
  all: readonly ListedMessage[],
  asks: Asking,
): {
  said: JsonObject[];
  isAnswer: (message: { readonly role?: unknown }, position: number) => boolean;
  answers: number;
  given: readonly (readonly ContextFields[])[];
  left: readonly ContextFields[];
} {
  const said: JsonObject[] = [];
  const given: ContextFields[][] = [];
  let waiting: ContextFields[] = [];
  let isAnswered = false;
  const spoken = all.filter((one) => !isPassage(one));
  const asked = asks === 'any' ? 0 : asking[asks](spoken);
  const isAnswer = (one: { readonly role?: unknown }, position: number): boolean =>
    one.role === 'assistant' && asked >= 0 && position >= asked;
  for (const { role, message } of all) {
    if (isPassage({ role })) {
      waiting.push(passageOf(message));
      continue;
    }
    const one = { ...message, role };
    isAnswered = isAnswer(listedMessage(one), said.length);
    said.push(one);
    if (!isAnswered) continue;
    given.push(waiting);
    waiting = [];
  }
  const answers = given.length;
  return isAnswered
    ? { said, isAnswer, answers, given, left: waiting }
    : { said, isAnswer, answers, given: [...given, waiting], left: [] };
}

/**
 * A record that is one message: an answer is a turn, to which the import joins what was said before it in its conversation;
 * what a tool said is a step, passages alone are a retrieval, and an error alone is the end of a request.
 */
function messageMapper(
  { content, writer, opening, ...mapped }: MappedMessage,
  { input, roles, failed }: Mapping,
  whole: Whole,
): (place: Place) => void {
  const ways = (typeof content === 'string' ? [content] : content).map((one) =>
    messagesOf({ ...mapped, content: one, messages: '.' }, roles),
  );
  const beside = input.map((one) => messagesOf(one, roles));
  const writerOf = writer === undefined ? null : reader(writer);
  const fails = failing(failed);
  const greets = opening === undefined ? () => false : holding(opening);
  return (place) => {
    const { emit } = place;
    const read = firstSaid(ways, place);
    if (read === undefined) throw new Unmapped(NOTHING_SAID);
    const why = read.role === 'assistant' ? fails(place, read.message.content) : undefined;
    const said = why === undefined ? read : { ...read, message: {} };
    const { role } = said;
    const user_id = role === 'user' ? writerOf?.(place) : undefined;
    const columns = whole.fieldsOf(place);
    const fields = {
      ...apart(columns, place.of?.holder),
      ...(user_id === undefined ? {} : { user_id }),
      // What a field says of the failure is surer than what stands in the place of the answer.
      ...(columns.error === undefined ? why : {}),
      // The messages of one record that make up a call are told apart by no time of their records: what nobody asked begins none.
      ...(place.of !== null && standsBefore(role, greets(place)) ? { started_at: undefined } : {}),
    };
    const spoken: TurnFields = {
      ...fields,
      external_id: fields.external_id ?? fields.call_id,
      half: 'message',
    };
    const silent = isSilent(said);
    const answers = !silent && role === 'assistant' && !greets(place);
    const passages = whole.passages(place);
    if (isPassage(said) || (role === 'tool' && passages.length > 0)) {
      if (silent && passages.length === 0) throw new Unmapped(NOTHING_SAID);
      emit.turn({ ...fields, half: 'message', kind: 'retrieval' });
      whole.begun(place);
      whole.emitFacts(place);
      if (!silent) sayOrGive('output', said, emit);
      return;
    }
    const given = beside.flatMap((read) => read(place));
    if (silent && given.length === 0 && !tellsOfCall(fields)) {
      if (!whole.emitFacts(place, aboutCall(fields))) throw new Unmapped(NOTHING_SAID);
      return;
    }
    if (!silent && (role === undefined || role === null))
      throw new Unmapped(`nothing at ${mapped.role} says who speaks`);
    if (!silent && role === 'tool') emit.turn({ ...fields, kind: 'tool' });
    else emit.turn({ ...spoken, kind: answers ? 'model' : 'request' });
    whole.begun(place);
    whole.emitFacts(place);
    for (const one of given) say('input', one, emit);
    if (!silent) say(answers || role === 'tool' ? 'output' : 'input', said, emit);
  };
}

/** Instructions and greetings stand before a call. */
const standsBefore = (role: unknown, greets: boolean): boolean =>
  role === 'system' || role === 'developer' || (role === 'assistant' && greets);

/** What a record that holds nothing but a rating and the like speaks of. */
const aboutCall = ({ call_id, conversation, started_at }: TurnFields): Partial<SideFact> =>
  call_id === undefined
    ? { key: conversation, key_kind: 'conversation', at: started_at }
    : { key: call_id, key_kind: 'turn', at: started_at };

/** An error is the end of a call, and other fields of its work are a part of it where its id is there. */
const tellsOfCall = ({
  error,
  call_id,
  model,
  latency_ms,
  completion_tokens,
}: TurnFields): boolean =>
  error !== undefined ||
  (call_id !== undefined && (model ?? latency_ms ?? completion_tokens) !== undefined);

const isSilent = ({ message }: ListedMessage): boolean =>
  (message.content ?? '') === '' && message.tool_calls === undefined;

/** What the first way of reading the message that finds something gives, else what the first gives. */
function firstSaid(
  ways: readonly ((place: Place) => ListedMessage[])[],
  place: Place,
): ListedMessage | undefined {
  let first: ListedMessage | undefined;
  for (const read of ways) {
    const [said] = read(place);
    if (said !== undefined && !isSilent(said)) return said;
    first ??= said;
  }
  return first;
}

/** The columns of a turn, and what the mapping does not take of its element. */
function turnFields(mapping: Mapping): (place: Place) => TurnFields {
  const columns = columnsOf(mapping.turn);
  const taken = topNames(mapping);
  return (place) => ({
    ...columns(place),
    capture: mapping.capture,
    ...(mapping.half === undefined ? {} : { half: mapping.half }),
    metadata: isObject(place.element) ? restOf(place.element, taken) : undefined,
  });
}

function columnsOf(turn: Mapping['turn']): (place: Place) => Record<string, unknown> {
  const readers = Object.entries(turn).map(([name, source]) => [name, reader(source)] as const);
  return (place) => {
    const fields: Record<string, unknown> = {};
    for (const [name, read] of readers) {
      const value = read(place);
      // What the message does not say, the record may have said.
      if (value !== undefined && !(name === 'error' && isNoError(value))) fields[name] = value;
    }
    if (isZero(fields.prompt_tokens) && isZero(fields.completion_tokens)) {
      delete fields.prompt_tokens;
      delete fields.completion_tokens;
    }
    return fields;
  };
}

/** No call has no tokens at all: a log that says so counted none. */
const isZero = (value: unknown): boolean => Number(nameOf(value)) === 0;

type FactKind = 'feedback' | 'verdict' | 'label';

function factsOf(
  mapped: { readonly [Kind in FactKind]?: readonly MappedFact[] | undefined },
  kinds: readonly FactKind[],
): (place: Place, about?: Partial<SideFact>) => boolean {
  const facts = kinds.flatMap((kind) =>
    (mapped[kind] ?? []).map((fact) => ({ kind, read: factOf(fact) })),
  );
  return (place, about) => {
    let any = false;
    for (const { kind, read } of facts)
      for (const fact of read(place)) {
        any = true;
        place.emit[kind](about === undefined ? fact : { ...about, ...fact });
      }
    return any;
  };
}

/** Messages of a list, or the one whose role is given. */
function messagesOf(mapped: MappedMessages, roles: Roles): (place: Place) => ListedMessage[] {
  const path = (text: string | undefined): FieldPath | null =>
    text === undefined ? null : parsePath(text);
  const contents = [mapped.content ?? []].flat().map(parsePath);
  const name = path(mapped.name);
  const calls = path(mapped.tool_calls);
  const at = (read: FieldPath | null, place: Place, item: unknown): unknown =>
    read === null ? undefined : valueAt(read, { ...place, element: item }, place.emit.decoded);
  /** What stands at the first of the places where something does. */
  const firstOf = (place: Place, item: unknown): readonly unknown[] => {
    for (const read of contents) {
      const values = valuesAt(read, { ...place, element: item }, place.emit.decoded);
      if (values.length > 0) return values;
    }
    return [];
  };
  /** Texts of several parts of a kind are parts of one message. */
  const saidAt = (place: Place, item: unknown): unknown => {
    const values = firstOf(place, item);
    return values.length > 1 && values.every((one) => typeof one === 'string')
      ? values.map((text) => ({ type: 'text', text }))
      : values[0];
  };
  const called = (place: Place, item: unknown): JsonObject => {
    const given = calls === null ? undefined : opened(at(calls, place, item), place.emit.decoded);
    return given === undefined ? {} : { tool_calls: listed(given).map(callOf) };
  };
  if (mapped.messages === undefined) {
    const { role } = mapped;
    // The mapping names this role itself: it is none of the others that the log may say.
    const said = role !== undefined && Object.hasOwn(roles, role) ? roles[role] : role;
    return (place) => {
      const { element } = place;
      const found = firstOf(place, element);
      const more = called(place, element);
      const texts = found.length === 0 && 'tool_calls' in more ? [null] : found;
      return texts.map((text) => ({
        role: said,
        message: { role: said, content: text, name: at(name, place, element), ...more },
      }));
    };
  }
  const list = parsePath(mapped.messages);
  const role = path(mapped.role);
  return (place) => {
    const { emit } = place;
    return valuesAt(list, place, emit.decoded)
      .flatMap((value) => listed(opened(value, emit.decoded)))
      .map((item) => {
        if (typeof item === 'string')
          return named({ role: 'user', message: { role: 'user', content: item } }, 'user', roles);
        const isPair = isList(item) && role !== null && contents.length > 0;
        if (!isObject(item) && !isPair)
          throw new Unmapped('a message of the list is not an object');
        const said = role === null ? undefined : at(role, place, item);
        const message = listedMessage({
          ...(isObject(item) ? item : {}),
          ...(role === null ? {} : { role: said }),
          ...(contents.length === 0 ? {} : { content: saidAt(place, item) }),
          ...(name === null ? {} : { name: at(name, place, item) }),
          ...called(place, item),
        });
        return named(message, role === null ? message.role : said, roles);
      });
  };
}

/** The message under the role that the mapping gives what the log says. */
function named(listed: ListedMessage, said: unknown, roles: Roles): ListedMessage {
  const role = roleIn(roles, said) ?? roleIn(roles, listed.role) ?? otherRole(roles, said);
  return role === undefined ? listed : { role, message: { ...listed.message, role } };
}

function roleIn(roles: Roles, said: unknown): string | undefined {
  const key =
    typeof said === 'boolean' ? String(said) : (nameOf(said) ?? (said === undefined ? '' : '*'));
  return Object.hasOwn(roles, key) ? roles[key] : undefined;
}

const otherRole = (roles: Roles, said: unknown): string | undefined =>
  said !== undefined && Object.hasOwn(roles, '*') ? roles['*'] : undefined;

/** A call whose fields have none of the usual names is kept whole. */
const callOf = (call: unknown): unknown =>
  isObject(call) &&
  !('function' in call || 'arguments' in call || 'input' in call || 'custom' in call)
    ? { name: call.name ?? call.tool ?? call.tool_name, id: call.id, arguments: call }
    : call;

function passagesOf(mapped: MappedPassages): (place: Place) => ContextFields[] {
  const each = parsePath(mapped.each);
  const inside = (path: string | undefined): Read =>
    path === undefined ? () => undefined : reader(path);
  // Where the element is what names the passage, its text is not in the record.
  const names = mapped.document_id === '.' || mapped.source === '.';
  const content = inside(mapped.content ?? (names ? undefined : '.'));
  const document_id = inside(mapped.document_id);
  const source = inside(mapped.source);
  const score = inside(mapped.score);
  const divided = mapped.divided_by === undefined ? null : divider(mapped.divided_by);
  return (place) =>
    valuesAt(each, place, place.emit.decoded)
      .flatMap((value) => listed(opened(value, place.emit.decoded)))
      .flatMap((one) => (divided !== null && typeof one === 'string' ? divided(one) : [one]))
      .map((element) => {
        const passage = { ...place, element };
        return {
          content: content(passage),
          document_id: document_id(passage),
          source: source(passage),
          score: score(passage),
        };
      });
}

/** A fact is one where its value, or else its comment, is there. */
function factOf(fact: MappedFact) {
  const names = ['value', 'at', 'who', 'comment'] as const;
  const readers = names.flatMap((name) =>
    fact[name] === undefined ? [] : [[name, reader(fact[name])] as const],
  );
  const turnOf = fact.of === undefined ? null : reader(fact.of);
  return (place: Place): SideFact[] => {
    const found: SideFact = { what: fact.what };
    for (const [name, read] of readers) found[name] = read(place);
    const turn = turnOf?.(place);
    if (turn !== undefined) Object.assign(found, { key: turn, key_kind: 'turn' });
    // An empty text is how a table leaves out what nobody said.
    const says = (value: unknown): boolean => value !== undefined && value !== '';
    return says(found.value) || says(found.comment) ? [found] : [];
  };
}

const takenPath = (source: ValueSource): string | undefined =>
  typeof source === 'string' ? source : undefined;

/** Fields of the record, or of its element, that the mapping reads: the rest is the turn's metadata. */
function topNames(mapping: Mapping): ReadonlySet<string> {
  const paths = [
    ...Object.values(mapping.turn).map(takenPath),
    ...[mapping.tools, mapping.transcript?.messages],
    ...Object.values(mapping.message ?? {})
      .flat()
      .filter((one) => typeof one === 'string'),
    ...[...mapping.input, ...mapping.output].flatMap(({ messages, content, tool_calls }) =>
      messages === undefined ? [content, tool_calls].flat() : [messages],
    ),
    ...mapping.context.map(({ each }) => each),
    ...[...mapping.feedback, ...mapping.verdict, ...mapping.label].flatMap(
      ({ of, value, at, who, comment }) => [of, value, at, who, comment],
    ),
  ].filter((path) => path !== undefined);
  return new Set(
    paths.flatMap((path) => {
      const { from, steps } = parsePath(path);
      const [first, second] = steps;
      // What is read of the record around an element is no field of the element.
      if (mapping.each !== undefined && from !== 'element') return [];
      // A path that goes on into an object takes a part of it only, so that the object stays whole in the metadata.
      const isWhole = second === undefined || ('each' in second && second.where === undefined);
      return first !== undefined && 'name' in first && isWhole ? [first.name] : [];
    }),
  );
}
