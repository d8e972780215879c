import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { reasonOf } from './errors.ts';

/** Something that is wrong with a text, at a line that counts from 1. */
export class WrongLine extends Error {
  override readonly name = 'WrongLine';
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

export interface YamlText<T> {
  readonly data: T;
  /** Line of the value at the path, or of the nearest thing above it that the text has. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
}

/** YAML of a known shape. `whole` is what an error about all of it speaks of: "the rule". Throws a `WrongLine`. */
export function readYaml<T>(text: string, schema: z.ZodType<T>, whole: string): YamlText<T> {
  return readBy('core', text, schema, whole);
}

/** The same, but each value is the words that stand there, whatever they look like: 007 is no number. */
export function readYamlWords<T>(text: string, schema: z.ZodType<T>, whole: string): YamlText<T> {
  return readBy('failsafe', text, schema, whole);
}

function readBy<T>(
  values: 'core' | 'failsafe',
  text: string,
  schema: z.ZodType<T>,
  whole: string,
): YamlText<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: values });
  const [wrong] = document.errors;
  if (wrong !== undefined)
    throw new WrongLine(lines.linePos(wrong.pos[0]).line, wrong.message.split('\n')[0] ?? '');
  const lineOf = (path: readonly (string | number)[]): number => lineIn(document, lines, path);
  const parsed = schema.safeParse(valueOf(document, whole));
  if (parsed.success) return { data: parsed.data, lineOf };
  const [issue] = parsed.error.issues;
  const path = (issue?.path ?? []).filter((step) => typeof step !== 'symbol');
  const name = path.length === 0 ? whole : path.join('.');
  const isMissing =
    issue?.message.startsWith('Invalid input: expected') === true &&
    document.getIn(path) === undefined;
  throw new WrongLine(
    lineOf(path),
    isMissing ? `${name} is missing` : `${name}: ${issue?.message ?? 'invalid'}`,
  );
}

/** An alias may stand for a list of aliases, and so on: few lines for more values than memory holds. */
function valueOf(document: Document, whole: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new WrongLine(1, `${whole} cannot be written out: ${reasonOf(error)}`);
  }
}

function lineIn(
  document: Document,
  lines: LineCounter,
  path: readonly (string | number)[],
): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range != null) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
