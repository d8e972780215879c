import { nameOf } from '../json-values.ts';
import { byAddress } from './addressees.ts';
import { furtherContents } from './content-by-kind.ts';
import { isOfFailure } from './failed-values.ts';
import { isNamedAsPassages } from './find-passages.ts';
import { best, type Found, found } from './found.ts';
import { repeats } from './id-values.ts';
import { fitOfNames, keyWords, lastKey, lastWords, pathWords } from './key-names.ts';
import { byEnd, withAnswerer, withAsker, withInstructors, withReplier } from './answerer.ts';
import {
  elementsAt,
  isListed,
  type SamplePath,
  type SamplePaths,
  startsWith,
} from './sample-paths.ts';
import { parsePath, type Step, valueAt, valuesAt, within, writePath } from './field-path.ts';
import { isPerson } from './person-words.ts';
import { areOutcomes, deedNamed, roleNamed } from './role-words.ts';
import { type Speakers, speakersAt } from './speakers.ts';
import {
  distinct,
  isIdLike,
  isNumber,
  isProse,
  isScalar,
  isText,
  meanWords,
  texts,
} from './value-shapes.ts';
import { areInstructions, isRepeated } from './text-signs.ts';
import { toldAgain } from './told-again.ts';

/** Objects of which each is a message: it says who speaks, and what. */
export interface MessageHolder {
  /** Of the object; the last is `[*]` where it stands in a list, and there are none where the record is a message. */
  readonly steps: readonly Step[];
  readonly listed: boolean;
  readonly role: Found;
  readonly speakers: Speakers;
  readonly content: Found;
  /** The text of the few that are objects of a text and more. */
  readonly inner: SamplePath | undefined;
  /** Where some who speak keep their texts elsewhere. */
  readonly further: readonly SamplePath[];
  readonly calls: SamplePath | undefined;
  readonly score: number;
}

const ROLE_NAMES = [
  ...['role', 'sender type', 'author role', 'speaker role', 'author type', 'sender role'],
  ...['participant type', 'speaker type', 'speaker', 'sender', 'from', 'author', 'who', 'party'],
  ...[
    'by',
    'actor',
    'participant',
    'direction',
    'side',
    'origin',
    'user type',
    'is bot',
    'from bot',
  ],
  ...[
    'is user',
    'is ai',
    'is customer',
    'is agent',
    'from user',
    'from customer',
    'bot',
    'spoken by',
  ],
  ...[
    'source',
    'event',
    'event type',
    'event name',
    'type',
    'kind',
    'agent',
    'user',
    'name',
    'turn',
  ],
];
const TEXT_NAMES = [
  ...['content', 'text', 'utterance', 'message', 'said', 'body', 'value', 'msg', 'transcript'],
  ...['says', 'line', 'words', 'say', 'message text', 'content text', 'content parts', 'parts'],
  ...['payload', 'data', 'raw text', 'markdown', 'plain', 'speech', 'reply', 'comment', 'note'],
];
export const CALL_NAMES = [
  ...['tool calls', 'function calls', 'tool uses', 'tool use', 'tool call', 'function call'],
  ...['calls', 'actions', 'tools called', 'tools used', 'invocations'],
];
/** Of one object alone these say what it is rather than who speaks. */
const NO_ROLE_ALONE =
  /^(?:type|kind|event|event type|event name|source|name|turn|origin|user|agent)$/;
/** `system_text`: what a message is given beside what it says. */
const OF_INSTRUCTIONS = /^(?:system|instructions|persona|preamble|role)$/;
const NOT_A_TEXT = /^(?:id|ids|type|time|timestamp|ts|at|lang|language|url|status|title|subject)$/;

/** Every object of the sample, or the record itself, that says who speaks and what. */
export function messageHolders(
  paths: SamplePaths,
  conversationOf: (record: number) => unknown,
): MessageHolder[] {
  const places: readonly (readonly Step[])[] = [
    [],
    ...paths.all.filter(({ objects, values }) => objects * 2 >= values).map(({ steps }) => steps),
    ...paths.all.filter((at) => isPair(paths, at)).map(({ steps }) => steps),
  ];
  return places.flatMap((steps) => {
    const holder = holderAt(paths, steps, steps.length === 0 ? conversationOf : (record) => record);
    return holder === null ? [] : [holder];
  });
}

/** One of a list of lists, each of who speaks and what. */
const isPair = (paths: SamplePaths, { steps, lists, values }: SamplePath): boolean =>
  lists === values && isListed(steps) && paths.under(steps).some(isPlaced);

const isPlaced = ({ steps }: SamplePath): boolean => {
  const last = steps.at(-1);
  return last !== undefined && 'index' in last;
};

