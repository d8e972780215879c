import { isList, isObject, numberOf } from '../json-values.ts';
import { opened, type Step, writePath } from './field-path.ts';

/** What is not what it seems by itself, by the path at which it stands. */
export interface Shapes {
  /** Objects whose keys are ids rather than names. */
  readonly keyed: ReadonlySet<string>;
  /** Lists of two or three numbers, each of which means something else. */
  readonly tuples: ReadonlySet<string>;
}

interface Objects {
  count: number;
  readonly keys: Map<string, number>;
  /** Whether all that stands there is of one kind: objects with a key of the first, or texts. */
  alike: boolean;
  first: unknown;
}
interface Lists {
  readonly lengths: Set<number>;
  numbers: boolean;
}

const DEEPEST = 8;
const MOST_KEYS = 2000;
const MOST_OBJECTS = 4000;

/** An object of ids may stand in another: each is found once the one around it is known. */
export function shapesIn(sample: readonly unknown[]): Shapes {
  const keyed = new Set<string>();
  for (;;) {
    const objects = new Map<string, Objects>();
    const lists = new Map<string, Lists>();
    for (const record of sample) look([], record, { keyed, objects, lists });
    const more = [...objects].filter(([path, one]) => !keyed.has(path) && hasIds(one));
    if (more.length === 0 || keyed.size > 20)
      return {
        keyed,
        tuples: new Set([...lists].filter(([, one]) => isTuple(one)).map(([path]) => path)),
      };
    const outermost = more.filter(
      ([path]) => !more.some(([other]) => other !== path && path.startsWith(`${other}.`)),
    );
    for (const [path] of outermost) keyed.add(path);
  }
}

interface Look {
  readonly keyed: ReadonlySet<string>;
  readonly objects: Map<string, Objects>;
  readonly lists: Map<string, Lists>;
}

function look(steps: readonly Step[], given: unknown, into: Look): void {
  if (steps.length > DEEPEST) return;
  const value = opened(given, true);
  const path = writePath(steps);
  if (isObject(value)) {
    if (steps.length > 0) count(path, value, into.objects);
    for (const name of Object.keys(value).slice(0, MOST_KEYS)) {
      const inner: Step[] = into.keyed.has(path)
        ? [{ entries: true }, { name: 'value' }]
        : [{ name }];
      look([...steps, ...inner], value[name], into);
    }
  } else if (isList(value)) {
    const known = into.lists.get(path) ?? { lengths: new Set(), numbers: true };
    into.lists.set(path, known);
    known.lengths.add(value.length);
    known.numbers &&= value.every((one) => numberOf(one) !== undefined);
    for (const one of value.slice(0, 60)) look([...steps, { each: true }], one, into);
  }
}

function count(path: string, value: Readonly<Record<string, unknown>>, into: Map<string, Objects>) {
  let known = into.get(path);
  if (known === undefined) {
    if (into.size >= MOST_OBJECTS) return;
    known = { count: 0, keys: new Map(), alike: true, first: undefined };
    into.set(path, known);
  }
  known.count += 1;
  for (const key of Object.keys(value).slice(0, MOST_KEYS)) {
    if (known.keys.size < MOST_KEYS) known.keys.set(key, (known.keys.get(key) ?? 0) + 1);
    const one = opened(value[key], true);
    known.first ??= one;
    known.alike &&= isLike(known.first, one);
  }
}

const isLike = (first: unknown, one: unknown): boolean =>
  isObject(first) && isObject(one)
    ? Object.keys(one).some((key) => Object.hasOwn(first, key))
    : typeof first === 'string' && typeof one === 'string';

/** Keys with digits, of which no object has most; one object alone shows it by several alike. */
function hasIds({ count: objects, keys, alike, first }: Objects): boolean {
  if (!alike || keys.size < 3) return false;
  const names = [...keys.keys()];
  if (names.filter((name) => /\d/.test(name)).length * 10 < names.length * 8) return false;
  const most = Math.max(...keys.values());
  if (objects >= 3) return most * 10 <= objects * 6;
  return isObject(first) || names.every((name) => name.length >= 6);
}

const isTuple = ({ lengths, numbers }: Lists): boolean => {
  const [length] = lengths;
  return numbers && lengths.size === 1 && (length === 2 || length === 3);
};
