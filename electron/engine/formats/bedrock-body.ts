import {
  anthropicResponseFields,
  anthropicRest,
  emitAnthropicAnswer,
  emitAnthropicRequest,
} from './anthropic-body.ts';
import { METRICS } from './bedrock-events.ts';
import { contentPart, contentParts, toolParts } from './chat-parts.ts';
import { emitContexts } from './contexts.ts';
import type { Emit, JsonObject, PartFields, TurnFields } from './format.ts';
import { isList, isObject, listOf, objectOf, objectsOf, restOf } from './json-values.ts';
import { emitChoices, emitRequest, responseFields, responseRest } from './openai-chat-body.ts';

const REQUEST_COLUMNS: ReadonlySet<string> = new Set([
  ...['messages', 'system', 'prompt', 'inputText', 'tools', 'message', 'chat_history', 'preamble'],
  ...['documents', 'model', 'temperature', 'top_p', 'p', 'max_tokens', 'max_gen_len', 'seed'],
]);
const RESPONSE_COLUMNS: ReadonlySet<string> = new Set([
  ...['output', 'stopReason', 'results', 'inputTextTokenCount', 'generation', 'stop_reason'],
  ...['prompt_token_count', 'generation_token_count', 'outputs', 'generations', 'text'],
  ...['completion', 'completions', 'outputText', 'finish_reason', 'error', 'message', 'id'],
  ...['completionReason', 'totalOutputTextTokenCount', 'tool_calls'],
]);

/** The turn's columns that a request to Bedrock gives, whichever dialect it speaks. */
export function bedrockRequestFields(request: JsonObject): Partial<TurnFields> {
  const settings = {
    ...objectOf(request.inferenceConfig),
    ...objectOf(request.textGenerationConfig),
  };
  return {
    requested_model: request.model,
    temperature: request.temperature ?? settings.temperature,
    top_p: request.top_p ?? request.p ?? settings.topP ?? settings.top_p,
    max_tokens:
      request.max_tokens ??
      request.max_gen_len ??
      settings.maxTokens ??
      settings.max_new_tokens ??
      settings.maxTokenCount,
    seed: request.seed,
    params: restOf(request, REQUEST_COLUMNS),
  };
}

/** The turn's columns that an answer gives; streams are put together before. */
export function bedrockAnswerFields(body: JsonObject): Partial<TurnFields> {
  const metrics = objectOf(body[METRICS]);
  const fields = dialectFields(body);
  return {
    ...fields,
    prompt_tokens: fields.prompt_tokens ?? metrics.inputTokenCount,
    completion_tokens: fields.completion_tokens ?? metrics.outputTokenCount,
    latency_ms: fields.latency_ms ?? metrics.invocationLatency,
  };
}

function dialectFields(body: JsonObject): Partial<TurnFields> {
  if (isAnthropic(body)) return anthropicResponseFields(body);
  if (isList(body.choices)) return responseFields(body);
  const usage = objectOf(body.usage);
  const first = objectOf(
    [body.results, body.outputs, body.generations, body.completions].flatMap(listOf)[0],
  );
  return {
    external_id: body.id,
    prompt_tokens: usage.inputTokens ?? body.prompt_token_count ?? body.inputTextTokenCount,
    completion_tokens:
      usage.outputTokens ??
      body.generation_token_count ??
      body.totalOutputTextTokenCount ??
      first.tokenCount,
    latency_ms: objectOf(body.metrics).latencyMs,
    finish_reason: reasonOf(
      body.stopReason ??
        body.stop_reason ??
        body.finish_reason ??
        body.completionReason ??
        first.completionReason ??
        first.stop_reason ??
        first.finish_reason ??
        first.finishReason,
    ),
  };
}

/** Jurassic writes {reason, length}. */
const reasonOf = (reason: unknown): unknown => (isObject(reason) ? reason.reason : reason);

