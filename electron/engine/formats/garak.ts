import { type Emit, type Format, type JsonObject, type PartFields, Unmapped } from './format.ts';
import { isList, isObject, listOf, nameOf, objectOf, objectsOf, restOf } from './json-values.ts';

/** Lines of a report that are about the run and not about one attempt, and what they hold. */
const ABOUT_THE_RUN: Readonly<Record<string, string>> = {
  'start_run setup': 'the settings of the run',
  init: 'the start of the run',
  eval: 'how one probe fared over all attempts',
  completion: 'the end of the run',
  digest: 'a summary of the run',
};
const COMPLETE = 2;

const ATTEMPT_TAKEN: ReadonlySet<string> = new Set([
  ...['entry_type', 'uuid', 'prompt', 'outputs', 'detector_results'],
]);
const HIT_TAKEN: ReadonlySet<string> = new Set([
  ...['prompt', 'output', 'score', 'attempt_id', 'attempt_seq', 'generator', 'detector'],
]);
const TEXT: ReadonlySet<string> = new Set(['text']);

/**
 * Reports and hit logs of garak, the scanner for weaknesses of language models (github.com/NVIDIA/garak, attempt.py and
 * evaluators/base.py). Each answer to a prompt is a turn; the scores of detectors are verdicts, from 0 to 1, where 1 is
 * a hit. A report has each attempt twice, when it was answered and when it was judged: the second is mapped, the first
 * is refused with the reason. The model's name stands in a line of its own and is not known to the attempts.
 */
export const garak: Format = {
  id: 'garak',
  title: 'garak reports and hit logs',
  recognise(record) {
    if (isAttempt(record) || isHit(record)) return 1;
    return aboutTheRun(record) === undefined ? 0 : 0.9;
  },
  map(record, emit) {
    if (isHit(record)) {
      mapHit(record, emit);
      return;
    }
    const about = aboutTheRun(record);
    if (about !== undefined) throw new Unmapped(`no attempt but ${about}`);
    if (!isAttempt(record)) throw new Unmapped('neither an attempt nor a hit');
    if (record.status !== COMPLETE) {
      throw new Unmapped('an attempt before it was judged; the report has it again once it is');
    }
    mapAttempt(record, emit);
  },
};

const isAttempt = (record: JsonObject): boolean =>
  record.entry_type === 'attempt' && 'prompt' in record;

const isHit = (record: JsonObject): boolean =>
  'attempt_id' in record && 'detector' in record && 'prompt' in record && 'output' in record;

function aboutTheRun({ entry_type: type }: JsonObject): string | undefined {
  return typeof type === 'string' && Object.hasOwn(ABOUT_THE_RUN, type)
    ? ABOUT_THE_RUN[type]
    : undefined;
}

function mapAttempt(record: JsonObject, emit: Emit): void {
  const outputs = listOf(record.outputs);
  const answered = outputs.flatMap((output, at) => (output === null ? [] : [at]));
  const rest = restOf(record, ATTEMPT_TAKEN);
  const silent = outputs.length - answered.length;
  if (answered.length === 0) {
    emit.turn({ ...columnsOf(record), kind: 'request', metadata: { ...rest, silent } });
    emitPrompt(record.prompt, emit);
    emitScores(record, 0, emit);
    return;
  }
  for (const [position, at] of answered.entries()) {
    const output = outputs[at];
    const said = isObject(output) ? restOf(output, TEXT) : undefined;
    emit.turn({
      ...columnsOf(record),
      metadata: {
        ...(position === 0 && { ...rest, ...(silent > 0 && { silent }) }),
        ...(said && { output: said }),
        generation: at,
      },
    });
    if (position === 0) emitPrompt(record.prompt, emit);
    emit.message('output', 'assistant', [partOf(output)]);
    emitScores(record, at, emit);
  }
}

const columnsOf = (record: JsonObject) =>
  ({
    capture: 'application',
    conversation: conversationOf(record.uuid, record.seq),
    conversation_scope: 'file',
    external_id: record.uuid,
  }) as const;

/** Reports put together from several runs give one id to several attempts, told apart by their numbers. */
function conversationOf(id: unknown, seq: unknown): string | undefined {
  if (typeof id !== 'string') return undefined;
  const number = nameOf(seq);
  return number === undefined ? id : `${id}/${number}`;
}

/** A prompt is a text, a message, or a conversation of several turns. */
function emitPrompt(prompt: unknown, emit: Emit): void {
  const turns = objectOf(prompt).turns;
  if (!isList(turns)) {
    emit.message('input', 'user', [partOf(prompt)]);
    return;
  }
  for (const turn of turns) {
    const { role, content } = objectOf(turn);
    emit.message('input', role, [partOf(isObject(turn) ? content : turn)]);
  }
}

function partOf(message: unknown): PartFields {
  if (typeof message === 'string') return { type: 'text', content: message };
  if (!isObject(message) || typeof message.text !== 'string') {
    return { type: 'json', content: message };
  }
  return { type: 'text', content: message.text };
}

function emitScores(record: JsonObject, at: number, emit: Emit): void {
  const results = objectOf(record.detector_results);
  for (const what of Object.keys(results)) {
    const scores = results[what];
    const value = isList(scores) ? scores[at] : scores;
    if (value !== undefined && value !== null) emit.verdict({ what, value });
  }
}

function mapHit(record: JsonObject, emit: Emit): void {
  const said = isObject(record.output) ? restOf(record.output, TEXT) : undefined;
  emit.turn({
    capture: 'application',
    conversation: conversationOf(record.attempt_id, record.attempt_seq),
    conversation_scope: 'file',
    external_id: record.attempt_id,
    model: record.generator,
    metadata: { ...restOf(record, HIT_TAKEN), ...(said && { output: said }) },
  });
  emitPrompt(record.prompt, emit);
  emit.message('output', 'assistant', [partOf(record.output)]);
  const triggers = objectsOf(record.triggers).length > 0 || isList(record.triggers);
  emit.verdict({
    what: typeof record.detector === 'string' ? record.detector : 'detector',
    value: record.score,
    comment: triggers ? record.triggers : undefined,
  });
}
