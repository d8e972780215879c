import type { MappedMessage, MappedMessages, Mapping } from '../../../../shared/domain/mapping.ts';
import { isList, isObject } from '../json-values.ts';
import {
  type FieldPath,
  opened,
  parsePath,
  type Step,
  valueAt,
  valuesAt,
  within,
  writePath,
} from './field-path.ts';
import { answerBeside } from './answer-beside.ts';
import { repeatsQuestions, withAnswersApart } from './answers-apart.ts';
import { callIdIn, isNamedAsCall, talkIdIn, talkOfAskers } from './call-ids.ts';
import { speaking } from './content-by-kind.ts';
import { columnsIn } from './find-columns.ts';
import {
  CALL_NAMES,
  type MessageHolder,
  messageHolders,
  namesSpeakers,
  roleIn,
} from './find-messages.ts';
import { greetingIn, isRetold, type ListedWords, opensWithGreeting } from './opening.ts';
import { passagesIn } from './find-passages.ts';
import { isNamedAsAnswer, textFor } from './find-texts.ts';
import { best, type Found } from './found.ts';
import { fitOfNames, lastKey, pathWords } from './key-names.ts';
import {
  eachStep,
  elementsAt,
  isEach,
  isListed,
  type SamplePath,
  SamplePaths,
  startsWith,
  valuesByRecord,
} from './sample-paths.ts';
import type { Speakers } from './speakers.ts';
import { sideTexts } from './text-sides.ts';
import { against, isRepeated } from './text-signs.ts';
import { repeats } from './id-values.ts';
import { distinct, isProse, meanWords } from './value-shapes.ts';

/** Where a part of a mapping stands, and what speaks for it. */
export interface Grounds {
  readonly at: readonly (string | number)[];
  readonly found: Found;
}

/** One way in which the messages of the records may be read. */
export interface ScopeReading {
  readonly score: number;
  readonly sides: Partial<
    Pick<Mapping, 'input' | 'output' | 'transcript' | 'message' | 'failed' | 'where'>
  >;
  readonly roles: Readonly<Record<string, string>>;
  readonly grounds: readonly Grounds[];
  /** Whether what stands at the path is a message, or is in one. */
  readonly taken: (at: SamplePath) => boolean;
  /** Elements of the records that are the turns; null where each record is one, or holds a transcript. */
  readonly each: {
    readonly steps: readonly Step[];
    readonly paths: SamplePaths;
    /** Where lists stand in lists, what holds the inner ones, and their place in it. */
    readonly holders: { readonly paths: SamplePaths; readonly list: readonly Step[] } | null;
  } | null;
  /** The messages of a transcript. */
  readonly spoken: SamplePaths | null;
  /** The text of the model, where it stands alone. */
  readonly answer?: SamplePath | undefined;
  /** What names the call, where records tell its parts. */
  readonly callId?: Found | undefined;
  /** What names the conversation, where no name tells it but who speaks. */
  readonly talkId?: Found | undefined;
  /** Records are messages that take turns, and nothing tells conversations apart: the file is one. */
  readonly isOneTalk?: boolean;
  /** Whether instructions are among the messages. */
  readonly instructed: boolean;
}

/** How deep lists are looked into for turns. */
const DEEPEST = 2;

export function readScope(paths: SamplePaths, depth = 0): ScopeReading | null {
  const own = ownReadings(paths);
  const surest = best(own);
  if (depth === DEEPEST || isSure(surest)) return surest ?? null;
  const inner = [[], ...paths.all.map(({ steps }) => steps)]
    .filter((steps) => !isListed(steps))
    .flatMap((list) => {
      const step = eachStep(paths, list);
      return step === undefined ? [] : eachOf(paths, [...list, step], depth);
    })
    .filter((one) => !tellsEarlier(one, own));
  const chosen = best([...own, ...inner]);
  return chosen === undefined ? null : withMost(chosen, inner);
}

/** The elements say once more what other records ask and answer themselves: what was said before each call. */
function tellsEarlier({ grounds, each }: ScopeReading, own: readonly ScopeReading[]): boolean {
  if (each === null) return false;
  const told = textsOf(grounds);
  return own.filter(asksAndAnswers).some((one) => {
    const said = new Set(textsOf(one.grounds.filter(({ found: { at } }) => !isInList(at))));
    const again = told.filter((text) => said.has(text));
    return again.length >= FEWEST_TOLD && again.length * 2 > told.length;
  });
}
const FEWEST_TOLD = 3;
const isInList = ({ steps }: SamplePath): boolean =>
  steps.some((step) => 'each' in step || 'entries' in step);

