import type { Emit, JsonObject, PartFields, TurnFields } from './format.ts';
import {
  field,
  isList,
  isObject,
  listOf,
  numberOf,
  objectOf,
  objectsOf,
  restOf,
} from './json-values.ts';

const REQUEST_COLUMNS: ReadonlySet<string> = new Set([
  ...['contents', 'systemInstruction', 'system_instruction', 'tools', 'model'],
]);
const RESPONSE_COLUMNS: ReadonlySet<string> = new Set([
  ...['candidates', 'modelVersion', 'model_version', 'responseId', 'response_id', 'error'],
  ...['createTime', 'create_time'],
]);
const CANDIDATE_COLUMNS: ReadonlySet<string> = new Set([
  ...['content', 'finishReason', 'finish_reason', 'index', 'avgLogprobs', 'avg_logprobs'],
]);

export const isGoogleRequest = (request: JsonObject | undefined): boolean =>
  objectsOf(request?.contents).some(({ parts }) => isList(parts) || isObject(parts));

export const isGoogleAnswer = (response: JsonObject): boolean =>
  objectsOf(response.candidates).some((one) => 'content' in one || 'finishReason' in one) ||
  isObject(field(response, 'promptFeedback'));

export function googleRequestFields(request: JsonObject): Partial<TurnFields> {
  const config = objectOf(field(request, 'generationConfig'));
  return {
    requested_model: modelName(request.model),
    temperature: config.temperature,
    top_p: field(config, 'topP'),
    max_tokens: field(config, 'maxOutputTokens'),
    seed: config.seed,
    params: restOf(request, REQUEST_COLUMNS),
  };
}

export function googleAnswerFields(response: JsonObject): Partial<TurnFields> {
  const usage = objectOf(field(response, 'usageMetadata'));
  const first = objectOf(listOf(response.candidates)[0]);
  return {
    external_id: field(response, 'responseId'),
    started_at: field(response, 'createTime'),
    model: modelName(field(response, 'modelVersion')),
    prompt_tokens: field(usage, 'promptTokenCount'),
    completion_tokens: sum(
      field(usage, 'candidatesTokenCount'),
      field(usage, 'thoughtsTokenCount'),
    ),
    confidence: field(first, 'avgLogprobs'),
    finish_reason: textual(field(first, 'finishReason')),
  };
}

/** Thoughts are written by the model too, and billed as such. */
function sum(said: unknown, thought: unknown): unknown {
  const more = numberOf(thought);
  return more === undefined ? said : (numberOf(said) ?? 0) + more;
}

/** Some clients ask for enumerations as numbers. */
const textual = (value: unknown): unknown => (typeof value === 'number' ? String(value) : value);

/** `projects/P/locations/L/publishers/google/models/gemini-2.5-pro` names the model last. */
export const modelName = (name: unknown): unknown =>
  typeof name === 'string' ? name.slice(name.lastIndexOf('/') + 1) : name;

/** Why a prompt was not answered; undefined when it was. */
export function blockReason(response: JsonObject): string | undefined {
  const reason = textual(field(objectOf(field(response, 'promptFeedback')), 'blockReason'));
  return typeof reason === 'string' ? `prompt blocked: ${reason}` : undefined;
}

/** What else the answer says: usage in detail, safety ratings, grounding, citations. */
export function googleRest(response: JsonObject): JsonObject | undefined {
  const candidates = objectsOf(response.candidates).map((one) => restOf(one, CANDIDATE_COLUMNS));
  const rest = restOf(response, RESPONSE_COLUMNS);
  return candidates.some((one) => one !== undefined)
    ? { ...rest, candidates: candidates.map((one) => one ?? null) }
    : rest;
}

export function emitGoogleRequest(request: JsonObject, emit: Emit): void {
  const system = field(request, 'systemInstruction');
  if (typeof system === 'string') emit.message('input', 'system', [googlePart(system)]);
  else if (isObject(system)) emit.message('input', 'system', partsOf(system));
  for (const content of listOf(request.contents)) {
    const parts = partsOf(content);
    const results = parts.filter(({ type }) => type === 'tool_result');
    const others = parts.filter(({ type }) => type !== 'tool_result');
    if (results.length > 0) emit.message('input', 'tool', results);
    if (others.length > 0) emit.message('input', googleRole(objectOf(content).role), others);
  }
  const tools = listOf(request.tools).flatMap(definitions);
  if (tools.length > 0) emit.message('tools', 'tool', tools);
}

/** Contents without a role are the user's. */
export function googleRole(role: unknown): unknown {
  if (role === 'model') return 'assistant';
  if (role === 'function') return 'tool';
  return role ?? 'user';
}

function partsOf(content: unknown): PartFields[] {
  const { parts } = objectOf(content);
  const given = isList(parts) ? parts.map(googlePart) : isObject(parts) ? [googlePart(parts)] : [];
  return given.length > 0 ? given : [{ type: 'text', content: null }];
}

