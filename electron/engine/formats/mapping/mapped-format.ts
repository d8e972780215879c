import type {
  MappedFact,
  MappedMessages,
  MappedPassages,
  Mapping,
} from '../../../../shared/domain/mapping.ts';
import { chatParts, toolParts } from '../chat-parts.ts';
import { listedMessage, type ListedMessage, mapConversation } from '../conversation-list.ts';
import {
  type ContextFields,
  type Format,
  type SideFact,
  type TurnFields,
  Unmapped,
} from '../format.ts';
import { isList, isObject, restOf } from '../json-values.ts';
import { NeedsDecodedText } from '../nested-json.ts';
import { type FieldPath, opened, parsePath, valueAt, valuesAt } from './field-path.ts';
import { rowMapper } from './mapped-row.ts';
import { type Place, type Read, reader } from './mapped-value.ts';

/** The format that a mapping describes. Its paths were checked: `readMapping` does that. */
export function mappedFormat(mapping: Mapping, id: string): Format {
  // Paths and constants are UTF-16 here, while texts of a record may be bytes: only ASCII is the same in both.
  const plain = /^[\x20-\x7e\s]*$/.test(JSON.stringify(mapping));
  const each = mapping.each === undefined ? null : parsePath(mapping.each);
  const { table, row } = mapping;
  const mapOne =
    table === undefined || row === undefined ? turnMapper(mapping) : rowMapper(table, row);
  return {
    id,
    title: mapping.title,
    recognise: () => 1,
    map(record, emit) {
      if (!plain && !emit.decoded) throw new NeedsDecodedText();
      const elements =
        each === null ? [record] : valuesAt(each, record, record, emit.decoded).flatMap(listed);
      if (elements.length === 0) throw new Unmapped(`nothing stands at ${mapping.each}`);
      for (const element of elements) mapOne({ record, element, emit });
    },
  };
}

const listed = (value: unknown): readonly unknown[] => (isList(value) ? value : [value]);

function turnMapper(mapping: Mapping): (place: Place) => void {
  const columns = Object.entries(mapping.turn).map(
    ([name, source]) => [name, reader(source)] as const,
  );
  const sides = {
    input: mapping.input.map((one) => messagesOf(one, mapping.roles)),
    output: mapping.output.map((one) => messagesOf(one, mapping.roles)),
  };
  const transcript =
    mapping.transcript === undefined ? null : messagesOf(mapping.transcript, mapping.roles);
  const tools = mapping.tools === undefined ? null : reader(mapping.tools);
  const passages = mapping.context.map(passagesOf);
  const facts = (['feedback', 'verdict', 'label'] as const).flatMap((kind) =>
    mapping[kind].map((fact) => ({ kind, read: factOf(fact) })),
  );
  const taken = topNames(mapping);

  const fieldsOf = (place: Place): TurnFields => {
    const fields: Record<string, unknown> = {};
    for (const [name, read] of columns) fields[name] = read(place);
    return {
      ...fields,
      capture: mapping.capture,
      metadata: isObject(place.element) ? restOf(place.element, taken) : undefined,
    };
  };
  const emitFacts = (place: Place): void => {
    for (const read of passages) for (const passage of read(place)) place.emit.context(passage);
    for (const { kind, read } of facts) for (const fact of read(place)) place.emit[kind](fact);
  };

  return (place) => {
    const { emit } = place;
    const fields = fieldsOf(place);
    const offered = toolParts(tools === null ? undefined : opened(tools(place), emit.decoded));
    const begun = (): void => {
      if (offered !== undefined) emit.message('tools', 'tool', offered);
      emitFacts(place);
    };
    if (transcript !== null) {
      const said = transcript(place);
      if (said.length === 0) throw new Unmapped('no message stands where the mapping looks');
      mapConversation(
        said.map(({ role, message }) => ({ ...message, role })),
        () => fields,
        emit,
        begun,
      );
      return;
    }
    const input = sides.input.flatMap((read) => read(place));
    const output = sides.output.flatMap((read) => read(place));
    if (input.length + output.length === 0 && fields.error === undefined)
      throw new Unmapped('no message stands where the mapping looks');
    emit.turn(output.length === 0 ? { ...fields, kind: 'request' } : fields);
    begun();
    for (const { role, message } of input)
      emit.message('input', role, chatParts(message), { name: message.name });
    for (const { role, message } of output)
      emit.message('output', role, chatParts(message), { name: message.name });
  };
}

