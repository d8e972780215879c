import { contentParts } from './chat-parts.ts';
import { numbered } from './flat-attributes.ts';
import type { JsonObject, PartFields, TurnKind } from './format.ts';
import { eventsInput, eventsOutput } from './genai-events.ts';
import { genAiInput, genAiOutput, messagesIn } from './genai-messages.ts';
import { firstOf, isList, isObject, nameIn, objectOf } from './json-values.ts';
import { openBody, openNested, parseNested } from './nested-json.ts';
import { numberedInput, numberedOutput } from './numbered-messages.ts';
import { openInferenceInput, openInferenceOutput } from './openinference-words.ts';
import { firstWords, type Said, type Words, type WordsReader } from './span-words.ts';
import type { Span } from './span.ts';
import { vercelInput, vercelOutput } from './vercel-words.ts';

/** Messages that a span spells out as such. */
const INPUT = [openInferenceInput, genAiInput, numberedInput, eventsInput];
const OUTPUT = [openInferenceOutput, genAiOutput, numberedOutput, eventsOutput];

/**
 * What a call of a model was given and answered, or a tool was called with and returned. Of other steps only messages
 * count: a plain input or output of theirs repeats what the calls within them say, and stays an attribute.
 */
export function wordsOf(
  span: Span,
  kind: TurnKind,
  decoded: boolean,
): { input: Words | undefined; output: Words | undefined } {
  const [inputs, outputs] = READERS[kind === 'model' || kind === 'tool' ? kind : 'other'];
  return {
    input: firstWords(inputs, span, decoded),
    output: firstWords(outputs, span, decoded),
  };
}

const plainInput: WordsReader = ({ attributes }, decoded) =>
  plainWords(attributes, 'input', decoded);
const plainOutput: WordsReader = ({ attributes }, decoded) =>
  plainWords(attributes, 'output', decoded);

/** `input.value` and `output.value`: a text, or JSON that holds messages; other JSON is no message. */
function plainWords(
  attributes: JsonObject,
  side: 'input' | 'output',
  decoded: boolean,
): Words | undefined {
  const value = attributes[`${side}.value`];
  if (typeof value !== 'string' || value === '') return undefined;
  const names = [`${side}.value`, `${side}.mime_type`];
  if (attributes[`${side}.mime_type`] !== 'application/json') {
    const role = side === 'input' ? 'user' : 'assistant';
    return { said: [{ role, parts: contentParts(value), bare: true }], names };
  }
  const opened = parseNested(value, decoded);
  const list = isList(opened) ? opened : objectOf(opened).messages;
  if (!isList(list) || list.length === 0 || !list.every(isMessage)) return undefined;
  return { said: messagesIn(list, decoded), names };
}

const isMessage = (value: unknown): boolean =>
  isObject(value) && 'role' in value && ('content' in value || 'parts' in value);

const ARGUMENTS = [
  ...['gen_ai.tool.call.arguments', 'ai.toolCall.args', 'traceloop.entity.input', 'input.value'],
];
const RESULT = [
  ...['gen_ai.tool.call.result', 'ai.toolCall.result', 'traceloop.entity.output', 'output.value'],
];
const TOOL_NAME = [
  ...['gen_ai.tool.name', 'tool.name', 'tool_call.function.name', 'ai.toolCall.name'],
  'traceloop.entity.name',
];
const CALL_ID = ['gen_ai.tool.call.id', 'tool.id', 'tool_call.id', 'ai.toolCall.id'];

const calledTool: WordsReader = (span) => {
  const { attributes } = span;
  const found = nameIn(attributes, ARGUMENTS);
  if (found === undefined) return undefined;
  return toolCall(span, attributes[found], [found, 'input.mime_type']);
};

/** That a tool was called is known though the log leaves out with what. */
const namedTool: WordsReader = (span) => toolCall(span, null, []);

function toolCall(span: Span, content: unknown, names: readonly string[]): Words {
  const part: PartFields = { type: 'tool_call', content, ...calledAs(span) };
  return {
    said: [{ role: 'assistant', parts: [part], bare: true }],
    names: [...names, ...CALL_NAMES],
  };
}

const CALL_NAMES = [...TOOL_NAME, ...CALL_ID];

const toolResult: WordsReader = (span) => {
  const { attributes } = span;
  const found = nameIn(attributes, RESULT);
  if (found === undefined) return undefined;
  const part: PartFields = {
    type: 'tool_result',
    content: attributes[found],
    ...calledAs(span),
  };
  return {
    said: [{ role: 'tool', parts: [part], bare: true }],
    names: [found, 'output.mime_type'],
  };
};

const calledAs = ({ attributes, name }: Span) => ({
  name: firstOf(attributes, TOOL_NAME) ?? name,
  tool_call_id: firstOf(attributes, CALL_ID),
});

const READERS: Readonly<
  Record<'model' | 'tool' | 'other', readonly [readonly WordsReader[], readonly WordsReader[]]>
> = {
  model: [
    [...INPUT, vercelInput, plainInput],
    [...OUTPUT, vercelOutput, plainOutput],
  ],
  tool: [
    [calledTool, ...INPUT, namedTool],
    [toolResult, ...OUTPUT],
  ],
  other: [INPUT, OUTPUT],
};

/** The definitions of tools that a call offers. */
export function toolsOf({ attributes }: Span, decoded: boolean): Words | undefined {
  const parts = [
    ...definitionsIn(attributes, 'gen_ai.tool.definitions', decoded),
    ...definitionsIn(attributes, 'ai.prompt.tools', decoded),
    ...numbered(attributes, 'llm.tools').map((tool) =>
      definition(openBody(tool['tool.json_schema'], decoded) ?? { ...tool }),
    ),
    ...numbered(attributes, 'llm.request.functions').map((tool) => definition({ ...tool })),
  ];
  if (parts.length === 0) return undefined;
  return {
    said: [{ role: 'tool', parts } satisfies Said],
    names: ['gen_ai.tool.definitions', 'ai.prompt.tools'],
    numbered: ['llm.tools', 'llm.request.functions'],
  };
}

function definitionsIn(attributes: JsonObject, name: string, decoded: boolean): PartFields[] {
  const value = attributes[name];
  if (value === undefined || value === null || value === '') return [];
  const opened = openNested(value, decoded);
  return (isList(opened) ? opened : [opened]).map((tool) => definition(openBody(tool, decoded)));
}

function definition(tool: unknown): PartFields {
  const outer = objectOf(tool);
  const { name } = isObject(outer.function) ? outer.function : outer;
  return { type: 'tool_definition', content: tool, name };
}