/** What is said there, the instructions aside, which all records repeat. */
const textsOf = (grounds: readonly Grounds[]): string[] =>
  grounds
    .filter(({ at: [, , part], found: { at } }) => part === 'content' && !isRepeated(at))
    .flatMap(({ found: { at } }) => at.scalars.map(({ value }) => String(value)));

/** Of lists that are read alike, such as that of now and those that were put away, the one that holds most calls. */
function withMost(chosen: ScopeReading, all: readonly ScopeReading[]): ScopeReading {
  const { each } = chosen;
  if (each === null) return chosen;
  const read = JSON.stringify(chosen.sides);
  const larger = all.filter(
    (one) =>
      one.each !== null &&
      one.each.paths.sample.length > 2 * each.paths.sample.length &&
      JSON.stringify(one.sides) === read,
  );
  return larger.length === 1 ? (larger[0] ?? chosen) : chosen;
}

/** A list of messages is looked into all the same, for it may hold many conversations. */
const isSure = (reading: ScopeReading | undefined): boolean =>
  reading !== undefined && reading.score > 0.85 && reading.sides.transcript === undefined;

function eachOf(paths: SamplePaths, steps: readonly Step[], depth: number): ScopeReading[] {
  const inside = elementsAt(paths, steps);
  const elements = inside.sample;
  const isRecord = arePairs(inside) ? isList : isObject;
  if (elements.filter(isRecord).length * 2 < elements.length || elements.length === 0) return [];
  const reading = readScope(inside, depth + 1);
  if (reading === null) return [];
  const talks = reading.sides.message === undefined ? null : talksApart(paths, inside, reading);
  const isAlone = reading.each === null && talks === null;
  if (isAlone && !hasBothSides(reading) && !speaksByKey(reading)) return [];
  return [
    {
      ...reading,
      // A list of messages of many conversations is surer than one of a single one that goes on and on.
      score: talks === null ? reading.score * 0.95 : reading.score + 1,
      each: {
        steps: reading.each === null ? steps : [...steps, ...reading.each.steps],
        paths: reading.each === null ? inside : reading.each.paths,
        holders: reading.each === null ? null : { paths: inside, list: reading.each.steps },
      },
    },
  ];
}

/** Each is a list of which the first means one thing and the second another. */
const arePairs = ({ all }: SamplePaths): boolean =>
  all.some(({ steps }) => steps.length === 1 && steps.some((step) => 'index' in step));

/** How many conversations the messages of a list tell apart where the record does not; null where they are of one. */
function talksApart(
  outer: SamplePaths,
  { all, sample }: SamplePaths,
  { talkId, sides }: ScopeReading,
): number | null {
  const ids =
    talkId?.at ??
    columnsIn({ all, total: sample.length, taken: new Set() }).find(
      ({ column }) => column === 'conversation',
    )?.at;
  if (ids === undefined || sides.message === undefined) return null;
  const many = distinct(ids).size;
  const lists = outer.sample.length;
  return many > lists && repeats(ids) && !isNamedOnce(outer) ? many : null;
}

/** The record says itself which conversation it is. */
const isNamedOnce = ({ all, sample }: SamplePaths): boolean =>
  columnsIn({ all, total: sample.length, taken: new Set() }).some(
    ({ column }) => column === 'conversation',
  );

/** Whose key is there says who speaks: `[{user: ...}, {bot: ...}]`. */
const speaksByKey = ({ sides: { message } }: ScopeReading): boolean =>
  message !== undefined && [message.content].flat().includes(message.role);

const hasBothSides = ({ sides: { transcript, input, output } }: ScopeReading): boolean =>
  transcript !== undefined || ((input?.length ?? 0) > 0 && (output?.length ?? 0) > 0);