export function googlePart(part: unknown): PartFields {
  if (typeof part === 'string') return { type: 'text', content: part };
  if (!isObject(part)) return { type: 'json', content: part };
  if (typeof part.text === 'string') {
    return { type: part.thought === true ? 'thinking' : 'text', content: part.text };
  }
  const call = field(part, 'functionCall');
  if (isObject(call)) {
    return {
      type: 'tool_call',
      content: call.args ?? null,
      name: call.name,
      tool_call_id: call.id,
    };
  }
  const result = field(part, 'functionResponse');
  if (isObject(result)) {
    const { response, name, id } = result;
    return { type: 'tool_result', content: response ?? null, name, tool_call_id: id };
  }
  const data = field(part, 'inlineData') ?? field(part, 'fileData');
  if (isObject(data)) return { type: mediaType(field(data, 'mimeType')), content: data };
  for (const name of ['executableCode', 'codeExecutionResult']) {
    const code = field(part, name);
    if (code !== undefined) return { type: 'json', content: code, name };
  }
  return { type: 'json', content: part };
}

function mediaType(mime: unknown): 'image' | 'audio' | 'file' {
  if (typeof mime !== 'string') return 'file';
  if (mime.startsWith('image/')) return 'image';
  return mime.startsWith('audio/') ? 'audio' : 'file';
}

function definitions(tool: unknown): PartFields[] {
  const declared = field(objectOf(tool), 'functionDeclarations');
  return (isList(declared) ? declared : [tool]).map((one) => ({
    type: 'tool_definition',
    content: one,
    name: isList(declared) ? objectOf(one).name : Object.keys(objectOf(one))[0],
  }));
}

export function emitGoogleAnswer(response: JsonObject, emit: Emit): void {
  for (const [position, candidate] of objectsOf(response.candidates).entries()) {
    const choice = numberOf(candidate.index) ?? position;
    if (isObject(candidate.content)) {
      emit.message('output', 'assistant', partsOf(candidate.content), { choice });
    }
    emitRatings('output', field(candidate, 'safetyRatings'), emit);
    emitGrounding(objectOf(field(candidate, 'groundingMetadata')), emit);
  }
  const prompt = objectOf(field(response, 'promptFeedback'));
  emitRatings('input', field(prompt, 'safetyRatings'), emit);
  const reason = field(prompt, 'blockReason');
  if (reason !== undefined) {
    const comment = field(prompt, 'blockReasonMessage');
    emit.verdict({ what: 'safety input: block reason', value: reason, comment });
  }
}

function emitRatings(side: string, ratings: unknown, emit: Emit): void {
  for (const rating of objectsOf(ratings)) {
    const { probability, blocked, severity } = rating;
    const category = textual(rating.category);
    emit.verdict({
      what: `safety ${side}: ${typeof category === 'string' ? category : 'no category'}`,
      value: blocked === true ? 'BLOCKED' : probability,
      comment: textual(severity),
    });
  }
}

/** Passages that a search gave the model; of web pages Google gives title and address only. */
function emitGrounding(grounding: JsonObject, emit: Emit): void {
  for (const chunk of objectsOf(field(grounding, 'groundingChunks'))) {
    const about = objectOf(field(chunk, 'retrievedContext') ?? chunk.web ?? chunk.maps);
    emit.context({ content: about.text ?? about.title ?? chunk, source: about.uri ?? about.title });
  }
}

type Draft = Record<string, unknown>;

/** Puts the pieces of a streamed answer together into the response that an unstreamed call gives. */
export function assembleGoogleStream(chunks: readonly JsonObject[]): JsonObject {
  const response: Draft = { __proto__: null };
  const candidates = new Map<number, { parts: Draft[]; rest: Draft }>();
  for (const chunk of chunks) {
    for (const name in chunk) if (name !== 'candidates') response[name] = chunk[name];
    for (const [position, piece] of objectsOf(chunk.candidates).entries()) {
      const number = numberOf(piece.index) ?? position;
      const candidate = candidates.get(number) ?? { parts: [], rest: { __proto__: null } };
      candidates.set(number, candidate);
      Object.assign(candidate.rest, piece);
      for (const part of objectsOf(objectOf(piece.content).parts)) addPart(candidate.parts, part);
    }
  }
  const whole = [...candidates.entries()].map(([index, { parts, rest }]) => ({
    ...rest,
    index,
    content: { role: 'model', parts },
  }));
  return whole.length > 0 ? { ...response, candidates: whole } : response;
}

/** Neighbouring texts of one nature are one text. */
function addPart(parts: Draft[], part: JsonObject): void {
  const last = parts.at(-1);
  const joins =
    typeof last?.text === 'string' &&
    typeof part.text === 'string' &&
    (last.thought === true) === (part.thought === true);
  if (joins) last.text = `${String(last.text)}${String(part.text)}`;
  else if (part.text !== '') parts.push({ ...part });
}