/** What else an answer says: traces of guardrails, metrics, details of usage. */
export function bedrockRest(body: JsonObject): JsonObject | undefined {
  if (isAnthropic(body)) return anthropicRest(body);
  return isList(body.choices) ? responseRest(body) : restOf(body, RESPONSE_COLUMNS);
}

const isAnthropic = (body: JsonObject): boolean =>
  body.type === 'message' || (body.role === 'assistant' && isList(body.content));

export function emitBedrockRequest(request: JsonObject, emit: Emit): void {
  if ('anthropic_version' in request && !('prompt' in request)) {
    emitAnthropicRequest(request, emit);
    return;
  }
  emitInstructions(request, emit);
  const messages = listOf(request.messages);
  if (messages.some(isConverse))
    for (const message of messages) emitConverse('input', message, emit);
  else emitRequest({ messages }, emit);
  for (const name of ['prompt', 'inputText', 'message'] as const) {
    if (request[name] !== undefined) emit.message('input', 'user', [plain(request[name])]);
  }
  if (request.documents !== undefined) emitContexts({ documents: request.documents }, emit);
  const tools = toolParts(request.tools) ?? converseTools(objectOf(request.toolConfig).tools);
  if (tools) emit.message('tools', 'tool', tools);
}

/** What comes before the conversation: system texts, and Cohere's preamble and history. */
function emitInstructions(request: JsonObject, emit: Emit): void {
  const system = isList(request.system)
    ? request.system.map(conversePart)
    : contentParts(request.system ?? request.preamble);
  if (system.length > 0) emit.message('input', 'system', system);
  for (const said of listOf(request.chat_history)) {
    const { role, message } = objectOf(said);
    emit.message('input', cohereRole(role), [plain(message ?? said)]);
  }
}

function cohereRole(role: unknown): unknown {
  if (role === 'CHATBOT') return 'assistant';
  return typeof role === 'string' ? role.toLowerCase() : role;
}

/** Converse's blocks have no `type`: the name of their only field says what they are. */
const isConverse = (message: unknown): boolean =>
  objectsOf(objectOf(message).content).some((block) => !('type' in block));

/** Results of tools stand in a user's message; they are a tool's message here, before what the user says. */
function emitConverse(side: 'input' | 'output', message: unknown, emit: Emit): void {
  const { role, content } = objectOf(message);
  const parts = isList(content) ? content.map(conversePart) : contentParts(content);
  const results = parts.filter(({ type }) => type === 'tool_result');
  const others = parts.filter(({ type }) => type !== 'tool_result');
  if (results.length > 0) emit.message(side, 'tool', results);
  if (others.length > 0) emit.message(side, role, others);
  else if (results.length === 0) emit.message(side, role, [{ type: 'text', content: null }]);
}

function conversePart(block: unknown): PartFields {
  if (!isObject(block) || typeof block.type === 'string') return contentPart(block);
  if ('text' in block) return plain(block.text);
  const { toolUse, toolResult, guardContent, reasoningContent } = block;
  if (isObject(toolUse)) {
    const { input, name, toolUseId } = toolUse;
    return { type: 'tool_call', content: input ?? null, name, tool_call_id: toolUseId };
  }
  if (isObject(toolResult)) {
    const content = toolResult.status === 'error' ? toolResult : resultOf(toolResult.content);
    return { type: 'tool_result', content, tool_call_id: toolResult.toolUseId };
  }
  if (isObject(guardContent)) {
    const { text } = objectOf(guardContent.text);
    if (typeof text === 'string') return { type: 'text', content: text, name: 'guardContent' };
  }
  if (isObject(reasoningContent)) {
    const { text } = objectOf(reasoningContent.reasoningText);
    return { type: 'thinking', content: text ?? reasoningContent };
  }
  if (block.image !== undefined) return { type: 'image', content: block.image };
  if (block.audio !== undefined) return { type: 'audio', content: block.audio };
  const file = block.document ?? block.video;
  if (file !== undefined) return { type: 'file', content: file };
  return { type: 'json', content: block };
}