function ownReadings(paths: SamplePaths): ScopeReading[] {
  const conversation = columnsIn({
    all: paths.all,
    total: paths.sample.length,
    taken: new Set(),
  }).find(({ column }) => column === 'conversation')?.at;
  const conversations = valuesByRecord(conversation);
  const found = messageHolders(paths, (record) => conversations.get(record) ?? 'none');
  const named = found.filter(({ role: { at } }) => !isPlaced(at));
  const saysBoth = asSides(paths, named).some(asksAndAnswers);
  // Pairs beside a question and its answer only repeat what was said before.
  const holders = saysBoth ? named : found;
  const sides = asSides(paths, holders).map((one) => withAnswersApart(paths, one, conversation));
  // A list without the answers is what was given where the answers stand elsewhere.
  const answered = sides.some(
    ({ sides: { output, message } }) => (output?.length ?? 0) > 0 || message !== undefined,
  );
  const whole = answered ? holders.filter((one) => endsAnswered(paths, one)) : holders;
  return [...asMessages(paths, holders, conversation), ...asTranscripts(paths, whole), ...sides];
}

const isPlaced = ({ steps }: SamplePath): boolean => {
  const last = steps.at(-1);
  return last !== undefined && 'index' in last;
};

const asksAndAnswers = ({ sides: { input = [], output = [] } }: ScopeReading): boolean =>
  output.length > 0 && input.some(({ role }) => role === 'user');

/** Each record is one message. */
function asMessages(
  paths: SamplePaths,
  holders: readonly MessageHolder[],
  conversation: SamplePath | undefined,
): ScopeReading[] {
  return holders
    .filter(({ steps }) => steps.length === 0)
    .filter(({ speakers: { sides } }) => sides.has('user') || sides.has('assistant'))
    .filter(
      ({ role, content, speakers: { roles } }) =>
        !repeatsQuestions(role.at, content.at, (said) => roleIn(roles, said), conversation),
    )
    .map((holder) => {
      const { sides } = holder.speakers;
      const contents = [
        ...(holder.inner === undefined ? [] : [holder.inner]),
        ...[holder.content.at, ...holder.further],
      ];
      const role = withUnnamed(holder, contents);
      const speak = speaking(role, contents);
      const roles = { ...holder.speakers.roles, ...retrieversOf(paths, role, speak) };
      const roleOf = (said: string): string => (speak.has(said) ? roleIn(roles, said) : 'nobody');
      const callId = callIdIn(paths, role, roleOf);
      const isNamed = conversation !== undefined && conversation !== callId?.at;
      const talkId = isNamed
        ? undefined
        : (talkIdIn(paths, role, roleOf, callId?.at) ??
          (callId === undefined ? undefined : talkOfAskers(paths, role, roleOf)));
      const groups =
        callId === undefined
          ? valuesByRecord(talkId?.at ?? conversation)
          : valuesByRecord(callId.at);
      const both =
        sides.has('user') && sides.has('assistant') && speakTogether(role, holder.speakers, groups);
      const parts = [holder.role.at, ...contents, holder.calls];
      return {
        score:
          (holder.score * (both ? 0.9 : 0.3) + (both && callId !== undefined ? 0.3 : 0)) *
          (isOneOfTexts(paths, contents) ? 0.4 : 1),
        sides: {
          message: {
            role: holder.role.at.path,
            content:
              contents.length === 1 ? holder.content.at.path : contents.map(({ path }) => path),
            ...openingOf(paths, role, holder.content.at, roleOf, groups),
            ...(holder.calls === undefined ? {} : { tool_calls: holder.calls.path }),
          },
        },
        roles,
        grounds: groundsOf(holder, 'message'),
        taken: (at) => parts.includes(at),
        each: null,
        spoken: null,
        // Under the id of a conversation the messages follow each other; that of a call is told where both are there.
        callId:
          isNamed || talkId !== undefined || (callId !== undefined && isNamedAsCall(callId.at))
            ? callId
            : undefined,
        talkId,
        isOneTalk:
          conversation === undefined &&
          talkId === undefined &&
          callId === undefined &&
          takeTurns(role, roleOf),
        instructed: sides.has('system'),
      };
    });
}

