/**
 * What a reader of a raw log would say of it, written without any code of the formats: who said what, in order. A call of a tool
 * and what it returned are lines of their own, a passage of retrieval is said by `context`.
 */

export type Said = readonly (readonly [role: string, text: string])[];

export interface Compared {
  /** Path within the folder of real logs. */
  readonly file: string;
  /** What a record says; of a document that holds several records, what the whole document says. */
  readonly said: (record: unknown) => Said;
  /** How many records are compared, from the first; 1 where it is left out. */
  readonly records?: number;
}

/** What stands at the place, or undefined. */
export const at = (value: unknown, ...names: readonly (string | number)[]): unknown =>
  names.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined,
    value,
  );
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
/** What an object holds, by name. */
export const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries<unknown>(Object.entries(value))
    : {};
export const parsed = (text: unknown): unknown => JSON.parse(String(text)) as unknown;

/** What is no text is compared by what its JSON says. */
export function plain(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  try {
    return JSON.stringify(JSON.parse(value));
  } catch {
    return value;
  }
}

/** A text, or the texts of parts; empty where there is nothing. */
export const text = (content: unknown): string =>
  typeof content === 'string'
    ? content
    : list(content)
        .map((part) => (typeof part === 'string' ? part : String(at(part, 'text'))))
        .join('\n');

export const call = (name: unknown, id: unknown, given: unknown): string =>
  `calls ${String(name)} ${text(id)} ${plain(given)}`;
export const result = (id: unknown, returned: unknown): string =>
  `returns ${text(id)} ${plain(returned)}`;

const TEXTS = ['text', 'thinking', 'refusal'];

/** What a role said, a line for each part. */
export const lines = (
  role: unknown,
  parts: readonly (string | undefined)[],
): readonly [string, string] => [
  String(role),
  parts.filter((part) => part !== undefined).join('\n'),
];

/** A message of OpenAI's chat completions, its calls of tools and what they returned. */
export function message(one: unknown): readonly [string, string] {
  const role = at(one, 'role');
  const content = at(one, 'content');
  if (role === 'tool' || role === 'function')
    return lines('tool', [result(at(one, 'tool_call_id'), text(content))]);
  const said = typeof content === 'string' ? [content] : list(content).map(part);
  const calls = list(at(one, 'tool_calls')).map((made) =>
    call(at(made, 'function', 'name'), at(made, 'id'), at(made, 'function', 'arguments')),
  );
  return lines(role, calls.length > 0 && content === '' ? calls : [...said, ...calls]);
}

/** A text of a part, or its image. */
function part(one: unknown): string {
  const key = TEXTS.find((name) => typeof at(one, name) === 'string');
  return key === undefined ? plain(at(one, 'image_url')) : String(at(one, key));
}

export const say = (messages: unknown): Said => list(messages).map(message);

export const pair = (asked: unknown, answered: unknown): Said => [
  ['user', text(asked)],
  ['assistant', text(answered)],
];

/** Events of a stream of server-sent events. */
export const events = (stream: string): unknown[] =>
  stream
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data: ') && line !== 'data: [DONE]')
    .map((line) => parsed(line.slice('data: '.length)));
