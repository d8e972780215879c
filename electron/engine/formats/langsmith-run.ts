import type { Emit, JsonObject, TurnFields, TurnKind } from './format.ts';
import { firstOf, isObject, isSame, listOf, nameOf, objectOf, restOf } from './json-values.ts';
import { openNested } from './nested-json.ts';
import { documentDistances, emitDocuments } from './retrieved-documents.ts';
import { filledText, heldObject, numeric, otherSettings, settingFields } from './run-fields.ts';
import { emitAnswered, emitGiven } from './step-texts.ts';

const KINDS: Readonly<Record<string, TurnKind>> = {
  llm: 'model',
  tool: 'tool',
  retriever: 'retrieval',
};

const TAKEN: ReadonlySet<string> = new Set([
  ...['id', 'trace_id', 'dotted_order', 'parent_run_id', 'parent_run_ids', 'start_time'],
  ...['end_time', 'inputs', 'outputs', 'extra', 'error', 'events', 'feedback_stats'],
  ...['prompt_tokens', 'completion_tokens', 'total_tokens', 'serialized', 'child_runs'],
  ...['inputs_preview', 'outputs_preview', 'child_run_ids'],
]);
const NAMED: ReadonlySet<string> = new Set([
  ...['session_id', 'thread_id', 'conversation_id', 'user_id', 'ls_provider', 'ls_model_name'],
]);
/** What applications call a conversation in the metadata of a run; LangSmith takes any of them. */
const THREAD = ['session_id', 'thread_id', 'conversation_id'];
const SETTINGS: ReadonlySet<string> = new Set([
  ...['messages', 'input', 'prompt', 'prompts', 'model', 'model_name', 'tools', 'functions'],
  ...['temperature', 'top_p', 'max_tokens', 'max_completion_tokens', 'seed'],
]);

/** A run, or the half of one that its post or its patch says. */
interface Run {
  readonly record: JsonObject;
  readonly id: string | undefined;
  readonly type: string;
  readonly inputs: unknown;
  readonly outputs: unknown;
  readonly extra: JsonObject;
  readonly metadata: JsonObject;
  /** What the model was set to. */
  readonly settings: JsonObject;
}

/** Maps a run; a patch takes from the post of its body what it leaves out. */
export function mapRun(record: JsonObject, posted: JsonObject | undefined, emit: Emit): void {
  const run = openRun(record, posted, emit.decoded);
  const kind = kindOf(run);
  const rest = restOf(record, TAKEN);
  const noted = restOf(run.metadata, NAMED);
  const runtime = heldObject(run.extra.runtime, emit.decoded);
  emit.turn({
    ...identity(run, posted),
    ...modelFields(run, kind),
    kind,
    error: filledText(record.error),
    metadata: {
      run_type: run.type,
      ...rest,
      ...(noted && { metadata: noted }),
      ...(runtime && { runtime }),
      ...(kind === 'retrieval' && documentDistances(record.outputs, emit.decoded)),
    },
  });
  emitTexts(run, kind, posted, emit);
  emitStatistics(heldObject(record.feedback_stats, emit.decoded), emit);
}

function openRun(record: JsonObject, posted: JsonObject | undefined, decoded: boolean): Run {
  const extra = heldObject(record.extra, decoded) ?? {};
  const metadata = heldObject(extra.metadata, decoded) ?? {};
  const inputs = openNested(record.inputs, decoded);
  const invocation = heldObject(extra.invocation_params, decoded);
  return {
    record,
    id: nameOf(record.id) ?? idsIn(record.dotted_order).at(-1) ?? nameOf(posted?.id),
    type: nameOf(record.run_type) ?? nameOf(posted?.run_type) ?? typeBy(metadata),
    inputs: filledValue(inputs),
    outputs: filledValue(openNested(record.outputs, decoded)),
    extra,
    metadata,
    settings: invocation ?? objectOf(inputs),
  };
}

/** A patch names no type; what its client notes of a model tells a call of one. */
const typeBy = (metadata: JsonObject): string => ('ls_model_type' in metadata ? 'llm' : 'chain');

/** Clients of Python write an empty object where they have nothing yet. */
const filledValue = (value: unknown): unknown =>
  isObject(value) && Object.keys(value).length === 0 ? undefined : filledText(value);

/** A model is asked by a post, and has answered once there are outputs. */
function kindOf({ type, outputs }: Run): TurnKind {
  const kind = Object.hasOwn(KINDS, type) ? (KINDS[type] ?? 'chain') : 'chain';
  return kind === 'model' && outputs === undefined ? 'request' : kind;
}

