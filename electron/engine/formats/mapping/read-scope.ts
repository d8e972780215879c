import type { MappedMessages, Mapping } from '../../../../shared/domain/mapping.ts';
import { isList, isObject } from '../json-values.ts';
import {
  opened,
  parsePath,
  type Step,
  valueAt,
  valuesAt,
  within,
  writePath,
} from './field-path.ts';
import { columnsIn } from './find-columns.ts';
import { CALL_NAMES, type MessageHolder, messageHolders, namesSpeakers } from './find-messages.ts';
import { systemFor, textFor, unnamedText } from './find-texts.ts';
import { best, type Found } from './found.ts';
import { fitOfNames, lastKey, pathWords } from './key-names.ts';
import { isListed, type SamplePath, SamplePaths, startsWith } from './sample-paths.ts';

/** Where a part of a mapping stands, and what speaks for it. */
export interface Grounds {
  readonly at: readonly (string | number)[];
  readonly found: Found;
}

/** One way in which the messages of the records may be read. */
export interface ScopeReading {
  readonly score: number;
  readonly sides: Partial<Pick<Mapping, 'input' | 'output' | 'transcript' | 'message'>>;
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
}

/** How deep lists are looked into for turns. */
const DEEPEST = 2;
const MOST_ELEMENTS = 400;

export function readScope(paths: SamplePaths, depth = 0): ScopeReading | null {
  const own = ownReadings(paths);
  const surest = best(own);
  if (depth === DEEPEST || (surest !== undefined && surest.score > 0.85)) return surest ?? null;
  const inner = paths.all
    .filter(({ lists, values, steps }) => lists * 2 >= values && !isListed(steps))
    .flatMap((list) => eachOf(paths, list, depth));
  return best([...own, ...inner]) ?? null;
}

function eachOf(paths: SamplePaths, list: SamplePath, depth: number): ScopeReading[] {
  const read = parsePath(`${list.path}[*]`);
  const elements = paths.sample
    .flatMap((record) => valuesAt(read, within(record), true))
    .slice(0, MOST_ELEMENTS)
    .map((element) => opened(element, true));
  if (elements.filter(isObject).length * 2 < elements.length || elements.length === 0) return [];
  const inside = new SamplePaths(elements);
  const reading = readScope(inside, depth + 1);
  if (reading === null || (reading.each === null && !hasBothSides(reading))) return [];
  const steps = [...list.steps, { each: true as const }];
  return [
    {
      ...reading,
      score: reading.score * 0.95,
      each: {
        steps: reading.each === null ? steps : [...steps, ...reading.each.steps],
        paths: reading.each === null ? inside : reading.each.paths,
        holders: reading.each === null ? null : { paths: inside, list: reading.each.steps },
      },
    },
  ];
}

const hasBothSides = ({ sides: { transcript, input, output } }: ScopeReading): boolean =>
  transcript !== undefined || ((input?.length ?? 0) > 0 && (output?.length ?? 0) > 0);

function ownReadings(paths: SamplePaths): ScopeReading[] {
  const conversation = columnsIn(paths.all, paths.sample.length, new Set()).find(
    ({ column }) => column === 'conversation',
  )?.at;
  const conversations = new Map(conversation?.scalars.map(({ record, value }) => [record, value]));
  const holders = messageHolders(paths, (record) => conversations.get(record) ?? 'none');
  const sides = asSides(paths, holders);
  // A list without the answers is what was given where the answers stand elsewhere.
  const answered = sides.some(({ sides: { output } }) => (output?.length ?? 0) > 0);
  const whole = answered ? holders.filter((one) => endsAnswered(paths, one)) : holders;
  return [...asMessages(holders), ...asTranscripts(paths, whole), ...sides];
}

/** Each record is one message. */
function asMessages(holders: readonly MessageHolder[]): ScopeReading[] {
  return holders
    .filter(({ steps }) => steps.length === 0)
    .map((holder) => {
      const { sides, roles } = holder.speakers;
      const both = sides.has('user') && sides.has('assistant');
      return {
        score: holder.score * (both ? 0.9 : 0.3),
        sides: {
          message: {
            role: holder.role.at.path,
            content: holder.content.at.path,
            ...(holder.calls === undefined ? {} : { tool_calls: holder.calls.path }),
          },
        },
        roles,
        grounds: groundsOf(holder, 'message'),
        taken: (at) => [holder.role.at, holder.content.at, holder.calls].includes(at),
        each: null,
        spoken: null,
      };
    });
}

