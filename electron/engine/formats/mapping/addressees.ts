import type { JsonObject } from '../format.ts';
import { keyWords, lastWords } from './key-names.ts';
import { roleNamed } from './role-words.ts';
import { isListed, type SamplePath, SamplePaths, valuesByRecord } from './sample-paths.ts';
import type { Speakers } from './speakers.ts';
import { distinct, isIdLike, isTime } from './value-shapes.ts';

/**
 * Logs of messages that say who writes and to whom (`from: ines, to: helper`): the machine is whoever almost everything goes
 * through. Who writes to it first asks; whom it writes to first are its tools.
 */

const SENDS = /^(?:from|sender|source|src|author|speaker|who|by|writer|origin)$/;
const RECEIVES = /^(?:to|recipient|receiver|target|dest|destination|dst|addressee)$/;
const FEWEST = 3;
const MOST_KINDS = 16;

interface Letter {
  readonly record: number;
  readonly from: string;
  readonly to: string;
}

/** Who writes to whom; undefined where no two fields say it by names of which the machine's is in both. */
interface Correspondence {
  readonly sender: SamplePath;
  readonly machine: string;
  readonly tools: readonly string[];
  readonly systems: readonly string[];
  readonly letters: readonly Letter[];
}

function correspondenceIn({ all }: SamplePaths): Correspondence | undefined {
  const able = all.filter(
    (at) => at.steps.length === 1 && !isListed(at.steps) && isIdLike(at) && !isTime(at),
  );
  const sender = able.find(({ steps }) => isCalled(steps, SENDS));
  const receiver = able.find(({ steps }) => isCalled(steps, RECEIVES));
  if (sender === undefined || receiver === undefined) return undefined;
  const to = valuesByRecord(receiver);
  const letters = sender.scalars.flatMap(({ record, value }) => {
    const other = to.get(record);
    return other === undefined || other === '' ? [] : [{ record, from: String(value), to: other }];
  });
  const machine = throughWhom(letters);
  if (machine === undefined) return undefined;
  const others = [...distinct(sender)].filter((one) => one !== machine);
  const systems = others.filter((one) => roleNamed(one) === 'system');
  const tools = others.filter((one) => !systems.includes(one) && isWrittenToFirst(one, letters));
  return { sender, machine, tools, systems, letters };
}

const isCalled = (steps: SamplePath['steps'], pattern: RegExp): boolean =>
  lastWords(steps)
    .filter((word) => !/^(?:id|name|user|agent|role)$/.test(word))
    .every((word) => pattern.test(word)) && lastWords(steps).some((word) => pattern.test(word));

/** Of two alike, whoever is written to first. */
function throughWhom(letters: readonly Letter[]): string | undefined {
  const counted = new Map<string, { name: string; sent: number; got: number; first: number }>();
  const countOf = (name: string) => {
    const known = counted.get(name) ?? { name, sent: 0, got: 0, first: -1 };
    counted.set(name, known);
    return known;
  };
  for (const [at, { from, to }] of letters.entries()) {
    countOf(from).sent += 1;
    const receiver = countOf(to);
    receiver.got += 1;
    if (receiver.first === -1) receiver.first = at;
  }
  const told = [...counted.values()]
    .filter(({ sent, got }) => sent >= FEWEST && got >= FEWEST)
    .filter(({ sent, got }) => (sent + got) * 10 >= letters.length * 9)
    .toSorted((a, b) => b.sent + b.got - (a.sent + a.got) || a.first - b.first);
  return told[0]?.name;
}

function isWrittenToFirst(name: string, letters: readonly Letter[]): boolean {
  return letters.find(({ from, to }) => from === name || to === name)?.to === name;
}

/** Who speaks in the records of `role`, where another field says to whom. */
export function byAddress(paths: SamplePaths, role: SamplePath): Speakers | null {
  // Asked of every field: most are no sender's.
  if (!isCalled(role.steps, SENDS)) return null;
  const known = correspondenceIn(paths);
  if (known === undefined || known.sender.path !== role.path) return null;
  const { machine, tools, systems } = known;
  const named = (role_: string, those: readonly string[]): [string, string][] =>
    those.map((one) => [one, role_]);
  return {
    roles: Object.fromEntries([
      [machine, 'assistant'],
      ...named('system', systems),
      ...named('tool', tools),
      ['*', 'user'],
    ]),
    sides: new Set(['user', 'assistant', ...(systems.length > 0 ? (['system'] as const) : [])]),
    score: 0.9,
    unknown: 0,
    why: `almost all is written by "${machine.slice(0, 40)}" or to it`,
  };
}

/** Kinds of records in which the machine says nothing to those who ask, and that give it no instructions. */
export function kindsAside(
  sample: readonly JsonObject[],
): { readonly path: string; readonly not: readonly string[] } | null {
  const paths = new SamplePaths(sample);
  const known = correspondenceIn(paths);
  if (known === undefined) return null;
  const answers = known.letters.filter(
    ({ from, to }) => from === known.machine && !known.tools.includes(to),
  );
  for (const kind of paths.all) {
    const isKind =
      !isListed(kind.steps) &&
      kind.path !== known.sender.path &&
      isIdLike(kind) &&
      kind.records === sample.length &&
      distinct(kind).size >= 2 &&
      distinct(kind).size <= MOST_KINDS;
    if (!isKind || !KIND.test(lastWords(kind.steps).at(-1) ?? '')) continue;
    const words = valuesByRecord(kind);
    const spoken = new Set(answers.map(({ record }) => words.get(record)));
    const not = [...distinct(kind)].filter(
      (word) => !spoken.has(word) && !keyWords(word).some((one) => INSTRUCTS.test(one)),
    );
    return not.length === 0 ? null : { path: kind.path, not };
  }
  return null;
}
const KIND = /^(?:kind|type|event|category|class|action|op)$/;
const INSTRUCTS = /^(?:system|prompt|instructions?|persona)$/;