/** Messages of a list, or the one whose role is given. */
function messagesOf(
  mapped: MappedMessages,
  roles: Readonly<Record<string, string>>,
): (place: Place) => ListedMessage[] {
  const named = ({ role, message }: ListedMessage): ListedMessage => ({
    role: typeof role === 'string' && Object.hasOwn(roles, role) ? roles[role] : role,
    message,
  });
  const content = mapped.content === undefined ? null : parsePath(mapped.content);
  const name = mapped.name === undefined ? null : parsePath(mapped.name);
  if (mapped.messages === undefined) {
    const { role } = mapped;
    return ({ record, element, emit }) => {
      const found = content && valuesAt(content, record, element, emit.decoded);
      return (found ?? []).map((text) =>
        named({
          role,
          message: {
            role,
            content: text,
            name: name && valueAt(name, record, element, emit.decoded),
          },
        }),
      );
    };
  }
  const list = parsePath(mapped.messages);
  const role = mapped.role === undefined ? null : parsePath(mapped.role);
  return ({ record, element, emit }) => {
    const within = (path: FieldPath | null, item: unknown): unknown =>
      path === null ? undefined : valueAt(path, record, item, emit.decoded);
    return valuesAt(list, record, element, emit.decoded)
      .flatMap((value) => listed(opened(value, emit.decoded)))
      .map((item) => {
        if (typeof item === 'string')
          return { role: 'user', message: { role: 'user', content: item } };
        if (!isObject(item)) throw new Unmapped('a message of the list is not an object');
        return listedMessage({
          ...item,
          ...(role === null ? {} : { role: within(role, item) }),
          ...(content === null ? {} : { content: within(content, item) }),
          ...(name === null ? {} : { name: within(name, item) }),
        });
      })
      .map(named);
  };
}

function passagesOf(mapped: MappedPassages): (place: Place) => ContextFields[] {
  const each = parsePath(mapped.each);
  const within = (path: string | undefined): Read => {
    const read = path === undefined ? null : parsePath(path);
    return ({ record, element, emit }) =>
      read === null ? undefined : valueAt(read, record, element, emit.decoded);
  };
  const content = within(mapped.content ?? '.');
  const document_id = within(mapped.document_id);
  const source = within(mapped.source);
  const score = within(mapped.score);
  return (place) =>
    valuesAt(each, place.record, place.element, place.emit.decoded)
      .flatMap((value) => listed(opened(value, place.emit.decoded)))
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
  return (place: Place): SideFact[] => {
    const found: SideFact = { what: fact.what };
    for (const [name, read] of readers) found[name] = read(place);
    return found.value === undefined && found.comment === undefined ? [] : [found];
  };
}

/** Fields of the record, or of its element, that the mapping reads: the rest is the turn's metadata. */
function topNames(mapping: Mapping): ReadonlySet<string> {
  const paths = [
    ...Object.values(mapping.turn).filter((source) => typeof source === 'string'),
    ...[mapping.tools, mapping.transcript?.messages, mapping.each],
    ...[...mapping.input, ...mapping.output].map(({ messages, content }) => messages ?? content),
    ...mapping.context.map(({ each }) => each),
    ...[...mapping.feedback, ...mapping.verdict, ...mapping.label].flatMap(
      ({ value, at, who, comment }) => [value, at, who, comment],
    ),
  ].filter((path) => path !== undefined);
  return new Set(
    paths.flatMap((path) => {
      const [first, second] = parsePath(path).steps;
      // A path that goes on into an object takes a part of it only, so that the object stays whole in the metadata.
      return first !== undefined && 'name' in first && (second === undefined || 'each' in second)
        ? [first.name]
        : [];
    }),
  );
}
