import { isList, isObject } from '../json-values.ts';
import { roleNamed } from './role-words.ts';

/**
 * Lists of which each element is of a kind of its own, by a key that says which: the steps of a call
 * (`[{kind: search, hits: ...}, {kind: generate, output: ...}]`), the parts of a message. What one kind has others have not.
 */

/** What the elements of lists at a path have, by a key and its words. */
export type KindsSeen = Map<string, Kinds>;
type Kinds = Map<string, Kind>;
interface Kind {
  lists: number;
  elements: number;
  readonly has: Set<string>;
}

const KEYS = [
  'kind',
  'type',
  'span_kind',
  'spanKind',
  'span_type',
  'spanType',
  'part',
  'step',
  'stage',
  'op',
  'name',
];
const SPEAKS = [
  'role',
  'sender',
  'speaker',
  'author',
  'from',
  'who',
  'by',
  'is_user',
  'isUser',
  'direction',
];
const MOST_KINDS = 10;
const MOST_EACH = 6;
const DEEPEST = 3;
const FEWEST_LISTS = 3;

export function countKinds(seen: KindsSeen, list: readonly unknown[]): void {
  for (const key of KEYS) {
    const inList = new Set<string>();
    for (const one of list) {
      const said = isObject(one) && Object.hasOwn(one, key) ? one[key] : undefined;
      // A list with one that says none is of no kinds.
      const kind = typeof said === 'string' && /^[A-Za-z][\w .:-]{0,39}$/.test(said) ? said : '';
      const kinds: Kinds = seen.get(key) ?? new Map<string, Kind>();
      seen.set(key, kinds);
      if (kinds.size > MOST_KINDS) continue;
      const known: Kind = kinds.get(kind) ?? { lists: 0, elements: 0, has: new Set<string>() };
      kinds.set(kind, known);
      known.elements += 1;
      if (!inList.has(kind)) known.lists += 1;
      inList.add(kind);
      namesIn(one, '', 0, known.has);
    }
  }
}

function namesIn(value: unknown, path: string, depth: number, into: Set<string>): void {
  if (depth > DEEPEST || into.size > 200) return;
  if (isList(value)) {
    for (const one of value.slice(0, 3)) namesIn(one, `${path}[]`, depth + 1, into);
    return;
  }
  if (!isObject(value)) return;
  for (const [name, one] of Object.entries(value).slice(0, 60)) {
    if (one === null || one === '') continue;
    into.add(`${path}.${name}`);
    namesIn(one, `${path}.${name}`, depth + 1, into);
  }
}

/** The key that says of which kind each element is; undefined where the elements are alike, or are what somebody says. */
export function kindKey(seen: KindsSeen, lists: number): string | undefined {
  return [...seen].find(([, kinds]) => areKinds(kinds, lists))?.[0];
}

function areKinds(kinds: Kinds, total: number): boolean {
  const all = [...kinds];
  if (all.length < 2 || all.length > MOST_KINDS || kinds.has('')) return false;
  if (all.some(([kind]) => roleNamed(kind) === 'user')) return false;
  if (all.some(([, { has }]) => SPEAKS.some((key) => has.has(`.${key}`)))) return false;
  // One kind at least is there as a rule.
  if (all.every(([, { lists }]) => lists < FEWEST_LISTS || lists * 5 < total * 3)) return false;
  if (all.some(([, { lists, elements }]) => elements > lists * MOST_EACH)) return false;
  if (!all.some(([, { lists, elements }]) => lists >= FEWEST_LISTS && elements * 4 <= lists * 5))
    return false;
  return (
    answersAmong(all.map(([kind]) => kind)) ||
    all.some(([kind, { has }]) =>
      all.some(([other, { has: its }]) => other !== kind && lacks(has, its) && lacks(its, has)),
    )
  );
}

/** One kind is called as what a machine answers, and no other as anybody who speaks: `notice`, `reply`, `status`. */
const answersAmong = (kinds: readonly string[]): boolean => {
  const roles = kinds.map(roleNamed);
  return (
    roles.filter((role) => role === 'assistant').length === 1 &&
    roles.every((role) => role === 'assistant' || role === 'tool' || role === undefined)
  );
};

const lacks = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  [...other].some((name) => !one.has(name));