/** A list holds both sides. */
function asTranscripts(paths: SamplePaths, holders: readonly MessageHolder[]): ScopeReading[] {
  return holders
    .filter(
      // Lists in a list are conversations of their own.
      (holder) => holder.listed && !isListed(listOf(holder)),
    )
    .filter(({ speakers: { sides } }) => sides.has('assistant') && sides.has('user'))
    .map((holder) => {
      const listSteps = listOf(holder);
      const read = parsePath(writePath(listSteps));
      const messages = paths.sample
        .flatMap((record) => valuesAt(read, within(record), true))
        .flatMap((value) => listed(opened(value, true)))
        .slice(0, MOST_ELEMENTS);
      return {
        score: holder.score,
        sides: { transcript: { ...mappedOf(holder), messages: writePath(listSteps) } },
        roles: holder.speakers.roles,
        grounds: groundsOf(holder, 'transcript'),
        taken: (at: SamplePath) => startsWith(at.steps, listSteps),
        each: null,
        spoken: new SamplePaths(messages),
      };
    });
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
  const free = paths.all.filter((at) => !inHolder(at) && !isOfSpeakers(paths, at));
  const answers = free.flatMap((at) => textFor('answer', at) ?? []);
  const prompts = free.flatMap((at) => textFor('prompt', at) ?? []);
  const answer = answered === undefined ? best(answers) : undefined;
  const asked = best(prompts.filter(({ at }) => at !== answer?.at));
  const strong = asked !== undefined && asked.score >= 0.6;
  if (given !== undefined && endsAnswered(paths, given)) {
    // The list is a transcript unless a question stands beside it, which is then its history.
    if (!strong || saysLast(paths, given, answer?.at ?? asked.at)) return [];
  }
  const known = answer?.score ?? answered?.score ?? 0;
  const prompt =
    given === undefined
      ? (asked ?? (known > 0.5 ? unnamed(free, answer) : undefined))
      : strong && !saysLast(paths, given, asked.at)
        ? asked
        : undefined;
  if (prompt === undefined && given === undefined && known === 0) return [];
  const system = best(free.flatMap((at) => systemFor(at) ?? []));
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
      score: known === 0 ? asking * 0.4 : asking === 0 ? known * 0.5 : (asking + known) / 2,
      sides: { input, output },
      roles: { ...answered?.speakers.roles, ...given?.speakers.roles },
      grounds,
      taken: (at) =>
        used.has(at) ||
        [...used].some((one) => startsWith(at.steps, one.steps)) ||
        [given, answered].some((one) => one !== undefined && startsWith(at.steps, listOf(one))),
      each: null,
      spoken: null,
    },
  ];
}

/** Texts of a list beside which somebody is named who speaks are not all said by one. */
const isOfSpeakers = (paths: SamplePaths, { steps }: SamplePath): boolean =>
  isListed(steps) && paths.under(steps.slice(0, -1)).some((one) => namesSpeakers(one));

const unnamed = (free: readonly SamplePath[], answer: Found | undefined): Found | undefined =>
  unnamedText(free.filter((at) => at !== answer?.at)) ?? undefined;

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
    content: within(holder.content.at),
    // `tool_calls` is what messages call it anyway.
    ...(calls === undefined || calls === 'tool_calls' ? {} : { tool_calls: calls }),
  };
}

const groundsOf = (holder: MessageHolder, ...at: (string | number)[]): Grounds[] => [
  { at: [...at, 'role'], found: holder.role },
  { at: [...at, 'content'], found: holder.content },
];

const listed = (value: unknown): readonly unknown[] => (isList(value) ? value : [value]);

/** The last message of each record's list: who says it, and what. */
function lastMessages(
  paths: SamplePaths,
  holder: MessageHolder,
): { role: unknown; text: unknown; record: unknown }[] {
  const read = parsePath(writePath(listOf(holder)));
  const mapped = mappedOf(holder);
  const [role, content] = [parsePath(mapped.role ?? '.'), parsePath(mapped.content ?? '.')];
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
  const answers = last.filter(({ role }) => {
    const said = String(role);
    return (Object.hasOwn(roles, said) ? roles[said] : (roles['*'] ?? said)) === 'assistant';
  });
  return answers.length * 2 >= last.length;
}

/** Whether what stands at the path is the last message of the list as well. */
function saysLast(paths: SamplePaths, holder: MessageHolder, at: SamplePath): boolean {
  const path = parsePath(at.path);
  const last = lastMessages(paths, holder);
  const same = last.filter(({ text, record }) => valueAt(path, within(record), true) === text);
  return last.length > 0 && same.length * 2 >= last.length;
}
