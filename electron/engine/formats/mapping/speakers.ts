import { keyWords, pathWords } from './key-names.ts';
import {
  deedNamed,
  isHappening,
  isOfKnowledge,
  isOfRating,
  isOnlySent,
  isOfService,
  isOfTrade,
  isStep,
  type KnownRole,
  roleNamed,
} from './role-words.ts';
import type { SamplePath } from './sample-paths.ts';
import { distinct, isModelName } from './value-shapes.ts';

/** What the values of a role field are, and how a mapping calls them. */
export interface Speakers {
  readonly roles: Readonly<Record<string, string>>;
  readonly sides: ReadonlySet<KnownRole>;
  /** 0 to 1 */
  readonly score: number;
  /** Words of which nobody can tell whom they name. */
  readonly unknown: number;
  readonly why: string;
  /** Told by how they take turns: no word says who they are. */
  readonly byHabit?: true;
  /** Who answers is called as people of the house are as well. */
  readonly byHouse?: true;
}

const MOST_ROLES = 16;
/** Names of files have words in them that speakers are called by: `report_final.pdf`. */
const FILE =
  /\w\.(?:pdf|docx?|odt|rtf|md|txt|html?|xlsx?|ods|csv|tsv|pptx?|xml|jsonl?|ya?ml|zip|png|jpe?g|wav|mp3|py|js|ts)$/i;

/** `groupOf` says which conversation a value belongs to. */
export function speakersAt(
  at: SamplePath,
  key: string,
  groupOf: (record: number) => unknown,
): Speakers | null {
  const values = [...distinct(at)];
  if (values.length === 0 || values.some((value) => value.length > 60)) return null;
  // What answered is no speaker's name, though a name of a model begins like one.
  if (values.some(isModelName)) return null;
  if (values.some((value) => FILE.test(value))) return null;
  if (values.every((value) => /^(?:true|false|0|1)$/i.test(value))) return twoSided(values, key);
  const deeds = deedsOf(values);
  if (deeds !== null) {
    // Of kinds of events those that neither ask nor answer are no speakers whom somebody should know.
    const told = byWords(deeds, values, true);
    return told === null ? null : { ...told, unknown: 0 };
  }
  const known = rolesOf(values);
  const named = new Set(known.values());
  if (named.has('assistant') || named.has('user') || named.has('house'))
    return byWords(
      answering(known, at, groupOf),
      values,
      isOfEvents(values, key) && !isOfSomebody(at),
    );
  if (named.has('system') || named.has('tool'))
    return values.length > MOST_ROLES ? null : byWords(known, values, true);
  return values.every((value) => /^[\d.,:/ -]*$/.test(value)) ? null : byHabit(at, values, groupOf);
}

/**
 * Kinds of events about one machine (`llm request`, `llm response`) are told apart by what is done; what is neither asked
 * nor answered is no message. Null where the words that name who speaks tell them apart.
 */
function deedsOf(values: readonly string[]): Map<string, KnownRole | undefined> | null {
  const ofMachine = values.filter((value) => roleNamed(value) === 'assistant');
  const deeds = new Set(ofMachine.map(deedNamed));
  if (!deeds.has('user') || !deeds.has('assistant')) return null;
  return new Map(values.map((value) => [value, deedNamed(value)]));
}

/** Of the steps of an agent, whoever of the house is there is the one who asks. */
function rolesOf(values: readonly string[]): Map<string, KnownRole | 'house' | undefined> {
  const steps = values.some(isStep);
  const known = new Map(
    values.map((value) => [value, steps && isHappening(value) ? undefined : roleNamed(value)]),
  );
  if (!steps) return withTrades(withoutDeeds(known));
  const asked = [...known.values()].includes('user');
  for (const [value, role] of known)
    if (role === 'house')
      known.set(value, /agent/i.test(value) ? 'assistant' : asked ? role : 'user');
  return withTrades(known);
}

/**
 * Where nobody asks and one of several answers by name (`reply shown`), what was only sent or said (`message sent`) is not
 * told by that: whoever asks sends as well. What rates a reply is none.
 */