/** A result that is one text is that text; anything richer stays as the log has it. */
function resultOf(content: unknown): unknown {
  const [only, ...others] = listOf(content);
  return others.length === 0 && isObject(only) && typeof only.text === 'string'
    ? only.text
    : (content ?? null);
}

function converseTools(tools: unknown): PartFields[] | undefined {
  if (!isList(tools) || tools.length === 0) return undefined;
  return tools.map((tool) => ({
    type: 'tool_definition',
    content: tool,
    name: objectOf(objectOf(tool).toolSpec).name,
  }));
}

const plain = (text: unknown): PartFields =>
  typeof text === 'string' ? { type: 'text', content: text } : { type: 'json', content: text };

/** Whether the body is an answer in any of the dialects. */
export const isBedrockAnswer = (body: JsonObject): boolean =>
  isAnthropic(body) ||
  isObject(objectOf(body.output).message) ||
  [body.choices, body.results, body.outputs, body.generations, body.completions].some(isList) ||
  [body.generation, body.completion, body.outputText, body.text].some(
    (text) => typeof text === 'string',
  );

export function emitBedrockAnswer(body: JsonObject, emit: Emit): void {
  if (isAnthropic(body)) emitAnthropicAnswer(body, emit);
  else if (isObject(objectOf(body.output).message)) {
    emitConverse('output', objectOf(body.output).message, emit);
  } else if (isList(body.choices)) emitChoices(body, emit);
  else emitTexts(body, emit);
  emitGuardrails(body, emit);
}

function emitTexts(body: JsonObject, emit: Emit): void {
  const listed = [body.results, body.outputs, body.generations, body.completions].flatMap(listOf);
  const texts = listed.map((one) => {
    const { outputText, text, data } = objectOf(one);
    return outputText ?? text ?? objectOf(data).text ?? one;
  });
  const alone = body.generation ?? body.completion ?? body.outputText ?? body.text;
  if (texts.length === 0 && alone !== undefined) texts.push(alone);
  const calls = objectsOf(body.tool_calls).map(
    ({ name, parameters }): PartFields => ({
      type: 'tool_call',
      content: parameters ?? null,
      name,
    }),
  );
  for (const [choice, text] of texts.entries()) {
    const parts = choice === 0 ? [plain(text), ...calls] : [plain(text)];
    emit.message('output', 'assistant', parts, { choice });
  }
}

/** What guardrails found, a verdict for each topic, filter, word or entity; the whole trace is in the metadata. */
function emitGuardrails(body: JsonObject, emit: Emit): void {
  for (const trace of [objectOf(body.trace), objectOf(body['amazon-bedrock-trace'])]) {
    const guardrail = objectOf(trace.guardrail);
    emitAssessments('input', guardrail.inputAssessment ?? guardrail.input, emit);
    const outputs = guardrail.outputAssessments ?? guardrail.outputs;
    for (const one of isList(outputs) ? outputs : [outputs]) emitAssessments('output', one, emit);
  }
}

function emitAssessments(side: string, byGuardrail: unknown, emit: Emit): void {
  for (const [who, given] of Object.entries(objectOf(byGuardrail))) {
    for (const assessment of isList(given) ? objectsOf(given) : [objectOf(given)]) {
      for (const [policy, lists] of Object.entries(assessment)) {
        if (!policy.endsWith('Policy')) continue;
        for (const found of Object.values(objectOf(lists)).flatMap(objectsOf)) {
          const name = found.name ?? found.type ?? found.match;
          const what = `guardrail ${side} ${policy}${typeof name === 'string' ? `: ${name}` : ''}`;
          const comment = typeof found.confidence === 'string' ? found.confidence : undefined;
          emit.verdict({ what, value: found.action, who, comment });
        }
      }
    }
  }
}
