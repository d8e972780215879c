import { chatParts, contentParts } from './chat-parts.ts';
import { numbered } from './flat-attributes.ts';
import type { JsonObject, PartFields } from './format.ts';
import { messagesIn } from './genai-messages.ts';
import { isList, isObject } from './json-values.ts';
import { parseNested } from './nested-json.ts';
import type { Said, Words, WordsReader } from './span-words.ts';

/** The names of both times: since 2024, and before. */
const PROMPT = ['gen_ai.prompt', 'llm.prompts'] as const;
const COMPLETION = ['gen_ai.completion', 'llm.completions'] as const;

/**
 * Content as OpenLLMetry numbers it: `gen_ai.prompt.0.role`, `gen_ai.completion.0.tool_calls.1.name`; or all of a side
 * as one attribute.
 */
export const numberedInput: WordsReader = ({ attributes }, decoded) =>
  wordsUnder(attributes, PROMPT, (said) => said, decoded);

export const numberedOutput: WordsReader = ({ attributes }, decoded) =>
  wordsUnder(
    attributes,
    COMPLETION,
    (said) => said.map((one, choice) => ({ ...one, role: one.role ?? 'assistant', choice })),
    decoded,
  );

/** Why the model ended, as the first completion says it. */
export const finishReasonUnder = (attributes: JsonObject): unknown =>
  attributes['gen_ai.completion.0.finish_reason'] ?? attributes['llm.completions.0.finish_reason'];

function wordsUnder(
  attributes: JsonObject,
  prefixes: readonly string[],
  finish: (said: readonly Said[]) => readonly Said[],
  decoded: boolean,
): Words | undefined {
  for (const prefix of prefixes) {
    const items = numbered(attributes, prefix);
    if (items.length > 0) {
      return { said: finish(items.map((item) => messageOf(item, decoded))), numbered: [prefix] };
    }
    const whole = messagesIn(attributes[prefix], decoded);
    if (whole.length > 0) return { said: finish(whole), names: [prefix] };
  }
  return undefined;
}

const KNOWN = /^(?:role|content|name|tool_call_id|finish_reason|tool_calls\.\d+\..+)$/s;

function messageOf(item: JsonObject, decoded: boolean): Said {
  const tool_calls = numbered(item, 'tool_calls');
  const parts = chatParts({ ...item, tool_calls, content: contentOf(item.content, decoded) });
  const more = Object.keys(item).filter((name) => !KNOWN.test(name));
  return { role: item.role, name: item.name, parts: [...parts, ...more.map(beside(item))] };
}

/** A field that messages do not usually have is kept under its name. */
const beside =
  (item: JsonObject) =>
  (name: string): PartFields => ({ type: 'json', content: item[name], name });

/** Typed parts can only be JSON here; any other text is the text itself. */
function contentOf(content: unknown, decoded: boolean): unknown {
  if (typeof content !== 'string' || !/^\s*\[\s*\{/.test(content)) return content;
  const opened = parseNested(content, decoded);
  const isParts = isList(opened) && opened.every((part) => isObject(part) && 'type' in part);
  return isParts && contentParts(opened).every(({ type }) => type !== 'json') ? opened : content;
}
