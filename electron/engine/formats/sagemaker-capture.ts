import { mapExchange } from './exchange-dialects.ts';
import { type Emit, type Format, type JsonObject, Unmapped } from './format.ts';
import { isList, isObject, nameIn, objectOf, restOf } from './json-values.ts';
import { openNested } from './nested-json.ts';
import { filledText } from './run-fields.ts';
import { emitStep } from './traced-step.ts';

const META_TAKEN: ReadonlySet<string> = new Set(['eventId', 'inferenceTime']);
const TAKEN: ReadonlySet<string> = new Set(['captureData', 'eventMetadata', 'eventVersion']);

/** Calls of an endpoint that SageMaker's data capture keeps. The bodies are whatever the model behind it speaks. */
export const sageMakerCapture: Format = {
  id: 'sagemaker-capture',
  title: 'SageMaker data capture',
  recognise: (record) => (isCapture(record) ? 1 : 0),
  map(record, emit) {
    if (!isCapture(record)) throw new Unmapped('no call that SageMaker captured');
    mapCapture(record, emit);
  },
};

const isCapture = ({ captureData, eventMetadata }: JsonObject): boolean =>
  isObject(captureData) &&
  ('endpointInput' in captureData || 'endpointOutput' in captureData) &&
  isObject(eventMetadata);

function mapCapture(record: JsonObject, emit: Emit): void {
  const { endpointInput, endpointOutput } = objectOf(record.captureData);
  const about = objectOf(record.eventMetadata);
  const request = bodyOf(objectOf(endpointInput), emit.decoded);
  const response = bodyOf(objectOf(endpointOutput), emit.decoded);
  const rest = { ...restOf(record, TAKEN), ...restOf(about, META_TAKEN) };
  const exchange = {
    ...rest,
    id: about.eventId,
    timestamp: about.inferenceTime,
    request,
    response,
  };
  if (mapExchange(exchange, emit)) return;
  const call = containerCall(request, response);
  const parameters = objectOf(objectOf(request).parameters);
  const settings = { ...call.beside, max_tokens: parameters.max_new_tokens, ...parameters };
  emitStep(
    { kind: 'model', name: undefined, inputs: call.inputs, outputs: call.outputs, settings },
    {
      capture: 'wire',
      external_id: about.eventId,
      started_at: filledText(about.inferenceTime),
      error: call.error,
      metadata: {
        ...rest,
        ...(call.beside && { request: call.beside }),
        ...(call.left !== undefined && { response: call.left }),
      },
    },
    emit,
  );
}

/** What a side holds, opened where it is JSON; bytes that a container gave without a known type are in base64. */
function bodyOf({ data, encoding }: JsonObject, decoded: boolean): unknown {
  if (typeof data !== 'string') return data;
  const text =
    encoding === 'BASE64'
      ? Buffer.from(data, 'base64').toString(decoded ? 'utf8' : 'latin1')
      : data;
  return openNested(text, decoded);
}

/** Answers within answers within lists. */
const DEEPEST = 8;

/** What a container was asked and gave, in words of its own. */
interface ContainerCall {
  readonly inputs: unknown;
  /** What the request says beside the prompt. */
  readonly beside: JsonObject | undefined;
  readonly outputs: unknown;
  readonly error: unknown;
  /** What the response says beside the answers. */
  readonly left: unknown;
}

const PROMPTS = ['inputs', 'prompt', 'text_inputs'];
/** Names of the answer that only models of text use, and names that any model may use. */
const WRITTEN = ['generated_text', 'generation', 'generated_texts'];
const GIVEN = [...WRITTEN, 'text', 'outputs', 'predictions'];
const ERROR_TAKEN: ReadonlySet<string> = new Set(['error']);