/** Where a key that is not there says who speaks as well, each record that says something has a speaker. */
function withUnnamed(
  { role, speakers }: MessageHolder,
  contents: readonly SamplePath[],
): SamplePath {
  if (!Object.hasOwn(speakers.roles, '')) return role.at;
  const named = new Map(role.at.scalars.map((one) => [one.record, one]));
  const records = new Set([
    ...named.keys(),
    ...contents.flatMap(({ scalars }) => scalars.map(({ record }) => record)),
  ]);
  const scalars = [...records]
    .toSorted((a, b) => a - b)
    .map((record) => named.get(record) ?? { record, value: '' });
  return { ...role.at, scalars };
}

/** What tells the greetings of the machine, where conversations begin with one. */
function openingOf(
  { sample }: SamplePaths,
  role: SamplePath,
  content: SamplePath,
  roleOf: (said: string) => string,
  groups: ReadonlyMap<number, string>,
): Pick<MappedMessage, 'opening'> {
  const said = valuesByRecord(content);
  const conversations = new Map<string, ListedWords[]>();
  for (const { record, value } of role.scalars) {
    const group = groups.get(record) ?? '';
    const one = { role: roleOf(String(value)), text: said.get(record), message: sample[record] };
    conversations.set(group, [...(conversations.get(group) ?? []), one]);
  }
  const greeting = greetingIn([...conversations.values()]);
  if (greeting === null) return {};
  return {
    opening:
      'texts' in greeting
        ? { path: content.path, is: greeting.texts }
        : { path: writePath([{ name: greeting.key }]), is: [greeting.is] },
  };
}

/** Kinds of records that say nothing and hold passages are what was looked up. */
function retrieversOf(
  { sample }: SamplePaths,
  role: SamplePath,
  speak: ReadonlySet<string>,
): Record<string, string> {
  const roles: Record<string, string> = {};
  const kinds = new Set(role.scalars.map(({ value }) => String(value)));
  for (const kind of kinds) {
    if (speak.has(kind)) continue;
    const records = role.scalars
      .filter(({ value }) => String(value) === kind)
      .map(({ record }) => sample[record]);
    const found = passagesIn(new SamplePaths(records), () => false, writePath);
    if (found.length > 0) roles[kind] = 'context';
  }
  return roles;
}

/**
 * Whether both sides speak in most of the conversations that have several records; where no word says who they are, they
 * take turns as well.
 */
function speakTogether(
  role: SamplePath,
  { roles, byHabit }: Speakers,
  conversations: ReadonlyMap<number, unknown>,
): boolean {
  const said = new Map<unknown, string[]>();
  for (const { value, record } of role.scalars) {
    const conversation = conversations.get(record) ?? '';
    said.set(conversation, [...(said.get(conversation) ?? []), roleIn(roles, String(value))]);
  }
  const several = [...said.values()].filter((all) => all.length > 1);
  const both = several.filter((all) => all.includes('user') && all.includes('assistant'));
  const pairs = several.flatMap((all) => all.slice(1).map((one, index) => one !== all[index]));
  const alternate = byHabit !== true || pairs.filter(Boolean).length * 5 >= pairs.length * 3;
  return both.length > 0 && both.length * 2 >= several.length && alternate;
}

/** Of the records of both sides almost each is by another side than the one before, and the first asks. */
function takeTurns({ scalars }: SamplePath, roleOf: (said: string) => string): boolean {
  const said = scalars
    .map(({ value }) => roleOf(String(value)))
    .filter((role) => role === 'user' || role === 'assistant');
  const pairs = said.slice(1).map((role, at) => role !== said[at]);
  return pairs.length >= 5 && pairs.filter(Boolean).length * 10 >= pairs.length * 9;
}

/** The list that messages stand in, or the object whose entries they are. */
const nameOf = (steps: readonly Step[]): readonly Step[] =>
  steps.slice(0, steps.findLastIndex((step) => 'name' in step) + 1);

/** Beside the text that would be the message most records have others that are as long, or an answer of JSON. */
const isOneOfTexts = (paths: SamplePaths, contents: readonly SamplePath[]): boolean =>
  paths.all.some(
    (at) =>
      !contents.includes(at) &&
      !isListed(at.steps) &&
      at.objects > 0 &&
      at.jsonTexts === at.objects &&
      at.records * 2 >= paths.sample.length &&
      isNamedAsAnswer(at),
  ) ||
  paths.all.some(
    (at) =>
      !contents.includes(at) &&
      !isListed(at.steps) &&
      isProse(at) &&
      meanWords(at) >= 4 &&
      at.records * 2 >= paths.sample.length &&
      against(at) < 0.9 &&
      !isRepeated(at) &&
      !repeatsWords(at, contents),
  );

