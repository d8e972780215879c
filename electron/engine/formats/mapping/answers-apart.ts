import { found } from './found.ts';
import { lastKey } from './key-names.ts';
import type { ScopeReading } from './read-scope.ts';
import { isListed, type SamplePath, type SamplePaths, valuesByRecord } from './sample-paths.ts';
import { distinct, isIdLike } from './value-shapes.ts';

/** Logs that write a call in two records without an id of it: what was asked, and then what was answered, or why not. */

/** So many answers show how they stand. */
const FEWEST = 3;
const MOST_KINDS = 8;

/**
 * The reading in which answers are joined to what was asked before them in their conversation. A record of an answer has
 * either nothing of what was asked, or the question once more, which the record before it asks.
 */
export function withAnswersApart(
  paths: SamplePaths,
  reading: ScopeReading,
  conversation: SamplePath | undefined,
): ScopeReading {
  const { answer, sides } = reading;
  const [output, ...more] = sides.output ?? [];
  if (answer === undefined || output === undefined || more.length > 0) return reading;
  const answered = recordsOf(answer);
  if (answered.length < FEWEST) return reading;
  const asking = reading.grounds.find(
    ({ at: [side, index] }) =>
      side === 'input' &&
      typeof index === 'number' &&
      (sides.input?.[index]?.messages !== undefined || sides.input?.[index]?.role === 'user'),
  )?.found.at;
  if (asking === undefined) return reading;
  const asked = new Set(recordsOf(asking));
  if (!answered.some((record) => asked.has(record)))
    return conversation === undefined || !followQuestions(answered, asked, conversation)
      ? reading
      : joined(paths, reading, answer);
  return isListed(asking.steps) ? reading : repeating(paths, reading, asking, conversation);
}

const recordsOf = ({ scalars }: SamplePath): number[] => [
  ...new Set(scalars.filter(({ value }) => value !== '').map(({ record }) => record)),
];

/** Each answer comes right after a record of its conversation that asks. */
function followQuestions(
  answered: readonly number[],
  asked: ReadonlySet<number>,
  conversation: SamplePath,
): boolean {
  const before = recordsBefore(conversation);
  const following = answered.filter((record) => asked.has(before.get(record) ?? -1));
  return following.length * 10 >= answered.length * 9;
}

/** The record before each in its conversation, or of whatever the value names. */
function recordsBefore(of: SamplePath | undefined): Map<number, number> {
  const last = new Map<string, number>();
  const before = new Map<number, number>();
  for (const [record, value] of valuesByRecord(of)) {
    const one = last.get(value);
    if (one !== undefined) before.set(record, one);
    last.set(value, record);
  }
  return before;
}

/** Whether what would be the words of the machine is as a rule what was asked right before. */
export function repeatsQuestions(
  role: SamplePath,
  content: SamplePath,
  roleOf: (said: string) => string,
  conversation: SamplePath | undefined,
): boolean {
  const [speakers, texts] = [valuesByRecord(role), valuesByRecord(content)];
  const before = recordsBefore(conversation);
  const answers = [...texts].filter(
    ([record]) => roleOf(speakers.get(record) ?? '') === 'assistant',
  );
  const repeated = answers.filter(
    ([record, text]) =>
      texts.get(conversation === undefined ? record - 1 : (before.get(record) ?? -1)) === text,
  );
  return repeated.length >= FEWEST && repeated.length * 10 >= answers.length * 8;
}