function identity({ record, id, metadata }: Run, posted: JsonObject | undefined): TurnFields {
  const trace = filledText(record.trace_id) ?? filledText(posted?.trace_id);
  const thread =
    firstOf(metadata, THREAD) ?? firstOf(objectOf(objectOf(posted?.extra).metadata), THREAD);
  const parent =
    filledText(record.parent_run_id) ??
    filledText(posted?.parent_run_id) ??
    idsIn(record.dotted_order ?? posted?.dotted_order).at(-2);
  return {
    capture: 'application',
    conversation: thread ?? trace ?? id,
    external_id: id,
    span_id: id,
    parent_span_id: parent,
    started_at: filledText(record.start_time),
    ended_at: filledText(record.end_time),
    user_id: filledText(metadata.user_id),
    session_id: thread,
  };
}

/** The ids of a run's ancestors and its own, each after the time at which it began: `20260101T000000000000ZID.…` */
function idsIn(order: unknown): string[] {
  if (typeof order !== 'string') return [];
  return order.split('.').map((step) => step.slice(step.indexOf('Z') + 1));
}

function modelFields(run: Run, kind: TurnKind): Partial<TurnFields> {
  if (run.type !== 'llm') return {};
  const { record, metadata, settings } = run;
  const outputs = objectOf(run.outputs);
  const said = objectOf(firstAnswer(outputs));
  const noted = objectOf(said.response_metadata ?? outputs.llm_output);
  const requested = metadata.ls_model_name ?? settings.model ?? settings.model_name;
  const answered = outputs.model ?? noted.model_name ?? noted.model;
  const usage = objectOf(
    outputs.usage_metadata ?? said.usage_metadata ?? outputs.usage ?? noted.token_usage,
  );
  return {
    provider: filledText(metadata.ls_provider),
    requested_model: requested,
    model: kind === 'model' ? (answered ?? requested) : undefined,
    system_fingerprint: outputs.system_fingerprint ?? noted.system_fingerprint,
    ...settingFields({
      temperature: metadata.ls_temperature,
      max_tokens: metadata.ls_max_tokens,
      ...settings,
    }),
    params: otherSettings(settings, SETTINGS),
    prompt_tokens:
      numeric(record.prompt_tokens) ?? numeric(usage.input_tokens) ?? numeric(usage.prompt_tokens),
    completion_tokens:
      numeric(record.completion_tokens) ??
      numeric(usage.output_tokens) ??
      numeric(usage.completion_tokens),
    finish_reason: nameOf(
      objectOf(listOf(outputs.choices)[0]).finish_reason ??
        noted.finish_reason ??
        noted.stop_reason ??
        outputs.stop_reason,
    ),
  };
}

/** The first message of an answer as LangChain keeps it, without its constructor. */
function firstAnswer(outputs: JsonObject): unknown {
  const [first] = listOf(outputs.generations).flat();
  const message =
    objectOf(first).message ?? listOf(outputs.messages).flat().at(-1) ?? outputs.output;
  return objectOf(message).kwargs ?? objectOf(message).data ?? message;
}

function emitTexts(run: Run, kind: TurnKind, posted: JsonObject | undefined, emit: Emit): void {
  const { record, inputs, settings } = run;
  const step = {
    kind,
    tool: record.name ?? posted?.name,
    offered: settings.tools ?? settings.functions,
  };
  // A patch that only repeats what its post was given gives it no second time.
  const before = openNested(posted?.inputs, emit.decoded);
  if (inputs !== undefined && !isSame(inputs, before)) {
    emitGiven(record.inputs, step, emit);
  }
  if (run.outputs === undefined) return;
  if (kind === 'retrieval') emitDocuments(record.outputs, emit);
  else emitAnswered(record.outputs, step, emit);
}

/** What people and evaluators said of a run, which LangSmith sums up for each key. */
function emitStatistics(statistics: JsonObject | undefined, emit: Emit): void {
  for (const [what, found] of Object.entries(statistics ?? {})) {
    const { avg, values, n } = objectOf(found);
    const mean = filledText(avg);
    const count = numeric(n);
    emit.feedback({
      what,
      value: isObject(found) ? (mean ?? values) : found,
      comment:
        mean !== undefined && count !== undefined && count > 1 ? `mean of ${count}` : undefined,
    });
  }
}
