import type { JsonObject } from './format.ts';
import { isObject } from './json-values.ts';
import { parseNested } from './nested-json.ts';

/** True for the text of a server-sent event stream, by how it begins. */
export const isEventStream = (value: unknown): value is string =>
  typeof value === 'string' && /^\s*(?:data|event|id|retry|):/.test(value);

/** The JSON objects that an event stream carries, in order; `[DONE]`, comments and broken events are passed over. */
export function eventObjects(stream: string, decoded: boolean): JsonObject[] {
  const objects: JsonObject[] = [];
  for (const data of eventData(stream)) {
    const value = parseNested(data, decoded);
    if (isObject(value)) objects.push(value);
  }
  return objects;
}

/** The JSON objects of text with one a line (Ollama streams); lines that are none are passed over. */
export function lineObjects(text: string, decoded: boolean): JsonObject[] {
  return text
    .split('\n')
    .map((line) => (line.trim() === '' ? undefined : parseNested(line, decoded)))
    .filter(isObject);
}

/** The data of each event: its `data:` lines joined, as the standard says. */
function eventData(stream: string): string[] {
  const events: string[] = [];
  let lines: string[] = [];
  for (const raw of [...stream.split('\n'), '']) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (line.startsWith('data:')) {
      lines.push(line.startsWith('data: ') ? line.slice(6) : line.slice(5));
    } else if (line === '' && lines.length > 0) {
      events.push(lines.join('\n'));
      lines = [];
    }
  }
  return events;
}