/** What is answered is told once more beside the answer. */
function repeatsWords(at: SamplePath, contents: readonly SamplePath[]): boolean {
  const known = new Set(contents.flatMap((one) => [...distinct(one)]));
  const said = [...distinct(at)];
  return said.filter((text) => known.has(text)).length * 5 >= said.length * 4;
}

/** A list holds both sides. */
function asTranscripts(paths: SamplePaths, holders: readonly MessageHolder[]): ScopeReading[] {
  return holders
    .filter(
      // Lists in a list are conversations of their own.
      (holder) => holder.listed && !isListed(holder.steps.slice(0, -1)),
    )
    .filter(({ speakers: { sides } }) => sides.has('assistant') && sides.has('user'))
    .map((holder) => {
      const listSteps = listOf(holder);
      const conversations = conversationsOf(paths, holder);
      const asked = askedBefore(paths, holder, conversations);
      return {
        score: holder.score,
        sides: {
          transcript: {
            ...mappedOf(holder),
            messages: writePath(listSteps),
            ...(asked === undefined && isRetold(conversations)
              ? { earlier: 'given' }
              : asked === undefined && opensWithGreeting(conversations)
                ? { opening: 'given' }
                : {}),
          },
          ...(asked === undefined ? {} : { input: [{ role: 'user', content: asked.at.path }] }),
        },
        roles: holder.speakers.roles,
        grounds: groundsOf(holder, 'transcript'),
        taken: (at: SamplePath) => at === asked?.at || startsWith(at.steps, nameOf(listSteps)),
        each: null,
        spoken: elementsAt(paths, holder.steps),
        instructed: holder.speakers.sides.has('system'),
      };
    });
}

/** The question that stands beside a list which the machine begins with its answer to it. */
function askedBefore(
  { all, sample }: SamplePaths,
  { steps }: MessageHolder,
  conversations: readonly (readonly ListedWords[])[],
): Found | undefined {
  const begun = conversations.filter(([first]) => first?.role === 'assistant');
  const firsts = new Set(begun.map(([first]) => first?.text));
  // Greetings come again.
  if (begun.length * 10 < conversations.length * 9 || firsts.size * 10 < begun.length * 8)
    return undefined;
  return best(
    all
      .filter((at) => !isListed(at.steps) && !startsWith(at.steps, steps) && isProse(at))
      .filter((at) => at.records * 10 >= sample.length * 9 && !isRepeated(at))
      .flatMap((at) => textFor('prompt', at) ?? [])
      .filter(({ score }) => score >= 0.5),
  );
}

