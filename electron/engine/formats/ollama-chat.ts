import {
  emitBeside,
  envelopeFields,
  errorOf,
  type Exchange,
  exchangeMetadata,
  exchangeTurn,
  kindOf,
  openExchange,
} from './envelope.ts';
import { type Format, type JsonObject, type TurnFields, Unmapped } from './format.ts';
import { isList, isObject, listOf, objectOf, restOf } from './json-values.ts';
import { emitMessage, emitRequest } from './openai-chat-body.ts';
import { piecewise } from './piecewise.ts';
import { lineObjects } from './server-sent-events.ts';

const REQUEST_COLUMNS: ReadonlySet<string> = new Set([
  ...['model', 'messages', 'prompt', 'system', 'tools'],
]);

const RESPONSE_COLUMNS: ReadonlySet<string> = new Set([
  ...['model', 'created_at', 'message', 'response', 'thinking', 'done', 'done_reason'],
  ...['total_duration', 'prompt_eval_count', 'eval_count', 'context'],
]);

/** Lines of an answer follow each other, model by model. The last says no more words: one that does is whole by itself. */
const STREAMS = piecewise({
  piece: (value) =>
    isAnswer(value)
      ? {
          of: typeof value.model === 'string' ? value.model : null,
          begins: value.done === true && answerMessage(value).content !== '',
          ends: value.done === true,
        }
      : undefined,
  assemble: assembleLines,
});

/** Calls of Ollama's /api/chat and /api/generate as captured, streamed (one JSON object a line) or not. */
export const ollamaChat: Format = {
  id: 'ollama-chat',
  title: 'Ollama chat, request and response',
  recognise(record) {
    const { response } = exchangeOf(record, true) ?? {};
    if (typeof response === 'string') {
      return /^\s*\{"model":/.test(response) && response.includes('"done":') ? 0.95 : 0;
    }
    return isAnswer(response) ? 0.95 : 0;
  },
  map(record, emit) {
    const exchange = exchangeOf(record, emit.decoded);
    if (exchange === undefined || !isCall(exchange))
      throw new Unmapped('neither a request nor a response');
    const response =
      typeof exchange.response === 'string'
        ? assembleLines(lineObjects(exchange.response, emit.decoded))
        : exchange.response;
    const answer = objectOf(response);
    const request = exchange.request ?? {};
    const error = errorOf({ ...exchange, response }, record);
    const fields = {
      beside: envelopeFields(record),
      answered: answerFields(answer),
      asked: requestFields(request),
    };
    const metadata = exchangeMetadata(record, answer, restOf(answer, RESPONSE_COLUMNS));
    emit.turn(exchangeTurn(fields, kindOf(exchange, isAnswer(answer), error), error, metadata));
    emitRequest({ ...request, messages: askedMessages(request) }, emit);
    if (isAnswer(answer)) emitMessage('output', answerMessage(answer), emit, 0);
    // Beside its answer alone, `context` is Ollama's list of token numbers.
    if (record !== answer) emitBeside(record, emit);
  },
  streams: STREAMS,
};

function exchangeOf(record: JsonObject, decoded: boolean): Exchange | undefined {
  return isAnswer(record)
    ? { request: undefined, response: record, status: undefined }
    : openExchange(record, decoded);
}

/** Captures hold other calls too (embeddings, lists of models), which this format does not map. */
const isCall = ({ request, response }: Exchange): boolean =>
  isList(request?.messages) || isAnswer(response) || typeof response === 'string';

const isAnswer = (value: unknown): boolean =>
  isObject(value) &&
  typeof value.done === 'boolean' &&
  (isObject(value.message) || typeof value.response === 'string');

function requestFields(request: JsonObject): Partial<TurnFields> {
  const options = objectOf(request.options);
  return {
    requested_model: request.model,
    temperature: options.temperature,
    top_p: options.top_p,
    max_tokens: options.num_predict,
    seed: options.seed,
    params: restOf(request, REQUEST_COLUMNS),
  };
}

const answerFields = (answer: JsonObject): Partial<TurnFields> => ({
  started_at: answer.created_at,
  model: answer.model,
  prompt_tokens: answer.prompt_eval_count,
  completion_tokens: answer.eval_count,
  // Ollama counts durations in nanoseconds.
  latency_ms: typeof answer.total_duration === 'number' ? answer.total_duration / 1e6 : undefined,
  finish_reason: answer.done_reason,
});

/** /api/generate asks with a prompt and a system text instead of messages. */
function askedMessages(request: JsonObject): readonly unknown[] {
  if (typeof request.prompt !== 'string') return listOf(request.messages);
  const user = { role: 'user', content: request.prompt, images: request.images };
  return typeof request.system === 'string' && request.system !== ''
    ? [{ role: 'system', content: request.system }, user]
    : [user];
}

const answerMessage = (answer: JsonObject): JsonObject =>
  isObject(answer.message)
    ? answer.message
    : { role: 'assistant', content: answer.response, thinking: answer.thinking };

/** Joins the lines of a stream: texts in order, tool calls gathered, counts from the last line. */
function assembleLines(lines: readonly JsonObject[]): JsonObject {
  const calls: unknown[] = [];
  let answer: JsonObject = {};
  for (const line of lines) {
    const message = objectOf(answer.message);
    const more = objectOf(line.message);
    for (const call of listOf(more.tool_calls)) calls.push(call);
    answer = {
      ...answer,
      ...line,
      created_at: answer.created_at ?? line.created_at,
      response: joined(answer.response, line.response),
      ...(isObject(line.message) && {
        message: {
          ...message,
          ...more,
          content: joined(message.content, more.content),
          thinking: joined(message.thinking, more.thinking),
          tool_calls: calls,
        },
      }),
    };
  }
  return answer;
}

const joined = (before: unknown, more: unknown): unknown =>
  typeof before === 'string' && typeof more === 'string' ? before + more : (more ?? before);
