import type { PartFields } from './format.ts';
import { openNested } from './nested-json.ts';

/** What Open WebUI writes into the text of an answer: its thoughts, the tools that it called, the code that it ran. */
const OPENING = /<details type="(reasoning|tool_calls|code_interpreter)"([^<>]*)>/g;
const CLOSING = '</details>';
const SUMMARY = /^\s*<summary>[\s\S]*?<\/summary>\s*/;
const ATTRIBUTE = /\b([a-z_]{1,30})="([^"]*)"/g;
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
  let isNested = true;
  for (const found of text.matchAll(OPENING)) {
    // What stands within a block is not looked through again, and one that nothing closes is text.
    if (found.index < from) continue;
    const [opening, kind = '', attributes = ''] = found;
    const inside = found.index + opening.length;
    const whole: number = isNested ? closingOf(text, inside) : -1;
    // A thought may speak of an opening that nothing closes: from then on the first closing counts.
    isNested = whole >= 0;
    const end = isNested ? whole : text.indexOf(CLOSING, inside);
    if (end < 0) break;
    const inner = text.slice(inside, end).replace(SUMMARY, '');
    parts.push(...between(text.slice(from, found.index)));
    parts.push(...blockParts(kind, attributesOf(attributes), inner, decoded));
    from = end + CLOSING.length;
  }
  if (from === 0) return [{ type: 'text', content: text }];
  return [...parts, ...between(text.slice(from))];
}

/** Where a block closes, past those that open and close within it; -1 where it does not. */
function closingOf(text: string, inside: number): number {
  const tag = /<details[\s>]|<\/details>/g;
  tag.lastIndex = inside;
  let open = 1;
  for (let found = tag.exec(text); found !== null; found = tag.exec(text)) {
    open += found[0] === CLOSING ? -1 : 1;
    if (open === 0) return found.index;
  }
  return -1;
}

/** Without white space of ASCII around it: any other character may be a byte of one. */
function trimmed(text: string): string {
  const isBlank = (at: number): boolean => ' \t\r\n'.includes(text.charAt(at));
  let [start, end] = [0, text.length];
  while (start < end && isBlank(start)) start += 1;
  while (end > start && isBlank(end - 1)) end -= 1;
  return text.slice(start, end);
}

/** White space around a block is none of the answer. */
const between = (text: string): PartFields[] => {
  const content = trimmed(text);
  return content === '' ? [] : [{ type: 'text', content }];
};

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
  const asked = isTool ? unquoted(attributes.get('arguments') ?? null, decoded) : trimmed(inner);
  const returned = attributes.get(isTool ? 'result' : 'output');
  return [
    { type: 'tool_call', content: asked, ...about },
    ...(returned === undefined || returned === ''
      ? []
      : [{ type: 'tool_result' as const, content: unquoted(returned, decoded), ...about }]),
  ];
}

/** Thoughts are quoted line by line. */
const thoughtOf = (inner: string): string =>
  trimmed(
    plain(inner)
      .split('\n')
      .map((line) => line.replace(/^> ?/, ''))
      .join('\n'),
  );

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
