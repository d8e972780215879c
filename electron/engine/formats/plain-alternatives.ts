import { ANSWER_NAMES, PROMPT_NAMES } from '../../../shared/domain/plain-names.ts';
import { type Emit, type Format, type JsonObject, Unmapped } from './format.ts';
import { firstOf, isObject, nameIn, objectOf } from './json-values.ts';
import {
  emitPlainFacts,
  emitSystem,
  plainFields,
  plainPart,
  SYSTEM,
  withUsualNames,
} from './plain-fields.ts';

/** Answers to the same question that a record gives side by side. */
const RIVALS = [
  ...['right_answer', 'correct_answer', 'hallucinated_answer', 'wrong_answer'],
  ...['chosen', 'rejected', 'answer_a', 'answer_b', 'response_a', 'response_b'],
] as const;
/** Answers that a judge compared. */
const COMPARED = ['output_1', 'output_2'] as const;
const SYSTEM_NAME = /^(?:model|system|assistant)_?(?:[1-9]|[a-d])$/i;

/**
 * One question with several answers. Answers that stand side by side are turns of one conversation and the question,
 * which the record gives once, is emitted once; answers of named systems ({query, model1: {model_name, response}, ...})
 * are conversations of their own, each with the question that its system was asked. Answers that a judge compared
 * are alternatives in one turn.
 */
export const plainAlternatives: Format = {
  id: 'plain-alternatives',
  title: 'One question, several answers',
  recognise(given) {
    const record = withUsualNames(given);
    if (typeof firstOf(record, PROMPT_NAMES) !== 'string') return 0;
    if (systemsOf(record).length > 1) return 0.8;
    if (isCompared(record)) return 0.8;
    return firstOf(record, ANSWER_NAMES) === undefined && rivalsOf(record).length > 1 ? 0.8 : 0;
  },
  map(given, emit) {
    const record = withUsualNames(given);
    const systems = systemsOf(record);
    if (systems.length > 1) mapSystems(record, systems, emit);
    else if (isCompared(record)) mapCompared(record, emit);
    else if (rivalsOf(record).length === 0) throw new Unmapped('no answers side by side');
    else mapRivals(record, emit);
  },
};

function mapRivals(record: JsonObject, emit: Emit): void {
  const fields = plainFields(record, [...RIVALS, ...questionNames(record)]);
  for (const [position, name] of rivalsOf(record).entries()) {
    emit.turn({ ...fields, metadata: { ...objectOf(fields.metadata), answer: name } });
    if (position === 0) emitQuestion(record, emit);
    emit.message('output', 'assistant', [plainPart(record[name])]);
    emitPlainFacts(record, emit);
    emit.label({ what: 'answer', value: name });
  }
}

function mapCompared(record: JsonObject, emit: Emit): void {
  emit.turn(plainFields(record, [...COMPARED, ...questionNames(record)]));
  emitQuestion(record, emit);
  for (const [choice, name] of COMPARED.entries()) {
    emit.message('output', 'assistant', [plainPart(record[name])], { choice });
  }
  emitPlainFacts(record, emit);
}

function mapSystems(record: JsonObject, systems: readonly string[], emit: Emit): void {
  const fields = plainFields(record, [...systems, ...questionNames(record)]);
  for (const name of systems) {
    const system = objectOf(record[name]);
    const own = plainFields(system, [nameIn(system, ANSWER_NAMES)]);
    emit.turn({
      ...fields,
      conversation: conversationOf(record, fields.external_id, name),
      conversation_scope: 'record',
      model: own.model,
      metadata: { ...objectOf(fields.metadata), ...objectOf(own.metadata), system: name },
    });
    emitQuestion(record, emit);
    const answer = firstOf(system, ANSWER_NAMES);
    if (answer !== undefined) emit.message('output', 'assistant', [plainPart(answer)]);
    emitPlainFacts(record, emit);
    emitPlainFacts(system, emit);
  }
}

/** By the record's id where it has one, else by its question, both of which count within the file. */
function conversationOf(record: JsonObject, id: unknown, name: string): string {
  const key = typeof id === 'string' || typeof id === 'number' ? id : firstOf(record, PROMPT_NAMES);
  return `${String(key)}/${name}`;
}

function emitQuestion(record: JsonObject, emit: Emit): void {
  emitSystem(firstOf(record, SYSTEM), emit);
  emit.message('input', 'user', [plainPart(firstOf(record, PROMPT_NAMES))]);
}

const isCompared = (record: JsonObject): boolean =>
  COMPARED.every((name) => typeof record[name] === 'string');

const questionNames = (record: JsonObject) => [
  nameIn(record, SYSTEM),
  nameIn(record, PROMPT_NAMES),
];

const rivalsOf = (record: JsonObject): readonly string[] =>
  RIVALS.filter((name) => typeof record[name] === 'string');

const systemsOf = (record: JsonObject): readonly string[] =>
  Object.keys(record)
    .filter((name) => {
      const value = record[name];
      return (
        SYSTEM_NAME.test(name) && isObject(value) && firstOf(value, ANSWER_NAMES) !== undefined
      );
    })
    .sort();
