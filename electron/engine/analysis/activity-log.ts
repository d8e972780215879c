import { existsSync } from 'node:fs';
import { z } from 'zod';
import {
  actionChanged,
  actionEntered,
  actWithdrawn,
  causeChanged,
  causeTagged,
  comparisonAnnounced,
  comparisonCompleted,
  eventChanged,
  eventEntered,
  exhibitChanged,
  exhibitPinned,
  findingReviewed,
  noteChanged,
  noteWritten,
  pairJudged,
  reportFields,
  turnTagged,
} from '../../../shared/domain/analysis.ts';
import { timestamp } from '../base/clock.ts';
import { Fault, Refusal } from '../base/errors.ts';
import { appendToActivity } from '../case/anchored-logs.ts';
import { readCaseFile } from '../case/case-file.ts';
import { examiner } from '../case/examiner.ts';
import { type CaseLayout, layoutOf } from '../case/layout.ts';
import { lockForAppending } from '../case/lock.ts';
import type { ChainEntry } from '../custody/chain.ts';
import { readChainOn } from '../custody/read-on.ts';

/**
 * The investigator's work is the activity log and nothing else: an act is one line, appended and synced before it
 * counts. Each act's data is checked by its schema when it is written and when it is read.
 */
export const ACTS = {
  'exhibit.pinned': exhibitPinned,
  'cause.tagged': causeTagged,
  'event.entered': eventEntered,
  'action.entered': actionEntered,
  'action.changed': actionChanged,
  'note.written': noteWritten,
  'finding.reviewed': findingReviewed,
  'report.fields': reportFields,
  'comparison.announced': comparisonAnnounced,
  'comparison.completed': comparisonCompleted,
  'pair.judged': pairJudged,
  'act.withdrawn': actWithdrawn,
  'turn.tagged': turnTagged,
  'exhibit.changed': exhibitChanged,
  'note.changed': noteChanged,
  'cause.changed': causeChanged,
  'event.changed': eventChanged,
} as const;

export type ActName = keyof typeof ACTS;
export type ActData<Name extends ActName> = z.infer<(typeof ACTS)[Name]>;

/** One act as the log holds it. */
export type Act = {
  [Name in ActName]: {
    readonly name: Name;
    /** Line of the log. */
    readonly seq: number;
    /** Numbers the acts of one name, withdrawn ones included, so that E-7 stays E-7. */
    readonly number: number;
    readonly at: string;
    readonly actor: string;
    readonly data: ActData<Name>;
  };
}[ActName];

/** An act to be written. */
export type NewAct = {
  [Name in ActName]: {
    readonly name: Name;
    readonly data: z.input<(typeof ACTS)[Name]>;
  };
}[ActName];

/** Appends an act to the log of a case. Several processes may do so; each waits for the other's line. */
export async function append<Name extends ActName>(
  casePath: string,
  name: Name,
  data: z.input<(typeof ACTS)[Name]>,
): Promise<ChainEntry> {
  const [entry] = await appendChecked(casePath, [[name, ACTS[name].parse(data)]]);
  if (entry === undefined) throw new Fault('an act was not written');
  return entry;
}

/** Looks at the acts that stand while nobody else can write one; what it throws is not written. */
export type Admission = (standing: readonly Act[]) => void;

/** Appends what is done at once, each act a line of its own, all of them together. */
export function appendAll(
  casePath: string,
  acts: readonly NewAct[],
  admit?: Admission,
): Promise<ChainEntry[]> {
  return appendChecked(
    casePath,
    acts.map(({ name, data }) => [name, ACTS[name].parse(data)]),
    admit,
  );
}

async function appendChecked(
  casePath: string,
  acts: readonly (readonly [name: ActName, data: unknown])[],
  admit?: Admission,
): Promise<ChainEntry[]> {
  const layout = layoutOf(casePath);
  readCaseFile(layout);
  const written = { at: timestamp(), actor: examiner() };
  const [first, ...others] = acts.map(([name, data]) => ({
    ...written,
    act: name,
    data: z.record(z.string(), z.unknown()).parse(data),
  }));
  if (first === undefined) return [];
  const lock = await lockForAppending(layout.root);
  try {
    admit?.(readActs(layout));
    return appendToActivity(layout, [first, ...others]);
  } finally {
    lock.release();
  }
}

/** Every act that stands, in order: withdrawn ones and withdrawals are left out. The same list until the log grows. */
export function readActs(layout: CaseLayout): readonly Act[] {
  return readLog(layout).standing;
}

/** Every act in order, also those that were taken back; withdrawals are told by what they took back. */
export function readAllActs(layout: CaseLayout): { act: Act; stands: boolean }[] {
  const { acts, withdrawn } = readLog(layout);
  return acts.flatMap((one) =>
    one.name === 'act.withdrawn' ? [] : [{ act: one, stands: !withdrawn.has(one.seq) }],
  );
}

