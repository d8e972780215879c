import type { TurnKind } from './format.ts';
import { isMessageEvent } from './genai-events.ts';
import { nameIn } from './json-values.ts';
import type { Span } from './span.ts';

const OPENINFERENCE: Readonly<Record<string, TurnKind>> = {
  LLM: 'model',
  CHAIN: 'chain',
  EMBEDDING: 'chain',
  PROMPT: 'chain',
  RETRIEVER: 'retrieval',
  RERANKER: 'retrieval',
  TOOL: 'tool',
  AGENT: 'agent',
  GUARDRAIL: 'guardrail',
  EVALUATOR: 'guardrail',
};

const OPERATIONS: Readonly<Record<string, TurnKind>> = {
  chat: 'model',
  completion: 'model',
  text_completion: 'model',
  generate_content: 'model',
  embeddings: 'chain',
  execute_tool: 'tool',
  create_agent: 'agent',
  invoke_agent: 'agent',
  retrieval: 'retrieval',
};

const TRACELOOP: Readonly<Record<string, TurnKind>> = {
  workflow: 'chain',
  task: 'chain',
  agent: 'agent',
  tool: 'tool',
};

const REQUEST_TYPES: Readonly<Record<string, TurnKind>> = {
  chat: 'model',
  completion: 'model',
  embedding: 'chain',
  rerank: 'retrieval',
};

/** What a span is by the kinds that its producers name; without any a call where it names a model, else a step. */
export function kindOf(span: Span): TurnKind {
  const { attributes } = span;
  return (
    named(OPENINFERENCE, upper(attributes['openinference.span.kind'] ?? span.kind)) ??
    vercelKind(attributes['ai.operationId']) ??
    named(OPERATIONS, attributes['gen_ai.operation.name']) ??
    named(TRACELOOP, attributes['traceloop.span.kind']) ??
    named(REQUEST_TYPES, attributes['llm.request.type']) ??
    unnamedKind(span)
  );
}

const named = (kinds: Readonly<Record<string, TurnKind>>, name: unknown): TurnKind | undefined =>
  typeof name === 'string' && Object.hasOwn(kinds, name) ? kinds[name] : undefined;

const upper = (kind: unknown): unknown => (typeof kind === 'string' ? kind.toUpperCase() : kind);

/** `ai.generateText` is the step around the call, `ai.generateText.doGenerate` the call. */
function vercelKind(operation: unknown): TurnKind | undefined {
  if (typeof operation !== 'string') return undefined;
  if (/\.do(?:Generate|Stream)$/.test(operation)) return 'model';
  return operation === 'ai.toolCall' ? 'tool' : 'chain';
}

const MODEL = [
  ...['gen_ai.request.model', 'gen_ai.response.model', 'gen_ai.input.messages'],
  ...['gen_ai.output.messages', 'gen_ai.prompt.0.content', 'gen_ai.completion.0.content'],
  ...['llm.model_name', 'llm.input_messages.0.message.role', 'llm.request.model'],
];

/** An operation that is named, but not known, is a step. */
function unnamedKind({ attributes, events }: Span): TurnKind {
  if (attributes['gen_ai.operation.name'] !== undefined) return 'chain';
  if (nameIn(attributes, ['gen_ai.tool.name', 'gen_ai.tool.call.id']) !== undefined) return 'tool';
  if (events.some(({ name }) => name === 'db.query.result')) return 'retrieval';
  if (events.some(isMessageEvent)) return 'model';
  return nameIn(attributes, MODEL) === undefined ? 'chain' : 'model';
}
