import { existsSync } from 'node:fs';
import { z } from 'zod';
import {
  actionChanged,
  actionEntered,
  actWithdrawn,
  causeTagged,
  comparisonAnnounced,
  comparisonCompleted,
  eventEntered,
  exhibitPinned,
  findingReviewed,
  noteWritten,
  pairJudged,
  reportFields,
} from '../../../shared/domain/analysis.ts';
import { timestamp } from '../base/clock.ts';
import { Refusal } from '../base/errors.ts';
import { appendToActivity } from '../case/anchored-logs.ts';
import { readCaseFile } from '../case/case-file.ts';
import { examiner } from '../case/examiner.ts';
import { type CaseLayout, layoutOf } from '../case/layout.ts';
import { lockForAppending } from '../case/lock.ts';
import { type ChainEntry, readChain } from '../custody/chain.ts';

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

/** Appends an act to the log of a case. Several processes may do so; each waits for the other's line. */
export async function append<Name extends ActName>(
  casePath: string,
  name: Name,
  data: z.input<(typeof ACTS)[Name]>,
): Promise<ChainEntry> {
  const layout = layoutOf(casePath);
  readCaseFile(layout);
  const checked = z.record(z.string(), z.unknown()).parse(ACTS[name].parse(data));
  const lock = await lockForAppending(layout.root);
  try {
    return appendToActivity(layout, {
      at: timestamp(),
      actor: examiner(),
      act: name,
      data: checked,
    });
  } finally {
    lock.release();
  }
}

/** Every act that stands, in order: withdrawn ones and withdrawals are left out. */
export function readActs(layout: CaseLayout): Act[] {
  if (!existsSync(layout.activity)) return [];
  const { entries, fault } = readChain(layout.activity);
  if (fault !== null)
    throw new Refusal(
      'case-damaged',
      `The activity log of ${layout.root} is damaged: ${fault}; run exhibit verify.`,
    );
  const counts = new Map<string, number>();
  const acts = entries.flatMap((entry) => {
    const number = (counts.get(entry.act) ?? 0) + 1;
    counts.set(entry.act, number);
    return actOf(entry, number);
  });
  const withdrawn = new Set(
    acts.flatMap((act) => (act.name === 'act.withdrawn' ? [act.data.seq] : [])),
  );
  return acts.filter(({ name, seq }) => name !== 'act.withdrawn' && !withdrawn.has(seq));
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
function actOf({ act: name, seq, at, actor, data }: ChainEntry, number: number): Act[] {
  if (!Object.hasOwn(ACTS, name)) return [];
  const parsed = act.safeParse({ name, seq, number, at, actor, data });
  if (parsed.success) return [parsed.data];
  const [issue] = parsed.error.issues;
  throw new Refusal(
    'case-damaged',
    `Line ${seq} of the activity log is no ${name} as this Exhibit knows it (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}); open the case with the version that wrote it.`,
  );
}