/** What was given and what was answered stand apart. */
function asSides(paths: SamplePaths, holders: readonly MessageHolder[]): ScopeReading[] {
  const inLists = holders.filter(({ steps }) => steps.length > 0 && !isListed(steps.slice(0, -2)));
  const inHolder = (at: SamplePath): boolean =>
    inLists.some(({ steps, score }) => score > 0.5 && startsWith(at.steps, steps));
  const given = best(
    inLists.filter(({ speakers: { sides }, steps }) => sides.has('user') && !isAnswered(steps)),
  );
  const answered = best(
    inLists.filter(
      (one) =>
        one !== given &&
        !one.speakers.sides.has('user') &&
        one.speakers.sides.has('assistant') &&
        !(given !== undefined && startsWith(one.steps, given.steps)),
    ),
  );
  const lookedUp = passagesIn(paths, inHolder, writePath).filter(
    ({ found: { score } }) => score > 0.5,
  );
  const free = paths.all.filter(
    (at) =>
      !inHolder(at) &&
      !isOfSpeakers(paths, at) &&
      !lookedUp.some(({ found }) => isListed(at.steps) && startsWith(at.steps, found.at.steps)),
  );
  const texts = sideTexts(paths, free, given !== undefined);
  const beside =
    given === undefined || endsAnswered(paths, given)
      ? undefined
      : answerBeside(
          paths,
          free.filter((at) => at !== texts.system?.at),
          conversationsOf(paths, given).map(toldIn),
        );
  const answer = answered === undefined ? (texts.answer ?? beside) : undefined;
  const asked = texts.prompt;
  const strong = asked !== undefined && asked.score >= 0.6;
  if (given !== undefined && endsAnswered(paths, given)) {
    // The list is a transcript unless a question stands beside it, which is then its history.
    if (!strong || saysLast(paths, given, answer?.at ?? asked.at)) return [];
  }
  const known = answer?.score ?? answered?.score ?? 0;
  const prompt =
    given === undefined ? asked : strong && !saysLast(paths, given, asked.at) ? asked : undefined;
  if (prompt === undefined && given === undefined && known === 0) return [];
  const system = given?.speakers.sides.has('system') === true ? undefined : texts.system;
  const calls = free.find(
    (at) =>
      (at.lists > 0 || at.objects > 0) &&
      !isListed(at.steps) &&
      fitOfNames(pathWords(at.steps), CALL_NAMES) > 0 &&
      paths
        .under(at.lists > 0 ? [...at.steps, { each: true }] : at.steps)
        .some((one) => /^(?:name|tool|tool_?name|function|fn)$/i.test(lastKey(one.steps))),
  );
  const input: MappedMessages[] = [];
  const output: MappedMessages[] = [];
  const grounds: Grounds[] = [];
  const text = (side: 'input' | 'output', role: string, one: Found, more: object = {}): void => {
    const list = side === 'input' ? input : output;
    grounds.push({ at: [side, list.length, 'content'], found: one });
    list.push({ role, content: contentPath(paths, one.at), ...more });
  };
  const held = (side: 'input' | 'output', holder: MessageHolder): void => {
    const list = side === 'input' ? input : output;
    grounds.push(...groundsOf(holder, side, list.length));
    list.push(mappedOf(holder));
  };
  if (system !== undefined) text('input', 'system', system);
  if (given !== undefined) held('input', given);
  if (prompt !== undefined) text('input', 'user', prompt);
  if (answered !== undefined) held('output', answered);
  else if (answer !== undefined)
    text('output', 'assistant', answer, calls === undefined ? {} : { tool_calls: calls.path });
  const asking = given?.score ?? prompt?.score ?? 0;
  const used = new Set(
    [system?.at, prompt?.at, answer?.at, output.length > 0 ? calls : undefined].filter(
      (at) => at !== undefined,
    ),
  );
  return [
    {
      score:
        (known === 0 ? asking * 0.4 : asking === 0 ? known * 0.5 : (asking + known) / 2) *
        (areOfElements(prompt?.at, answer?.at) ? 0.5 : 1),
      sides: { input, output },
      roles: { ...answered?.speakers.roles, ...given?.speakers.roles },
      grounds,
      taken: (at) =>
        used.has(at) ||
        [...used].some((one) => startsWith(at.steps, one.steps)) ||
        [given, answered].some((one) => one !== undefined && isInMessages(one, at)),
      each: null,
      spoken: null,
      answer: answer?.at,
      instructed: system !== undefined || given?.speakers.sides.has('system') === true,
    },
  ];
}

/** Several questions and their answers stand in the elements of one list, each of which is a turn. */
function areOfElements(prompt: SamplePath | undefined, answer: SamplePath | undefined): boolean {
  if (prompt === undefined || answer === undefined) return false;
  const list = prompt.steps.slice(0, prompt.steps.findIndex(isEach) + 1);
  return (
    list.length > 0 &&
    startsWith(answer.steps, list) &&
    prompt.values > prompt.records &&
    answer.values > answer.records
  );
}

/** Texts of a list beside which somebody is named who speaks are not all said by one. */
const isOfSpeakers = (paths: SamplePaths, { steps }: SamplePath): boolean =>
  isListed(steps) && paths.under(steps.slice(0, -1)).some((one) => namesSpeakers(one));

const isAnswered = (steps: readonly Step[]): boolean =>
  pathWords(steps).some((word) =>
    /^(?:response|resp|output|completion|choices|candidates|result)$/.test(word),
  );

/** Texts that are parts of one message are read as its content, so that they stay one message. */
function contentPath(paths: SamplePaths, { steps, path }: SamplePath): string {
  const [list, element, name] = [steps.slice(0, -2), steps.at(-2), steps.at(-1)];
  const isPart =
    element !== undefined &&
    'each' in element &&
    name !== undefined &&
    'name' in name &&
    name.name === 'text' &&
    paths.under(steps.slice(0, -1)).some((one) => one.path.endsWith('.type'));
  return isPart ? writePath(list) : path;
}