function withoutDeeds(
  known: ReadonlyMap<string, KnownRole | 'house' | undefined>,
): ReadonlyMap<string, KnownRole | 'house' | undefined> {
  const rated = new Map(
    [...known].map(([value, role]) => [value, isOfRating(value) ? undefined : role]),
  );
  const answers = [...rated].filter(([, role]) => role === 'assistant').map(([value]) => value);
  const sure = answers.filter((value) => !isOnlySent(value));
  if ([...rated.values()].includes('user') || sure.length === 0) return rated;
  return new Map(
    [...rated].map(([value, role]) => [
      value,
      answers.includes(value) && !sure.includes(value) ? undefined : role,
    ]),
  );
}

/** Who is called by a trade answers whoever is served; beside one who is served the only other is the machine. */
function withTrades(
  known: ReadonlyMap<string, KnownRole | 'house' | undefined>,
): Map<string, KnownRole | 'house' | undefined> {
  const told = new Map(known);
  const named = new Set(known.values());
  const unknown = [...known].filter(([, role]) => role === undefined).map(([value]) => value);
  const [trade, ...others] = unknown.filter(isOfTrade);
  const [alone, ...further] = unknown;
  const served = [...known].filter(([, role]) => role === 'user').map(([value]) => value);
  if (alone !== undefined && further.length === 0 && served.length > 0 && served.every(isOfService))
    return named.has('assistant') || named.has('house') ? told : told.set(alone, 'assistant');
  if (trade === undefined || others.length > 0 || named.has('assistant') || named.has('house'))
    return told;
  return named.has('user') ? told.set(trade, 'house') : told;
}

/** Kinds of events, of which those that are not known are no speakers. */
const isOfEvents = (values: readonly string[], key: string): boolean =>
  values.some((value) => isStep(value) || isHappening(value)) ||
  /^(?:k|ev|evt|step|kind|event|phase|stage|action|op|type|category|state)$/.test(
    keyWords(key).at(-1) ?? '',
  );

/** `author.type` is a kind of people and not of events. */
const isOfSomebody = ({ steps }: SamplePath): boolean =>
  /^(?:author|sender|speaker|participant|party)$/.test(pathWords(steps).at(-2) ?? '');

/** Where "system" speaks after a user and nothing else answers, it is what dialogue data call the machine. */
function answering(
  known: ReadonlyMap<string, KnownRole | 'house' | undefined>,
  at: SamplePath,
  groupOf: (record: number) => unknown,
): ReadonlyMap<string, KnownRole | 'house' | undefined> {
  const named = new Set(known.values());
  if (!named.has('system') || named.has('assistant') || named.has('house')) return known;
  const asked = new Set<unknown>();
  const answers = at.scalars.some(({ value, record }) => {
    const role = known.get(String(value));
    const group = groupOf(record);
    if (role === 'user') asked.add(group);
    return role === 'system' && asked.has(group);
  });
  return answers
    ? new Map([...known].map(([value, role]) => [value, role === 'system' ? 'assistant' : role]))
    : known;
}

/** What a key that says whose a message is may say besides. */
const AROUND = /^(?:is|was|from|by|sent|written|message|msg|turn|text|generated|side|speaking)$/;
/** `is_bot: true`. */
function twoSided(values: readonly string[], key: string): Speakers | null {
  const words = keyWords(key).filter((word) => !AROUND.test(word));
  // `user_action` is what a user did.
  const meant = words.every((word) => roleNamed(word) !== undefined)
    ? roleNamed(words.join(' '))
    : undefined;
  // What the one who exports a chat has said is what the machine or the house has.
  if (/(?:^|_)(?:me|mine)$/i.test(key)) return twoSided(values, 'is_bot');
  if (meant !== 'assistant' && meant !== 'user') return null;
  const other = meant === 'assistant' ? 'user' : 'assistant';
  const roles = Object.fromEntries(
    values.map((value) => [value, /^(?:true|1)$/i.test(value) ? meant : other]),
  );
  return {
    roles,
    sides: new Set(Object.values(roles).map((role) => (role === 'user' ? 'user' : 'assistant'))),
    score: 0.95,
    unknown: 0,
    why: 'true or false, and the name says of whom',
  };
}