function holderAt(
  paths: SamplePaths,
  steps: readonly Step[],
  groupOf: (record: number) => unknown,
): MessageHolder | null {
  const fields = paths.fieldsOf(steps);
  const total = steps.length === 0 ? paths.sample.length : (paths.at(steps)?.values ?? 0);
  const alone = steps.length > 0 && !isListed(steps);
  const keyed = steps.length === 0 ? byKeys(paths, total) : null;
  if (keyed !== null) return keyed;
  const roles = fields
    .filter((at) => !alone || !NO_ROLE_ALONE.test(lastWords(at.steps).join(' ')))
    .flatMap((at) => [
      ...roleAt(paths, at, steps, total, groupOf),
      ...presentAt(at, total, fields),
    ]);
  const role = best(roles);
  if (role === undefined || isOfPassages(paths, steps, role)) return null;
  const content = best(fields.flatMap((at) => (at === role.at ? [] : textAt(paths, at, steps))));
  if (content === undefined) return null;
  // One object is a message where it says something as a rule.
  if (alone && content.at.records * 2 < total) return null;
  const instructed = withInstructors(role.speakers, saidBy(paths, steps, role.at, content.at));
  const lists = steps.length === 0 ? groupsOf(role.at, groupOf) : listsOf(paths, role.at);
  const asked = withAsker(instructed, lists);
  const speakers = steps.length === 0 || isListed(steps) ? withReplier(asked, lists) : asked;
  return {
    steps,
    listed: isListed(steps),
    role: { ...role, why: `named "${lastKey(role.at.steps)}"; ${speakers.why}` },
    speakers,
    content,
    inner: textWithin(fields, content.at),
    further:
      steps.length > 0
        ? []
        : furtherContents(paths, steps, {
            role: role.at,
            content: content.at,
            roles: (one) => roleIn(speakers.roles, one),
          }),
    calls: fields.find(
      (at) =>
        (at.lists > 0 || at.objects > 0) && fitOfNames(relativeWords(at, steps), CALL_NAMES) > 0,
    ),
    score:
      (role.score + content.score) / 2 -
      (steps.length === 0 ? 0 : 0.02 * depthOf([role.at, content.at], steps)),
  };
}

/** Each record is the words of one of two who speak, under a key that says who: `{user: ...}`, `{bot: ...}`. */
function byKeys(paths: SamplePaths, total: number): MessageHolder | null {
  const said = paths
    .under([])
    .filter((at) => isText(at) && deedNamed(lastKey(at.steps)) === undefined);
  const named = (roles: readonly string[]): SamplePath | undefined =>
    said.find((at) => roles.includes(roleNamed(lastKey(at.steps)) ?? ''));
  const asked = named(['user']);
  const told = named(['assistant', 'house']);
  if (asked === undefined || told === undefined || !isProse(told)) return null;
  const of = new Set(asked.scalars.map(({ record }) => record));
  const both = told.scalars.filter(({ record }) => of.has(record));
  if (both.length > 0 || (asked.records + told.records) * 10 < total * 9) return null;
  const why = 'the key that is there says who speaks';
  return {
    steps: [],
    listed: false,
    role: { ...found(told, 0.9, lastKey(told.steps)), why },
    speakers: {
      roles: { '*': 'assistant', '': 'user' },
      sides: new Set(['user', 'assistant']),
      score: 0.9,
      unknown: 0,
      why,
    },
    content: found(told, 0.9, lastKey(told.steps)),
    inner: undefined,
    further: [asked],
    calls: undefined,
    score: 0.9,
  };
}

/** The role that a mapping gives what the log says; that itself where it gives none. */
export const roleIn = (roles: Readonly<Record<string, string>>, said: string): string =>
  (Object.hasOwn(roles, said) ? roles[said] : roles['*']) ?? said;

/** What is called passages holds messages only where words say of all who speak, and both sides do. */
function isOfPassages(
  paths: SamplePaths,
  steps: readonly Step[],
  { speakers: { roles, sides, unknown, byHabit } }: { readonly speakers: Speakers },
): boolean {
  const list = paths.at(isListed(steps) ? steps.slice(0, -1) : steps);
  if (list === undefined || !isNamedAsPassages(list)) return false;
  const told = unknown === 0 && byHabit !== true && !Object.hasOwn(roles, '*');
  return !(told && sides.has('user'));
}

const depthOf = (fields: readonly SamplePath[], steps: readonly Step[]): number =>
  fields.reduce((sum, at) => sum + at.steps.length - steps.length - 1, 0);

const relativeWords = (at: SamplePath, steps: readonly Step[]): readonly string[] =>
  pathWords(at.steps.slice(steps.length));

