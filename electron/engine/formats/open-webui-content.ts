import type { PartFields } from './format.ts';
import { openNested } from './nested-json.ts';

/** What Open WebUI writes into the text of an answer: its thoughts, the tools that it called, the code that it ran. */
const BLOCK =
  /<details type="(reasoning|tool_calls|code_interpreter)"([^<>]*)>([\s\S]*?)<\/details>/g;
const SUMMARY = /^\s*<summary>[\s\S]*?<\/summary>\s*/;
const ATTRIBUTE = /([a-z]+)="([^"]*)"/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#x27;': "'",
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
};

/** The parts of a text in their order: thoughts, calls of tools with what they returned, and what stands between. */
export function writtenParts(text: string, decoded: boolean): PartFields[] {
  const parts: PartFields[] = [];
  let from = 0;
  for (const found of text.matchAll(BLOCK)) {
    const [whole, kind = '', attributes = '', inner = ''] = found;
    parts.push(...between(text.slice(from, found.index)));
    parts.push(...blockParts(kind, attributesOf(attributes), inner.replace(SUMMARY, ''), decoded));
    from = found.index + whole.length;
  }
  if (from === 0) return [{ type: 'text', content: text }];
  return [...parts, ...between(text.slice(from))];
}

/** White space around a block is none of the answer. */
const between = (text: string): PartFields[] =>
  text.trim() === '' ? [] : [{ type: 'text', content: text.replace(/^\n+|\n+$/g, '') }];

function blockParts(
  kind: string,
  attributes: ReadonlyMap<string, string>,
  inner: string,
  decoded: boolean,
): PartFields[] {
  if (kind === 'reasoning') return [{ type: 'thinking', content: thoughtOf(inner) }];
  const isTool = kind === 'tool_calls';
  const about = {
    name: isTool ? attributes.get('name') : kind,
    tool_call_id: attributes.get('id'),
  };
  const asked = isTool ? attributes.get('arguments') : inner.trim();
  const returned = attributes.get(isTool ? 'result' : 'output');
  return [
    { type: 'tool_call', content: unquoted(asked ?? null, decoded), ...about },
    ...(returned === undefined || returned === ''
      ? []
      : [{ type: 'tool_result' as const, content: unquoted(returned, decoded), ...about }]),
  ];
}

/** Thoughts are quoted line by line. */
const thoughtOf = (inner: string): string =>
  plain(inner)
    .split('\n')
    .map((line) => line.replace(/^> ?/, ''))
    .join('\n')
    .trim();

function attributesOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(ATTRIBUTE)) found.set(name, plain(value));
  return found;
}

const plain = (text: string): string =>
  text.replace(/&(?:quot|#x27|#39|lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);

/** Arguments and results are JSON, and often JSON in a text of it. */
function unquoted(text: string | null, decoded: boolean): unknown {
  if (text === null) return null;
  const opened = openNested(text, decoded);
  if (typeof opened !== 'string' || !/^"[\s\S]*"$/.test(opened)) return opened;
  const [inner] = [openNested(`[${opened}]`, decoded)].flat();
  return typeof inner === 'string' ? inner : opened;
}
