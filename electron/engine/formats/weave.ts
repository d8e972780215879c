import { type Emit, type Format, type JsonObject, Unmapped, type TurnKind } from './format.ts';
import { isList, isObject, listOf, nameOf, objectOf, objectsOf, restOf } from './json-values.ts';
import { filledText, heldObject, noNumbers, numeric } from './run-fields.ts';
import { saidBeside } from './feedback.ts';
import { spanName } from './span.ts';
import { aboutTrace, emitStep, sessionIn, tokensOf, userIn } from './traced-step.ts';

const KINDS: Readonly<Record<string, TurnKind>> = {
  llm: 'model',
  tool: 'tool',
  search: 'retrieval',
  agent: 'agent',
};

const TAKEN: ReadonlySet<string> = new Set([
  ...['id', 'trace_id', 'parent_id', 'thread_id', 'started_at', 'ended_at', 'inputs', 'output'],
  ...['exception', 'summary', 'attributes'],
]);

/** Calls that W&B Weave traces, as its service and its screen export them: `CallSchema`, one a record. */
export const weave: Format = {
  id: 'weave',
  title: 'W&B Weave calls',
  recognise: (record) => (isCall(record) ? 1 : 0),
  map(record, emit) {
    if (!isCall(record)) throw new Unmapped('no call of Weave');
    mapCall(record, emit);
  },
};

const isCall = (record: JsonObject): boolean =>
  typeof record.op_name === 'string' &&
  typeof record.trace_id === 'string' &&
  'started_at' in record &&
  'inputs' in record &&
  (record.op_name.startsWith('weave:///') || 'attributes' in record || 'project_id' in record);

function mapCall(record: JsonObject, emit: Emit): void {
  const attributes = heldObject(record.attributes, emit.decoded) ?? {};
  const summary = heldObject(record.summary, emit.decoded) ?? {};
  const inputs = objectOf(heldObject(record.inputs, emit.decoded));
  const kind = kindOf(objectOf(attributes.weave), inputs, heldObject(record.output, emit.decoded));
  const name = opName(record);
  const feedback = feedbackIn(record, summary);
  // What is said of a whole trace is said of its answer.
  const isWhole = kind !== 'model' && filledText(record.parent_id) === undefined;
  if (isWhole) emitFeedback(feedback, aboutTrace(record.trace_id), emit);
  const thread = filledText(record.thread_id) ?? sessionIn(attributes);
  emitStep(
    { kind, name, inputs: record.inputs, outputs: record.output },
    {
      capture: 'application',
      conversation: thread ?? record.trace_id,
      session_id: thread,
      external_id: record.id,
      span_id: spanName(nameOf(record.trace_id), nameOf(filledText(record.id))),
      parent_span_id: spanName(nameOf(record.trace_id), nameOf(filledText(record.parent_id))),
      started_at: filledText(record.started_at),
      ended_at: filledText(record.ended_at),
      latency_ms: numeric(objectOf(summary.weave).latency_ms),
      user_id: userIn(attributes),
      error: filledText(record.exception),
      ...(kind === 'model' && usedBy(summary)),
      metadata: metadataOf(record, attributes, summary),
    },
    emit,
  );
  if (!isWhole) emitFeedback(feedback, {}, emit);
}

/** `weave:///TEAM/PROJECT/op/NAME:DIGEST`, or a name alone. */
function opName({ op_name: op }: JsonObject): string | undefined {
  const name = nameOf(op);
  return /\/op\/([^:]+):/.exec(name ?? '')?.[1] ?? name;
}

/** By the kind that its integrations note; before they did, by what a call of a model is given or gives. */
function kindOf(noted: JsonObject, inputs: JsonObject, output: JsonObject | undefined): TurnKind {
  if (typeof noted.kind === 'string' && Object.hasOwn(KINDS, noted.kind)) {
    return KINDS[noted.kind] ?? 'chain';
  }
  const asks =
    nameOf(inputs.model) !== undefined && (isList(inputs.messages) || 'contents' in inputs);
  return asks || answersAsModel(output ?? {}) ? 'model' : 'chain';
}

const answersAsModel = ({ object, type, choices, candidates, stop_reason }: JsonObject): boolean =>
  object === 'chat.completion' ||
  object === 'response' ||
  (type === 'message' && stop_reason !== undefined) ||
  [...objectsOf(choices), ...objectsOf(candidates)].some(
    ({ message, content }) => isObject(message) || isObject(content),
  );

/** The tokens of a call under the name of its model; a call that contains others sums theirs up. */
function usedBy(summary: JsonObject): JsonObject {
  const used = Object.entries(objectOf(summary.usage));
  const [only] = used;
  return only !== undefined && used.length === 1 ? { ...tokensOf(objectOf(only[1])) } : {};
}

function metadataOf(record: JsonObject, attributes: JsonObject, summary: JsonObject): JsonObject {
  const { weave: computed, ...rest } = summary;
  const own = objectOf(computed);
  const measured = noNumbers(own, ['latency_ms']);
  const said: ReadonlySet<string> = new Set(isList(own.feedback) ? ['feedback'] : []);
  const told = restOf({ ...own, latency_ms: measured?.latency_ms }, said);
  const summed = { ...rest, ...(told && { weave: told }) };
  return {
    ...restOf(record, TAKEN),
    ...(Object.keys(attributes).length > 0 && { attributes }),
    ...(Object.keys(summed).length > 0 && { summary: summed }),
  };
}

/** Feedback stands in the summary of the service, or beside the call where a client put it. */
const feedbackIn = (record: JsonObject, summary: JsonObject): readonly unknown[] => {
  const { feedback } = objectOf(summary.weave);
  return listOf(isList(feedback) ? feedback : record.feedback);
};

/** What was said, under the name that its kind has for it, or all of the payload: an application may put a value alone. */
const payloadOf =
  ({ payload }: JsonObject) =>
  (name: string): unknown =>
    isObject(payload) ? (payload[name] ?? payload) : payload;

/** `wandb.KIND.1`, or `wandb.KIND.NAME` of what a project defines. */
const WANDB = /^wandb\.(\w+)\.(.+)$/s;

function emitFeedback(
  said: readonly unknown[],
  key: Partial<ReturnType<typeof aboutTrace>>,
  emit: Emit,
): void {
  for (const one of said) {
    if (!isObject(one)) {
      if (one !== null) emit.feedback({ what: 'feedback', value: one, ...key });
      continue;
    }
    const type = nameOf(one.feedback_type) ?? 'feedback';
    const payload = payloadOf(one);
    const [, kind, name] = WANDB.exec(type) ?? [];
    const fact = {
      external_id: one.id,
      at: filledText(one.created_at),
      who: filledText(one.creator) ?? filledText(one.wb_user_id),
      ...key,
    };
    const comment = (of: string): unknown => saidBeside(one.payload, of);
    if (kind === 'reaction') {
      const alias = comment('emoji');
      emit.feedback({ what: 'reaction', value: payload('emoji'), comment: alias, ...fact });
    } else if (kind === 'note') {
      const beside = comment('note');
      emit.feedback({ what: 'note', value: beside, comment: payload('note'), ...fact });
    } else if (kind === 'annotation') {
      const why = comment('value');
      emit.feedback({ what: name ?? type, value: payload('value'), comment: why, ...fact });
    } else if (kind !== undefined) {
      const why = comment('output');
      emit.verdict({ what: name ?? type, value: payload('output'), comment: why, ...fact });
    } else emit.feedback({ what: type, value: one.payload, ...fact });
  }
}