/** The act that a line of the log is, and whether it stands; undefined where the line is none. */
export function actAt(layout: CaseLayout, seq: number): { act: Act; stands: boolean } | undefined {
  const { bySeq, withdrawn } = readLog(layout);
  const found = bySeq.get(seq);
  return found === undefined ? undefined : { act: found, stands: !withdrawn.has(seq) };
}

/** What the lines of a log say. */
interface ReadLog {
  readonly entries: readonly ChainEntry[];
  readonly acts: readonly Act[];
  readonly bySeq: ReadonlyMap<number, Act>;
  /** How many lines of each name there are. */
  readonly counts: ReadonlyMap<string, number>;
  readonly withdrawn: ReadonlySet<number>;
  readonly standing: readonly Act[];
}

const EMPTY: ReadLog = {
  entries: [],
  acts: [],
  bySeq: new Map(),
  counts: new Map(),
  withdrawn: new Set(),
  standing: [],
};

/** What was read before, by the first line of the log: a log only grows, so that only what was added is looked at. */
const read = new WeakMap<ChainEntry, ReadLog>();

function readLog(layout: CaseLayout): ReadLog {
  if (!existsSync(layout.activity)) return EMPTY;
  const { entries, fault } = readChainOn(layout.activity);
  if (fault !== null)
    throw new Refusal('case-damaged', `The activity log of ${layout.root} is damaged: ${fault}.`, {
      way: 'verify',
    });
  const [first] = entries;
  if (first === undefined) return EMPTY;
  const before = read.get(first);
  const now = grown(isBeginning(before, entries) ? before : EMPTY, entries);
  read.set(first, now);
  return now;
}

/** Entries are read once: the same last entry has the same lines before it. */
const isBeginning = (
  before: ReadLog | undefined,
  entries: readonly ChainEntry[],
): before is ReadLog =>
  before !== undefined && entries[before.entries.length - 1] === before.entries.at(-1);

function grown(before: ReadLog, entries: readonly ChainEntry[]): ReadLog {
  if (entries.length === before.entries.length) return before;
  const counts = new Map(before.counts);
  const added = entries.slice(before.entries.length).flatMap((entry) => {
    const number = (counts.get(entry.act) ?? 0) + 1;
    counts.set(entry.act, number);
    return actOf(entry, number);
  });
  const acts = [...before.acts, ...added];
  const bySeq = new Map([...before.bySeq, ...added.map((one) => [one.seq, one] as const)]);
  // A withdrawal may take back any earlier line, an earlier withdrawal among them.
  const withdrawn = added.some(({ name }) => name === 'act.withdrawn')
    ? withdrawnBy(acts)
    : before.withdrawn;
  const stands = ({ name, seq }: Act): boolean => name !== 'act.withdrawn' && !withdrawn.has(seq);
  const standing =
    withdrawn === before.withdrawn
      ? [...before.standing, ...added.filter(stands)]
      : acts.filter(stands);
  return { entries, acts, bySeq, counts, withdrawn, standing };
}

/** Lines that are taken back. A later withdrawal may take back an earlier one. */
function withdrawnBy(acts: readonly Act[]): ReadonlySet<number> {
  return acts.reduceRight(
    (withdrawn, act) =>
      act.name === 'act.withdrawn' && !withdrawn.has(act.seq)
        ? withdrawn.add(act.data.seq)
        : withdrawn,
    new Set<number>(),
  );
}

const act = z.discriminatedUnion('name', [
  named('exhibit.pinned', exhibitPinned),
  named('cause.tagged', causeTagged),
  named('event.entered', eventEntered),
  named('action.entered', actionEntered),
  named('action.changed', actionChanged),
  named('note.written', noteWritten),
  named('finding.reviewed', findingReviewed),
  named('report.fields', reportFields),
  named('comparison.announced', comparisonAnnounced),
  named('comparison.completed', comparisonCompleted),
  named('pair.judged', pairJudged),
  named('act.withdrawn', actWithdrawn),
  named('turn.tagged', turnTagged),
  named('exhibit.changed', exhibitChanged),
  named('note.changed', noteChanged),
  named('cause.changed', causeChanged),
  named('event.changed', eventChanged),
]);

function named<Name extends string, Data extends z.ZodType>(name: Name, data: Data) {
  return z.object({
    name: z.literal(name),
    seq: z.int(),
    number: z.int(),
    at: z.string(),
    actor: z.string(),
    data,
  });
}

/** Acts that this version does not know (a later version's) are passed over. */
function actOf(entry: ChainEntry, number: number): readonly Act[] {
  const { act: name, seq, at, actor, data } = entry;
  if (!Object.hasOwn(ACTS, name)) return [];
  const read = act.safeParse({ name, seq, number, at, actor, data });
  if (read.success) return [read.data];
  const [issue] = read.error.issues;
  throw new Refusal(
    'case-damaged',
    `Line ${seq} of the activity log is no ${name} as this Exhibit knows it (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}); open the case with the version that wrote it.`,
  );
}