/** Whoever's messages alone tell of a model's work is the machine. */
function byFields(
  paths: SamplePaths,
  at: SamplePath,
  steps: readonly Step[],
  told: Speakers | null,
): Speakers | null {
  if (distinct(at).size > 8) return told;
  // What is true or false says who speaks where its name says of whom.
  if (told === null && isTruth(at)) return null;
  const addressed = steps.length === 0 ? byAddress(paths, at) : null;
  if (addressed !== null && !(told?.sides.has('assistant') === true && told.unknown === 0))
    return addressed;
  const isSure =
    told !== null && told.sides.has('assistant') && told.byHabit !== true && told.byHouse !== true;
  if (!isSure && isListed(steps)) {
    const again = toldAgain(paths, steps, at);
    if (again !== null) return again;
  }
  const messages = steps.length === 0 ? paths : elementsAt(paths, steps);
  const path = writePath(at.steps.slice(steps.length));
  const role = messages.all.find((one) => one.path === path);
  if (role === undefined) return told;
  const answered = withAnswerer(messages, role, told);
  return answered === told && isListed(steps) ? byEnd(listsOf(paths, at), told) : answered;
}

const isTruth = (at: SamplePath): boolean =>
  at.scalars.every(({ value }) => typeof value === 'boolean');

/** The texts of each speaker, in their order. */
function saidBy(
  paths: SamplePaths,
  steps: readonly Step[],
  role: SamplePath,
  content: SamplePath,
): ReadonlyMap<string, readonly string[]> {
  const messages = steps.length === 0 ? paths.sample : elementsAt(paths, steps).sample;
  const [who, what] = [role, content].map((at) =>
    parsePath(writePath(at.steps.slice(steps.length))),
  );
  const said = new Map<string, string[]>();
  if (who === undefined || what === undefined) return said;
  for (const message of messages) {
    const speaker = nameOf(valueAt(who, within(message), true));
    const text = valueAt(what, within(message), true);
    if (speaker === undefined || typeof text !== 'string') continue;
    said.set(speaker, [...(said.get(speaker) ?? []), text]);
  }
  return said;
}

/** What the role says of each conversation's records, in their order. */
function groupsOf({ scalars }: SamplePath, groupOf: (record: number) => unknown): string[][] {
  const groups = new Map<unknown, string[]>();
  for (const { value, record } of scalars) {
    const group = groupOf(record);
    groups.set(group, [...(groups.get(group) ?? []), String(value)]);
  }
  return [...groups.values()];
}

/** What the role says of each record's messages, in their order. */
function listsOf({ sample }: SamplePaths, at: SamplePath): string[][] {
  const path = parsePath(at.path);
  return sample
    .slice(0, MOST_LISTS)
    .map((record) => valuesAt(path, within(record), true).map(String))
    .filter((said) => said.length > 0);
}

const MOST_LISTS = 100;
function roleAt(
  paths: SamplePaths,
  at: SamplePath,
  steps: readonly Step[],
  total: number,
  groupOf: (record: number) => unknown,
): (Found & { speakers: Speakers })[] {
  const alone = steps.length > 0 && !isListed(steps);
  if (!isScalar(at) || (isProse(at) && meanWords(at) > 3) || isOfLogger(at)) return [];
  const key = lastKey(at.steps);
  const addressed = steps.length === 0 ? byAddress(paths, at) : null;
  if (addressed !== null && isNumber(at))
    return [{ at, score: addressed.score, why: addressed.why, speakers: addressed }];
  const fit =
    isPlaced(at) && distinct(at).size <= 16
      ? 0.8
      : fitOfNames(relativeWords(at, steps), ROLE_NAMES);
  // Numbers are places in a list unless they are named as speakers.
  if (fit === 0 && isNumber(at) && distinct(at).size > 2) return [];
  const told = speakersAt(at, key, groupOf);
  const speakers = alone ? told : byFields(paths, at, steps, told);
  if (
    speakers === null ||
    (fit === 0 && !(speakers.sides.has('user') && speakers.sides.has('assistant'))) ||
    // Words of headings sound like speakers now and then: without a name that says so all must be known.
    (fit === 0 && speakers.unknown > 0) ||
    (fit === 0 && !isListed(steps) && Object.hasOwn(speakers.roles, '*')) ||
    // One object, or a record, of two kinds is no message by that alone.
    (speakers.byHabit === true && (alone || (fit === 0 && steps.length === 0)))
  )
    return [];
  const share = total === 0 ? 0 : Math.min(1, at.values / total);
  const score = speakers.score * (fit === 0 ? 0.6 : 0.5 + 0.5 * fit) * (0.4 + 0.6 * share);
  return [{ at, score, why: `named "${key}"; ${speakers.why}`, speakers }];
}

