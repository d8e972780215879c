import { isList, isObject, numberOf } from '../json-values.ts';
import { parseNested } from '../nested-json.ts';
import { VALUED } from './key-names.ts';
import { countKinds, kindKey, type KindsSeen } from './kinds-of-parts.ts';
import { opened, type Step, writePath } from './field-path.ts';
import { roleNamed } from './role-words.ts';

/** What is not what it seems by itself, by the path at which it stands. */
export interface Shapes {
  /** Objects whose keys are ids rather than names. */
  readonly keyed: ReadonlySet<string>;
  /** Lists of two or three numbers, or of who speaks and what, each of which means something else. */
  readonly tuples: ReadonlySet<string>;
  /** Texts of which few are JSON, or print a list or an object: those few are texts as well. */
  readonly texts: ReadonlySet<string>;
  /** Lists of fields, each an object of its name and its value, by the key of the name. */
  readonly fields: ReadonlyMap<string, string>;
  /** Lists of kinds of parts, by the key that says of which kind each is. */
  readonly kinds: ReadonlyMap<string, string>;
}

interface Objects {
  count: number;
  readonly keys: Map<string, number>;
  /** Whether all that stands there is of one kind: objects with a key of the first, lists of such, texts or numbers. */
  alike: boolean;
  first: unknown;
}
interface Place {
  /** Null where there are too many or too long ones. */
  words: Set<string> | null;
  sentences: number;
}
interface Lists {
  readonly lengths: Set<number>;
  numbers: boolean;
  count: number;
  /** What stands at each place of lists of three or four: few short texts, or sentences. */
  readonly places: Place[];
  /** Whether each is a question and what was answered, or one of them alone. */
  pairs: boolean;
  /** Who speaks first of all in each, where all are a short text and a longer one; null where they are not. */
  speakers: Set<string> | null;
  sentences: number;
  /** The key of the name of each element, where all are a name and a value; null where they are not. */
  naming: string | null | undefined;
  /** In how many lists each name stands. */
  readonly named: Map<string, number>;
  readonly kinds: KindsSeen;
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
    const texts = new Map<string, Texts>();
    const into = { keyed, objects, lists, texts, alone: sample.length === 1 };
    for (const record of sample) look([], record, into);
    const more = [...objects].filter(([path, one]) => !keyed.has(path) && hasIds(one));
    if (more.length === 0 || keyed.size > 20)
      return {
        keyed,
        texts: new Set(
          [...texts]
            .filter(([, { isListed, printed }]) => isListed || printed > 0)
            .filter(([, { opened, all }]) => opened * 2 < all)
            .map(([path]) => path),
        ),
        tuples: new Set([...lists].filter(([, one]) => isTuple(one)).map(([path]) => path)),
        fields: new Map(
          [...lists].flatMap(([path, one]) => {
            const name = areFields(one) ? one.naming : null;
            return name === null || name === undefined ? [] : [[path, name] as const];
          }),
        ),
        kinds: new Map(
          [...lists].flatMap(([path, one]) => {
            const key = kindKey(one.kinds, one.count);
            return key === undefined ? [] : [[path, key] as const];
          }),
        ),
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
  readonly texts: Map<string, Texts>;
  /** The record is all of the sample: a document, whose own keys may be ids. */
  readonly alone: boolean;
}

/** How many texts stand at a path, how many of them are opened, and how many of those are no JSON. */
interface Texts {
  readonly isListed: boolean;
  all: number;
  opened: number;
  printed: number;
}

function countText(
  steps: readonly Step[],
  { given, isOpened }: { readonly given: string; readonly isOpened: boolean },
  into: Map<string, Texts>,
): void {
  const path = writePath(steps);
  const isListed = steps.some((step) => 'each' in step);
  const known = into.get(path) ?? { isListed, all: 0, opened: 0, printed: 0 };
  known.all += 1;
  if (isOpened) known.opened += 1;
  if (isOpened && parseNested(given, true) === undefined) known.printed += 1;
  if (into.size < MOST_OBJECTS) into.set(path, known);
}

function look(steps: readonly Step[], given: unknown, into: Look): void {
  if (steps.length > DEEPEST) return;
  const value = opened(given, true);
  const path = writePath(steps);
  // Lines of a log, each a record of its own, are JSON or not as they come, and somebody may say what a program prints.
  if (typeof given === 'string' && given !== '')
    countText(steps, { given, isOpened: value !== given }, into.texts);
  if (isObject(value)) {
    if (steps.length > 0 || into.alone) count(path, value, into.objects);
    for (const name of Object.keys(value).slice(0, MOST_KEYS)) {
      const inner: Step[] = into.keyed.has(path)
        ? [{ entries: true }, { name: 'value' }]
        : [{ name }];
      look([...steps, ...inner], value[name], into);
    }
  } else if (isList(value)) {
    const known = into.lists.get(path) ?? {
      ...{ lengths: new Set(), numbers: true, count: 0, speakers: new Set(), sentences: 0 },
      ...{
        naming: undefined,
        named: new Map(),
        kinds: new Map(),
        pairs: isOfList(steps),
        places: [],
      },
    };
    into.lists.set(path, known);
    known.lengths.add(value.length);
    known.count += 1;
    countNames(known, value);
    countKinds(
      known.kinds,
      value.slice(0, 60).map((one) => opened(one, true)),
    );
    countSpeakers(known, value);
    known.pairs &&= isPair(value);
    if (isOfList(steps)) countPlaces(known.places, value);
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

const isLike = (first: unknown, one: unknown): boolean => {
  if (isList(first) && isList(one)) return isObject(first[0]) && isLike(first[0], one[0]);
  if (isObject(first) && isObject(one))
    return Object.keys(one).some((key) => Object.hasOwn(first, key));
  return typeof first === typeof one && /^(?:string|number)$/.test(typeof first);
};

/** Keys with digits, of which no object has most; one object alone shows it by several alike. */
function hasIds({ count: objects, keys, alike, first }: Objects): boolean {
  if (!alike || keys.size < 3) return false;
  const names = [...keys.keys()];
  if (names.filter((name) => /\d/.test(name)).length * 10 < names.length * 8) return false;
  const most = Math.max(...keys.values());
  if (objects >= 3) return most * 10 <= objects * 6;
  return (
    isObject(first) ||
    isList(first) ||
    (typeof first === 'string' && names.every((name) => name.length >= 6))
  );
}

const NAMING = /^(?:k|key|name|field|attribute|attr|property|prop|label|feld|champ|campo|nome)$/i;

/** `[{"k": "question", "v": "..."}, {"k": "answer", "v": "..."}]` */
function countNames(known: Lists, list: readonly unknown[]): void {
  if (known.naming === null) return;
  const names = new Set<string>();
  for (const given of list) {
    const one = opened(given, true);
    const naming = isObject(one) ? namingKey(one) : undefined;
    const name = isObject(one) && naming !== undefined ? one[naming] : undefined;
    if (naming === undefined || typeof name !== 'string' || naming !== (known.naming ?? naming)) {
      known.naming = null;
      return;
    }
    known.naming = naming;
    if (/^[A-Za-z][\w.:-]{0,60}$/.test(name) && !names.has(name)) names.add(name);
    else known.naming = null;
  }
  if (known.naming === null || known.named.size > MOST_KEYS) return;
  for (const name of names) known.named.set(name, (known.named.get(name) ?? 0) + 1);
}

function namingKey(one: Readonly<Record<string, unknown>>): string | undefined {
  const keys = Object.keys(one);
  return keys.length === 2 && keys.some((key) => VALUED.test(key))
    ? keys.find((key) => NAMING.test(key))
    : undefined;
}

/** Most names stand in most of the lists, as those of columns do and those of what was looked up do not. */
function areFields({ naming, named, count: lists }: Lists): boolean {
  if (typeof naming !== 'string' || named.size < 3 || lists < 3) return false;
  const usual = [...named.values()].filter((times) => times * 2 >= lists);
  return usual.length * 2 >= named.size;
}

/** `["guest", "When do you close?"]` */
function countSpeakers(known: Lists, [who, what, ...more]: readonly unknown[]): void {
  const isOne = typeof who === 'string' && who.length <= 40 && typeof what === 'string';
  if (!isOne || more.some((one) => isObject(one) || isList(one))) known.speakers = null;
  else known.speakers?.add(who);
  if (typeof what === 'string' && what.trim().split(/\s+/).length >= 3) known.sentences += 1;
}

/** `["2026-03-02T08:00:00Z", "guest", "When do you close?"]` */
function countPlaces(places: Place[], list: readonly unknown[]): void {
  if (list.length < 3 || list.length > MOST_PLACES) return;
  for (const [at, one] of list.entries()) {
    const place = (places[at] ??= { words: new Set(), sentences: 0 });
    if (typeof one === 'string' && one.trim().split(/\s+/).length >= 3) place.sentences += 1;
    if (typeof one !== 'string' || one.length > 40) place.words = null;
    else if (place.words !== null && place.words.size <= MOST_SPEAKERS) place.words.add(one);
  }
}
const MOST_PLACES = 5;

/** At one place few who speak, at another what they say. */
const saysWhoAtPlaces = ({ places, count: lists }: Lists): boolean =>
  places.some(({ sentences }) => sentences * 2 >= lists) &&
  places.some(
    ({ words }) =>
      words !== null &&
      words.size >= 2 &&
      words.size <= MOST_SPEAKERS &&
      lists >= 2 * words.size &&
      [...words].some((word) => roleNamed(word) === 'assistant'),
  );

/** One of a list of lists, or such a one by itself. */
const isOfList = (steps: readonly Step[]): boolean => {
  const last = steps.at(-1);
  return last === undefined || 'each' in last;
};

/** `["When do you close?", "At six."]` */
const isPair = (list: readonly unknown[]): boolean =>
  list.length === 2 &&
  list.every((one) => one === null || typeof one === 'string') &&
  list.some((one) => one !== null);

const MOST_SPEAKERS = 8;
const FEWEST_PAIRS = 3;

/** Few who speak in many, and sentences as a rule. */
const saysWho = ({ speakers, sentences, count: lists }: Lists): boolean =>
  speakers !== null &&
  speakers.size >= 2 &&
  speakers.size <= MOST_SPEAKERS &&
  lists >= 2 * speakers.size &&
  sentences * 2 >= lists;

const isTuple = (list: Lists): boolean => {
  const [length = 0] = list.lengths;
  if (list.lengths.size !== 1 || length < 2) return false;
  const arePairs = list.pairs && list.count >= FEWEST_PAIRS && list.sentences * 2 >= list.count;
  return (
    (list.numbers && length <= 3) ||
    (length <= 4 && saysWho(list)) ||
    arePairs ||
    saysWhoAtPlaces(list)
  );
};