/** Where the answer stands the machine speaks; what others were given is the request. */
function joined(paths: SamplePaths, reading: ScopeReading, answer: SamplePath): ScopeReading {
  const { input = [] } = reading.sides;
  const kind = kindAmong(paths, new Set(recordsOf(answer)));
  const machines = kind === undefined ? ['*'] : kind.machines;
  return {
    ...reading,
    sides: {
      input,
      message: { role: kind?.at.path ?? answer.path, content: answer.path },
    },
    roles: {
      ...reading.roles,
      ...Object.fromEntries(machines.map((one) => [one, 'assistant'])),
      ...(kind === undefined
        ? { '': 'user' }
        : Object.fromEntries(kind.others.map((one) => [one, 'user']))),
    },
    grounds: [
      ...reading.grounds.filter(({ at: [side] }) => side !== 'output'),
      ...groundsOf(answer, kind?.at ?? answer, 'answers stand in records of their own'),
    ],
  };
}

const groundsOf = (content: SamplePath, role: SamplePath, why: string): ScopeReading['grounds'] => [
  { at: ['message', 'role'], found: { ...found(role, 0.6, lastKey(role.steps)), why } },
  { at: ['message', 'content'], found: found(content, 0.6, lastKey(content.steps)) },
];

/** The word that tells records of answers from all others. */
interface Kind {
  readonly at: SamplePath;
  readonly machines: readonly string[];
  /** `''` where others have none. */
  readonly others: readonly string[];
}

function kindAmong(paths: SamplePaths, answered: ReadonlySet<number>): Kind | undefined {
  const all = [...paths.sample.keys()];
  const kinds = paths.all
    .filter((at) => !isListed(at.steps) && isIdLike(at) && distinct(at).size <= MOST_KINDS)
    .flatMap((at) => {
      const words = valuesByRecord(at);
      const word = (record: number): string => words.get(record) ?? '';
      const machines = new Set([...answered].map(word));
      const others = new Set(all.map(word).filter((one) => !machines.has(one)));
      // What has the word of an answer and says nothing is one that failed.
      const failed = all.filter((record) => machines.has(word(record)) && !answered.has(record));
      return machines.size > 2 ||
        machines.has('') ||
        others.size === 0 ||
        failed.length > answered.size
        ? []
        : [{ at, machines: [...machines], others: [...others] }];
    });
  return kinds[0];
}

/** What repeats the question of the record before is no further call. */
function repeating(
  paths: SamplePaths,
  reading: ScopeReading,
  asking: SamplePath,
  conversation: SamplePath | undefined,
): ScopeReading {
  const { answer } = reading;
  if (answer === undefined) return reading;
  const answered = new Set(recordsOf(answer));
  const kind = kindAmong(paths, answered);
  if (kind === undefined) return reading;
  const texts = valuesByRecord(asking);
  const words = valuesByRecord(kind.at);
  const before = recordsBefore(conversation);
  const isAnswer = (record: number): boolean => kind.machines.includes(words.get(record) ?? '');
  const questions = [...texts.keys()].filter((record) => !isAnswer(record));
  const repeated = [...texts].filter(([record, text]) => {
    const last = conversation === undefined ? record - 1 : (before.get(record) ?? -1);
    return isAnswer(record) && !isAnswer(last) && texts.get(last) === text;
  });
  const ending = [...texts.keys()].filter(isAnswer).length;
  if (repeated.length * 10 < ending * 9 || repeated.length * 5 < questions.length * 4)
    return reading;
  if (conversation === undefined)
    return {
      ...reading,
      sides: { ...reading.sides, where: { path: kind.at.path, is: [...kind.machines] } },
    };
  return {
    ...reading,
    sides: {
      input: (reading.sides.input ?? []).filter(({ content }) => content !== asking.path),
      message: { role: kind.at.path, content: [answer.path, asking.path] },
      failed: { path: answer.path, is: [''] },
    },
    roles: {
      ...Object.fromEntries(kind.machines.map((one) => [one, 'assistant'])),
      ...Object.fromEntries(kind.others.map((one) => [one, 'user'])),
    },
    grounds: [
      ...reading.grounds.filter(({ at: [side] }) => side !== 'output' && side !== 'input'),
      ...groundsOf(answer, kind.at, 'records of answers repeat the question of the one before'),
    ],
  };
}