/** Beside what one object says there may stand whose it is and where it was said, as in what a messenger sends. */
const isInMessages = (holder: MessageHolder, at: SamplePath): boolean =>
  holder.listed
    ? startsWith(at.steps, listOf(holder))
    : [holder.role.at, holder.content.at, holder.calls].some(
        (one) => one !== undefined && startsWith(at.steps, one.steps),
      );

/** The path of the list that the messages stand in, or of the message. */
const listOf = ({ steps }: MessageHolder): readonly Step[] => {
  const last = steps.at(-1);
  return last !== undefined && 'each' in last ? steps.slice(0, -1) : steps;
};

function mappedOf(holder: MessageHolder): MappedMessages {
  const within = (at: SamplePath): string => writePath(at.steps.slice(holder.steps.length));
  const calls = holder.calls === undefined ? undefined : within(holder.calls);
  return {
    messages: writePath(listOf(holder)),
    role: within(holder.role.at),
    content:
      holder.inner === undefined
        ? within(holder.content.at)
        : [within(holder.inner), within(holder.content.at)],
    // `tool_calls` is what messages call it anyway.
    ...(calls === undefined || calls === 'tool_calls' ? {} : { tool_calls: calls }),
  };
}

const groundsOf = (holder: MessageHolder, ...at: (string | number)[]): Grounds[] => [
  { at: [...at, 'role'], found: holder.role },
  { at: [...at, 'content'], found: holder.content },
];

/** Where each message says who speaks and what. */
const partsOf = ({ role, content, steps }: MessageHolder): readonly [FieldPath, FieldPath] => {
  const inside = (at: SamplePath): FieldPath => ({
    from: 'element',
    steps: at.steps.slice(steps.length),
  });
  return [inside(role.at), inside(content.at)];
};

const listed = (value: unknown): readonly unknown[] => (isList(value) ? value : [value]);

/** The messages of each record's list: who says it, and what. */
function conversationsOf(paths: SamplePaths, holder: MessageHolder): ListedWords[][] {
  const read = parsePath(writePath(listOf(holder)));
  const [role, content] = partsOf(holder);
  return paths.sample.slice(0, 100).map((record) =>
    valuesAt(read, within(record), true)
      .flatMap((value) => listed(opened(value, true)))
      .map((message) => ({
        role: roleIn(holder.speakers.roles, String(valueAt(role, within(message), true))),
        text: valueAt(content, within(message), true),
        message,
      })),
  );
}

const toldIn = (messages: readonly ListedWords[]) => ({
  all: messages.map(({ text }) => text),
  answers: messages.filter(({ role }) => role === 'assistant').map(({ text }) => text),
});

/** The last message of each record's list: who says it, and what. */
function lastMessages(
  paths: SamplePaths,
  holder: MessageHolder,
): { role: unknown; text: unknown; record: unknown }[] {
  const read = parsePath(writePath(listOf(holder)));
  const [role, content] = partsOf(holder);
  return paths.sample.slice(0, 50).flatMap((record) => {
    const last = valuesAt(read, within(record), true)
      .flatMap((value) => listed(opened(value, true)))
      .at(-1);
    if (last === undefined) return [];
    return [
      {
        role: valueAt(role, within(last), true),
        text: valueAt(content, within(last), true),
        record,
      },
    ];
  });
}

function endsAnswered(paths: SamplePaths, holder: MessageHolder): boolean {
  const { roles } = holder.speakers;
  const last = lastMessages(paths, holder);
  const answers = last.filter(({ role }) => roleIn(roles, String(role)) === 'assistant');
  return answers.length * 2 >= last.length;
}

/** Whether what stands at the path is the last message of the list as well. */
function saysLast(paths: SamplePaths, holder: MessageHolder, at: SamplePath): boolean {
  const path = parsePath(at.path);
  const last = lastMessages(paths, holder);
  const same = last.filter(({ text, record }) => valueAt(path, within(record), true) === text);
  return last.length > 0 && same.length * 2 >= last.length;
}