function byWords(
  known: ReadonlyMap<string, KnownRole | 'house' | undefined>,
  values: readonly string[],
  ofEvents: boolean,
): Speakers | null {
  const machine = [...known.values()].includes('assistant');
  const roles: Record<string, string> = {};
  const sides = new Set<KnownRole>();
  let unknown = 0;
  for (const [value, role] of known) {
    if (role === undefined && isOfKnowledge(value)) roles[value] = 'context';
    else if (role === undefined) unknown += 1;
    // Beside a machine, who works there is a person: the log's own word stays.
    else if (role === 'house' && machine && known.size > 2) continue;
    else {
      // Of two, one of whom is a machine, the other asks.
      const meant = role !== 'house' ? role : machine ? 'user' : 'assistant';
      sides.add(meant);
      if (meant !== value) roles[value] = meant;
    }
  }
  const people = !ofEvents && unknown > 0 && (!sides.has('user') || unknown > MOST_ROLES);
  if (people && sides.has('assistant')) {
    roles['*'] = 'user';
    sides.add('user');
    // Whom the log calls as a mapping does is none of the others.
    for (const [value, role] of known) if (role === value) roles[value] = role;
  }
  const share = (values.length - unknown) / values.length;
  const byHouse = !machine && [...known.values()].includes('house');
  const open = people
    ? []
    : values.filter((value) => known.get(value) === undefined && !Object.hasOwn(roles, value));
  return {
    roles,
    sides,
    score: people ? 0.7 : 0.4 + 0.6 * share,
    unknown: people ? 0 : unknown,
    ...(byHouse ? { byHouse } : {}),
    why: `says ${listed(values)}${open.length === 0 ? '' : `; what ${listed(open)} is nobody can tell: no role is suggested`}`,
  };
}

/**
 * Names of people tell nothing by themselves; who speaks in every conversation, or second of two, is the machine. Who
 * only ever begins, where two others speak, gives the instructions.
 */
function byHabit(
  at: SamplePath,
  values: readonly string[],
  groupOf: (record: number) => unknown,
): Speakers | null {
  const conversations = new Map<unknown, string[]>();
  for (const { value, record } of at.scalars) {
    const group = groupOf(record);
    conversations.set(group, [...(conversations.get(group) ?? []), String(value)]);
  }
  const all = [...conversations.values()];
  const system = values.length === 3 ? values.find((value) => onlyBegins(value, all)) : undefined;
  if (system !== undefined) return ofTwo(withoutFirst(system, all), values, system);
  const everywhere = values.filter((value) => all.every((said) => said.includes(value)));
  const sides = new Set<KnownRole>(['assistant', 'user']);
  if (all.length > 1 && values.length > 2 && everywhere.length === 1) {
    const [one = ''] = everywhere;
    return {
      roles: { [one]: 'assistant', '*': 'user' },
      sides,
      score: 0.5,
      unknown: 0,
      byHabit: true,
      why: `only ${shown(one)} speaks in every conversation`,
    };
  }
  return values.length === 2 ? ofTwo(all, values) : null;
}

type Said = readonly (readonly string[])[];

const onlyBegins = (value: string, all: Said): boolean =>
  all.every((said) => said.lastIndexOf(value) === 0 && said.length > 1);

const withoutFirst = (value: string, all: Said): Said =>
  all.map((said) => said.filter((one) => one !== value));

function ofTwo(all: Said, values: readonly string[], system?: string): Speakers {
  const firsts = all.map((said) => said[0]);
  const [first = '', second = ''] = values.filter((value) => value !== system);
  const asks =
    firsts.filter((value) => value === first).length * 2 >= firsts.length ? first : second;
  const answers = asks === first ? second : first;
  return {
    roles: {
      ...(system === undefined ? {} : { [system]: 'system' }),
      [asks]: 'user',
      [answers]: 'assistant',
    },
    sides: new Set(['assistant', 'user']),
    score: 0.45,
    unknown: 0,
    byHabit: true,
    why:
      system === undefined
        ? `of two, ${shown(asks)} speaks first`
        : `${shown(system)} only begins, and ${shown(asks)} speaks next`,
  };
}

const shown = (value: string): string => `"${value.slice(0, 40)}"`;
const listed = (values: readonly string[]): string =>
  `${values.slice(0, 4).map(shown).join(', ')}${values.length > 4 ? ` and ${values.length - 4} more` : ''}`;
