import { isList, isObject, nameOf } from '../json-values.ts';
import { parseNested } from '../nested-json.ts';
import { parsePrinted } from '../printed-value.ts';

/**
 * A path into a record: names apart by dots, `"a name with dots"` in double quotes, `[0]` an element of a list (from 0;
 * `[-1]` is the last), `[*]` each of them, and `[kind=ask]` each whose `kind` is `ask`; `{}` each entry of an object whose
 * keys are no names but ids, as an object of its `key` and its `value`. Where paths are relative to an element, a leading `$.` begins at the record and
 * `^.` at the object that holds the element's list, and `^^.` at the element of another list (or the entry of an object of ids) which
 * that object stands in; `$` alone, or `.`, is all of it. A text that holds JSON, or prints
 * a list or an object as programs do, is opened where the path leads into it.
 */
export interface FieldPath {
  readonly from: Origin;
  readonly steps: readonly Step[];
}
export type Origin = 'element' | 'holder' | 'around' | 'record';
/** What paths may begin at. */
export interface Origins {
  readonly element: unknown;
  readonly holder: unknown;
  readonly around: unknown;
  readonly record: unknown;
}
const SIGNS = { element: '', holder: '^', around: '^^', record: '$' } as const;
export type Step =
  | { readonly name: string }
  | { readonly index: number }
  | { readonly each: true; readonly where?: { readonly name: string; readonly is: string } }
  | { readonly entries: true };

/** Throws an Error whose message says what is wrong with the path, and where. */
export function parsePath(text: string): FieldPath {
  if (text === '.' || text === '$') return { from: text === '$' ? 'record' : 'element', steps: [] };
  const from = originOf(text);
  const steps: Step[] = [];
  const sign = SIGNS[from].length;
  let at = sign > 0 && text[sign] === '.' ? sign + 1 : sign;
  while (at < text.length || steps.length === 0) {
    const step = stepAt(text, at);
    steps.push(step.step);
    at = step.end;
    if (at === text.length) break;
    if (text[at] === '.') at += 1;
    else if (text[at] !== '[' && text[at] !== '{') throw wrong(text, at, 'expected a dot, [ or {');
  }
  return { from, steps };
}

function originOf(text: string): Origin {
  const [, sign] = /^(\$|\^\^?)[.[]/.exec(text) ?? [];
  return sign === '$' ? 'record' : sign === '^' ? 'holder' : sign === '^^' ? 'around' : 'element';
}

/** The text of a path, which `parsePath` reads as the same steps. */
export function writePath(steps: readonly Step[], from: Origin = 'element'): string {
  let text: string = SIGNS[from];
  for (const step of steps)
    if ('each' in step) text += step.where === undefined ? '[*]' : `[${whereText(step.where)}]`;
    else if ('entries' in step) text += '{}';
    else if ('index' in step) text += `[${step.index}]`;
    else text += `${text === '' ? '' : '.'}${writtenName(step.name, text === '')}`;
  return text === '' ? '.' : text;
}

const whereText = ({ name, is }: { name: string; is: string }): string =>
  `${PLAIN_NAME.test(name) ? name : JSON.stringify(name)}=${PLAIN_NAME.test(is) ? is : JSON.stringify(is)}`;

const writtenName = (name: string, first: boolean): string =>
  /^[^.[\]{}"]+$/.test(name) && !(first && /^[$^]/.test(name)) ? name : JSON.stringify(name);

const QUOTED = /"(?:[^"\\]|\\.)*"/y;
const PLAIN = /(?:[^.[\]{"]|\{(?!\}))+/y;
const BRACKET = /\[(?:(\*)|(-?\d{1,9}))\]/y;
const WHERE = /\[("(?:[^"\\]|\\.)*"|[\w-]+)=("(?:[^"\\]|\\.)*"|[\w-]+)\]/y;
const PLAIN_NAME = /^[\w-]+$/;

function stepAt(text: string, at: number): { step: Step; end: number } {
  const found = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  const bracket = found(BRACKET);
  if (bracket !== null)
    return {
      step: bracket[1] === undefined ? { index: Number(bracket[2]) } : { each: true },
      end: at + bracket[0].length,
    };
  const where = found(WHERE);
  if (where !== null) {
    const said = (part = ''): string => (part.startsWith('"') ? unquoted(text, at, part) : part);
    return {
      step: { each: true, where: { name: said(where[1]), is: said(where[2]) } },
      end: at + where[0].length,
    };
  }
  if (text.startsWith('{}', at)) return { step: { entries: true }, end: at + 2 };
  const quoted = found(QUOTED);
  if (quoted !== null) {
    const end = at + quoted[0].length;
    return { step: { name: unquoted(text, at, quoted[0]) }, end };
  }
  const plain = found(PLAIN);
  if (plain !== null) return { step: { name: plain[0] }, end: at + plain[0].length };
  throw wrong(text, at, 'expected a name, "a name", [0], [*], [name=value] or {}');
}

function unquoted(text: string, at: number, quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    throw wrong(text, at, 'the name in quotes is none');
  }
}

const wrong = (text: string, at: number, what: string): Error =>
  new Error(`the path ${text} breaks off at character ${at + 1}: ${what}`);

/** What stands at the path, each value that is there; nothing where nothing does. */
export function valuesAt(path: FieldPath, origins: Origins, decoded: boolean): readonly unknown[] {
  let values: readonly unknown[] = [origins[path.from]];
  for (const step of path.steps) {
    const next: unknown[] = [];
    for (const value of values) take(step, value, decoded, next);
    values = next;
  }
  return values;
}

/** What stands at the path first; undefined where nothing does. */
export const valueAt = (path: FieldPath, origins: Origins, decoded: boolean): unknown =>
  valuesAt(path, origins, decoded)[0];

/** For a path whose origin is the thing itself. */
export const within = (thing: unknown): Origins => ({
  element: thing,
  holder: thing,
  around: thing,
  record: thing,
});

function take(step: Step, holder: unknown, decoded: boolean, into: unknown[]): void {
  const value = opened(holder, decoded);
  if ('name' in step) {
    if (isObject(value) && Object.hasOwn(value, step.name)) pushIfThere(value[step.name], into);
  } else if ('entries' in step) {
    if (isObject(value))
      for (const [key, one] of Object.entries(value)) into.push({ key, value: one });
  } else if (!isList(value)) return;
  else if ('each' in step) {
    for (const one of value)
      if (step.where === undefined || saysSo(opened(one, decoded), step.where))
        pushIfThere(one, into);
  } else pushIfThere(value.at(step.index), into);
}

const saysSo = (one: unknown, { name, is }: { name: string; is: string }): boolean =>
  isObject(one) && Object.hasOwn(one, name) && (nameOf(one[name]) ?? String(one[name])) === is;

function pushIfThere(value: unknown, into: unknown[]): void {
  if (!isNothing(value)) into.push(value);
}

/** Also the mark by which dumps of databases (`COPY`, `SELECT ... INTO OUTFILE`) write that nothing is there. */
export const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === '\\N';

/** A list or object that is given as its JSON text, or as a program prints it, opened; anything else as it is. */
export function opened(value: unknown, decoded: boolean): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  return parseNested(value, decoded) ?? parsePrinted(value, decoded) ?? value;
}
