import { aroundFirst } from './around-first.ts';
import { type Emit, type Format, type JsonObject, Unmapped, type Within } from './format.ts';
import { isList, isObject, objectOf, objectsOf, restOf } from './json-values.ts';
import { parseNested } from './nested-json.ts';
import { emitMessage } from './openai-chat-body.ts';

const RESULT_TAKEN: ReadonlySet<string> = new Set([
  ...['id', 'prompt', 'response', 'provider', 'latencyMs', 'success', 'score', 'namedScores'],
  ...['gradingResult'],
]);
const NOTHING: ReadonlySet<string> = new Set();
const RAW: ReadonlySet<string> = new Set(['raw']);
const RESPONSE_TAKEN: ReadonlySet<string> = new Set(['output', 'error']);
const PROVIDER_TAKEN: ReadonlySet<string> = new Set(['id']);
const GRADING_TAKEN: ReadonlySet<string> = new Set(['reason', 'componentResults', 'pass', 'score']);
const RESULTS: ReadonlySet<string> = new Set(['results']);
/** `failureReason` of a call that broke off; 1 is an answer that an assertion refused. */
const BROKE_OFF = 2;

/**
 * Results of promptfoo evaluations (promptfoo.dev/docs, types of src/types/index.ts): those in the JSON output, or one
 * result a line. A result is a record and a conversation of one turn; what assertions found is verdicts. The provider's
 * id says which model was asked for; which one answered is not told.
 */
export const promptfoo: Format = {
  id: 'promptfoo',
  title: 'promptfoo evaluation results',
  recognise(record) {
    if (isResult(record)) return 1;
    const { results } = record;
    return isObject(results) &&
      isList(results.results) &&
      ('version' in results || 'evalId' in record)
      ? 1
      : 0;
  },
  records: ['results.results[*]'],
  map(record, emit, within) {
    if (!isResult(record)) {
      throw new Unmapped(
        within ? 'a result of the evaluation has no prompt' : 'an evaluation without results',
      );
    }
    mapResult(record, evaluationOf(within), emit);
  },
};

const isResult = (record: JsonObject): boolean =>
  isObject(record.prompt) &&
  typeof record.prompt.raw === 'string' &&
  ('success' in record || 'gradingResult' in record) &&
  ('provider' in record || 'response' in record);

function evaluationOf(within: Within | undefined): JsonObject | undefined {
  const [run, results] = aroundFirst(within);
  return run && { ...restOf(run, RESULTS), results: restOf(results ?? {}, RESULTS) };
}

function mapResult(record: JsonObject, evaluation: JsonObject | undefined, emit: Emit): void {
  const response = objectOf(record.response);
  const answered = response.output !== undefined && response.output !== null;
  const broken = response.error ?? (brokeOff(record, answered) ? record.error : undefined);
  emit.turn({
    kind: answered ? 'model' : 'request',
    capture: 'application',
    external_id: record.id,
    requested_model: providerOf(record.provider),
    prompt_tokens: objectOf(response.tokenUsage).prompt,
    completion_tokens: objectOf(response.tokenUsage).completion,
    latency_ms: record.latencyMs,
    error: broken,
    metadata: { ...besideResult(record), ...(evaluation && { evaluation }) },
  });
  const attack = attackOf(record, response.output);
  for (const message of attack.messages) emitMessage('input', message, emit);
  if (!attack.asks) emitPrompt(objectOf(record.prompt).raw, emit);
  if (answered) {
    const { output } = response;
    const type = typeof output === 'string' ? 'text' : 'json';
    emit.message('output', 'assistant', [{ type, content: output }]);
  }
  emitGrading(record, emit);
}

const brokeOff = (record: JsonObject, answered: boolean): boolean =>
  record.failureReason === BROKE_OFF || !answered;

const providerOf = (provider: unknown): unknown => (isObject(provider) ? provider.id : provider);

function besideResult(record: JsonObject): JsonObject {
  const beside: Record<string, unknown> = { ...restOf(record, RESULT_TAKEN) };
  const parts = {
    prompt: besidePrompt(record),
    response: restOf(objectOf(record.response), RESPONSE_TAKEN),
    provider: restOf(objectOf(record.provider), PROVIDER_TAKEN),
    gradingResult: restOf(objectOf(record.gradingResult), GRADING_TAKEN),
  };
  for (const [name, rest] of Object.entries(parts)) if (rest) beside[name] = rest;
  return beside;
}

/** The prompt of an attack of several steps is only what it was made of: its last step asked. */
function besidePrompt(record: JsonObject): JsonObject | undefined {
  const { asks } = attackOf(record, objectOf(record.response).output);
  return restOf(objectOf(record.prompt), asks ? NOTHING : RAW);
}

/**
 * What attacks of several steps said and were told before the answer: `redteamHistory` has a prompt and an output each,
 * `messages` a message each. Where they end with the answer, the last of them asked for it.
 */
function attackOf({ metadata }: JsonObject, output: unknown) {
  const { redteamHistory, messages } = objectOf(metadata);
  const said = isList(redteamHistory)
    ? objectsOf(redteamHistory).flatMap(stepMessages)
    : objectsOf(messages).filter(({ role }) => typeof role === 'string');
  const last = said.at(-1);
  const asks = last?.role === 'assistant' && last.content === output && said.length > 1;
  return { messages: asks ? said.slice(0, -1) : said, asks };
}

const stepMessages = ({ prompt, output }: JsonObject): JsonObject[] => [
  { role: 'user', content: prompt },
  ...(output === undefined || output === null ? [] : [{ role: 'assistant', content: output }]),
];

/** The prompt is the user's text, or the JSON of a list of messages. */
function emitPrompt(raw: unknown, emit: Emit): void {
  const messages =
    typeof raw === 'string' && /^\s*\[/.test(raw) ? parseNested(raw, emit.decoded) : undefined;
  const list = objectsOf(messages);
  if (list.length > 0 && list.every((message) => 'role' in message)) {
    for (const message of list) emitMessage('input', message, emit);
  } else {
    emit.message('input', 'user', [{ type: 'text', content: raw }]);
  }
}

function emitGrading(record: JsonObject, emit: Emit): void {
  const grading = objectOf(record.gradingResult);
  const passed = record.success ?? grading.pass;
  if (passed !== undefined) {
    emit.verdict({ what: 'success', value: passed, comment: grading.reason });
  }
  const score = record.score ?? grading.score;
  if (score !== undefined) emit.verdict({ what: 'score', value: score });
  for (const one of objectsOf(grading.componentResults)) {
    const { type } = objectOf(one.assertion);
    emit.verdict({
      what: typeof type === 'string' ? type : 'assertion',
      value: one.pass,
      comment: one.reason,
      who: one.assertion,
    });
  }
  const named = objectOf(record.namedScores);
  for (const what of Object.keys(named)) emit.verdict({ what, value: named[what] });
}