/** How loud a logger says it, how a call went, or why it failed: nobody speaks there. */
const isOfLogger = (at: SamplePath): boolean => {
  const values = [...distinct(at)];
  return (
    isOfFailure(at) ||
    values.every((one) => LEVEL.test(one)) ||
    values.every((one) => HTTP_STATUS.test(one)) ||
    areOutcomes(values)
  );
};
const HTTP_STATUS = /^[1-5]\d\d$/;
const LEVEL =
  /^(?:trace|verbose|debug|info|information|notice|warn|warning|error|err|severe|fatal|critical|crit|emerg|alert)$/i;

/** Several, each by a short name that comes again. */
export const namesSpeakers = (at: SamplePath): boolean =>
  isIdLike(at) &&
  repeats(at) &&
  distinct(at).size <= 16 &&
  fitOfNames(lastWords(at.steps), SPEAKER_NAMES) > 0;
const SPEAKER_NAMES = [
  'role',
  'speaker',
  'sender',
  'author',
  'who',
  'from',
  'party',
  'by',
  'actor',
];

/** `bot_id`, or `by: {assistant: ...}` beside `by: {employee: ...}`: a field that only the machine's messages have. */
function presentAt(
  at: SamplePath,
  total: number,
  fields: readonly SamplePath[],
): (Found & { speakers: Speakers })[] {
  const key = lastKey(at.steps);
  const isMachine =
    /^(?:bot|assistant|ai|llm)_?(?:id|name)$/i.test(key) || isEitherOr(at, total, fields);
  if (at.values >= total || !isIdLike(at) || !isMachine) return [];
  const speakers: Speakers = {
    roles: { '*': 'assistant', '': 'user' },
    sides: new Set(['user', 'assistant']),
    score: 0.8,
    unknown: 0,
    why: `stands in ${at.values} of ${total} messages`,
  };
  return [{ at, score: 0.8, why: `named "${key}"; ${speakers.why}`, speakers }];
}

const MACHINE = /^(?:bot|chatbot|assistant|ai|llm|model|copilot|machine)$/;
/** One of two keys of an object, of which one names the machine and the other a person, and never both are there. */
function isEitherOr(at: SamplePath, total: number, fields: readonly SamplePath[]): boolean {
  if (at.steps.length < 2 || !MACHINE.test(lastWords(at.steps).join(' '))) return false;
  const holder = writePath(at.steps.slice(0, -1));
  return fields.some(
    (one) =>
      one !== at &&
      writePath(one.steps.slice(0, -1)) === holder &&
      isIdLike(one) &&
      isPerson(lastWords(one.steps).at(-1) ?? '') &&
      one.values + at.values <= total &&
      (one.values + at.values) * 5 >= total * 4,
  );
}

/** Where few messages are objects, their longest text. */
function textWithin(fields: readonly SamplePath[], content: SamplePath): SamplePath | undefined {
  if (content.objects === 0 || content.objects * 2 > content.values) return undefined;
  return fields
    .filter((one) => one !== content && startsWith(one.steps, content.steps) && isProse(one))
    .filter(
      (one) =>
        !isListed(one.steps.slice(content.steps.length)) && one.values * 2 >= content.objects,
    )
    .toSorted((a, b) => meanWords(b) - meanWords(a))[0];
}

function textAt(paths: SamplePaths, at: SamplePath, steps: readonly Step[]): Found[] {
  if (isOfFailure(at)) return [];
  const words = relativeWords(at, steps);
  const fit = words.some((word) => OF_INSTRUCTIONS.test(word)) ? 0 : fitOfNames(words, TEXT_NAMES);
  const key = lastKey(at.steps);
  if (at.lists > 0) {
    const parts = paths.under(at.steps);
    const told = parts.some(
      (part) =>
        isText(part) || paths.under(part.steps).some((one) => lastKey(one.steps) === 'text'),
    );
    const [of] = parts
      .filter(({ steps: part }) => /^text$/i.test(lastKey(part)))
      .flatMap((part) => paths.under(part.steps))
      .filter((one) => isText(one) && /^(?:text|content|value)$/.test(lastKey(one.steps)));
    return fit > 0 && told ? [found(of ?? at, fit * 0.95, key)] : [];
  }
  // Texts, and in some messages parts, or a text with more beside it.
  const inner = textWithin(paths.fieldsOf(at.steps), at);
  const mixed = at.scalars.length > 0 && (at.objects === 0 || inner !== undefined);
  if (!mixed || !at.scalars.every(({ value }) => typeof value === 'string')) return [];
  // What a logger says at each of its places is no message of anybody.
  if (isRepeated(at) && !isListed(at.steps) && !areInstructions(texts(at))) return [];
  const areSentences = isProse(at) || (inner !== undefined && meanWords(at) >= 2);
  if (fit > 0) return [found(at, fit * (areSentences ? 1 : 0.75), key)];
  const unlikely = keyWords(key).some((word) => NOT_A_TEXT.test(word)) || isIdLike(at);
  return isProse(at) && !unlikely ? [found(at, 0.4, '')] : [];
}