function containerCall(request: unknown, response: unknown): ContainerCall {
  const { prompt, beside } = promptIn(request);
  const isWritten = (isList(response) ? response.flat() : [response]).some(
    (one) => nameIn(objectOf(one), [...WRITTEN, 'choices']) !== undefined,
  );
  if (prompt === undefined && !isWritten) {
    throw new Unmapped('a call of a model that neither takes nor gives text');
  }
  if (isSeveral(prompt)) throw new Unmapped('several prompts in one call');
  const inputs = prompt ?? filledText(request);
  return { inputs, beside, ...answeredIn(filledText(response)) };
}

/** The text, or the messages, that containers of Hugging Face, of JumpStart and of vLLM take. */
function promptIn(request: unknown): { prompt?: unknown; beside: JsonObject | undefined } {
  const body = objectOf(request);
  const name = nameIn(body, PROMPTS);
  const given = name === undefined ? undefined : body[name];
  if (name === undefined || !(typeof given === 'string' || isList(given))) {
    return { beside: undefined };
  }
  return { prompt: given, beside: restOf(body, new Set([name, 'parameters'])) };
}

const isSeveral = (prompt: unknown): boolean =>
  isList(prompt) &&
  prompt.length > 1 &&
  (prompt.every((one) => typeof one === 'string') || prompt.every(isList));

function answeredIn(response: unknown): Pick<ContainerCall, 'outputs' | 'error' | 'left'> {
  const body = objectOf(response);
  const left: JsonObject[] = [];
  const answers = answersIn(response, left);
  if (isList(body.choices)) return { outputs: response, error: undefined, left: undefined };
  const error = filledText(body.error);
  if (answers === undefined && error !== undefined) {
    const said = isObject(error) ? (error.message ?? error) : error;
    return { outputs: undefined, error: said, left: restOf(body, ERROR_TAKEN) };
  }
  if (answers !== undefined) {
    const beside = left.length > 1 ? left : left[0];
    return { outputs: outputOf(answers), error, left: beside };
  }
  if (response !== undefined && !holdsWords(response)) {
    throw new Unmapped('a model that answers with numbers and not with text');
  }
  return { outputs: response, error: undefined, left: undefined };
}

/**
 * The answers that a response holds: a text, messages that end with it, or either under one of the usual names, one or
 * several. What stands beside them goes to `left`. Undefined for anything else.
 */
function answersIn(value: unknown, left: JsonObject[], depth = 0): readonly unknown[] | undefined {
  if (depth > DEEPEST) return undefined;
  if (typeof value === 'string') return [value];
  if (isList(value)) {
    if (value.length === 0) return undefined;
    if (value.every((one) => 'role' in objectOf(one))) return value.slice(-1);
    const each = value.map((one) => answersIn(one, left, depth + 1));
    return each.some((one) => one === undefined) ? undefined : each.flatMap((one) => one ?? []);
  }
  if (!isObject(value)) return undefined;
  if ('role' in value) return [value];
  const name = nameIn(value, GIVEN);
  if (name === undefined) return undefined;
  const beside = restOf(value, new Set([name]));
  if (beside) left.push(beside);
  return answersIn(value[name], left, depth + 1);
}

/** One answer as it is; several are alternatives. A text that looks like JSON is none of ours to open. */
function outputOf(answers: readonly unknown[]): unknown {
  const [only, ...others] = answers;
  const isText = typeof only === 'string' && (only === '' || /^\s*[[{"]/.test(only));
  if (others.length === 0 && !isText) return isObject(only) ? [only] : only;
  return {
    choices: answers.map((answer, index) =>
      isObject(answer) ? { index, message: answer } : { index, text: answer },
    ),
  };
}

/** Whether a model of text can have given it: embeddings name themselves, and other models give numbers. */
function holdsWords(value: unknown): boolean {
  const waiting: unknown[] = [value];
  let found = false;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (isObject(next) && Object.keys(next).some((name) => /^embeddings?$/.test(name)))
      return false;
    if (typeof next === 'string' && /\p{L}/u.test(next)) found = true;
    else if (isList(next) || isObject(next)) {
      for (const one of Object.values(next))
        if (one !== undefined && one !== null) waiting.push(one);
    }
  }
  return found;
}
