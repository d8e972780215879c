import { join } from 'node:path';
import type { Comparison } from '../../../shared/domain/comparison.ts';
import type { DetectionSummary } from '../../../shared/domain/finding.ts';
import { tagCause } from '../analysis/cause-acts.ts';
import { pinExhibit, setReportFields, writeNote } from '../analysis/write.ts';
import { changeAction, enterAction } from '../analysis/write-actions.ts';
import { enterEvent } from '../analysis/write-events.ts';
import { type CaseReader, readerAt, withReader } from '../analysis/open-analysed.ts';
import { resource } from '../base/entry-point.ts';
import { Refusal } from '../base/errors.ts';
import { type Job, stopIfCancelled } from '../base/job.ts';
import { createCase } from '../case/create.ts';
import { compareInCase } from '../compare/compare-in-case.ts';
import { detectInCase } from '../detect/detect-in-case.ts';
import { importFiles } from '../import/import-files.ts';
import { registerReference } from '../import/register-reference.ts';
import { type Investigation, readInvestigation } from './investigation.ts';

const INTAKE = {
  exported_by: 'Gateway team (invented)',
  source_system: 'Chat gateway of the sample',
  received_from: 'resources/sample of this program',
  remarks: 'All of it is invented.',
};

const planFile = (): string => resource('sample', 'investigation.yaml');

export const sampleTitle = (): string => readInvestigation(planFile()).case.title;

/** Says which of the steps is under way. */
export const stepsOf =
  (job: Job, total: number) =>
  (phase: string, done: number): void =>
    job.onProgress?.({ phase, done, total, unit: 'steps' });

/**
 * Makes the bundled sample's case at a path where nothing stands, and does in it what its examiner does: logs and
 * references, rules, a comparison, the analysis. These are steps 0 to 3 of `steps`.
 */
export async function investigateSample(
  casePath: string,
  job: Job,
  steps = 4,
): Promise<{ findings: DetectionSummary; comparison: Comparison }> {
  const sample = planFile();
  const plan = readInvestigation(sample);
  const file = (name: string): string => join(sample, '..', name);
  const step = stepsOf(job, steps);

  step('making the case', 0);
  await createCase(casePath, plan.case.title);
  const options = { format: null, zone: 'UTC', clockOffsetMs: 0, intake: INTAKE };
  const { refused } = await importFiles(casePath, plan.import.map(file), options, job);
  const [first] = refused;
  if (first !== undefined) throw new Refusal('input-refused', first.reason);
  for (const { file: name, title, from, to } of plan.references)
    await registerReference(casePath, file(name), { title, from, to });

  step('running rules', 1);
  const findings = await detectInCase(casePath, null, job);
  step('comparing versions', 2);
  const sides = { a: plan.compare.a, b: plan.compare.b, seed: 1 };
  const comparison = await compareInCase(readerAt(casePath), sides, job);
  step('writing the analysis', 3);
  stopIfCancelled(job);
  await withReader(casePath, 'writing the analysis', (reader) => analyse(reader, plan));
  return { findings, comparison };
}

async function analyse(reader: CaseReader, plan: Investigation): Promise<void> {
  const exhibits = new Map<string, string>();
  const turns = new Map<string, string>();
  for (const { ref, external_id, side, quote, caption } of plan.exhibits) {
    const { handle } = await pinExhibit(reader, {
      turn: external_id,
      caption,
      quotation: quote,
      side,
    });
    exhibits.set(ref, handle);
    turns.set(ref, external_id);
  }
  const turnOf = (name: string): string => turns.get(name) ?? name;
  const handles = (refs: readonly string[]): string[] =>
    refs.map((ref) => exhibits.get(ref) ?? ref);
  for (const { cause, standing, confidence, on, for: grounds, against, rationale } of plan.causes)
    await tagCause(
      reader,
      {
        cause_id: cause,
        standing,
        confidence,
        rationale,
        grounds_for: handles(grounds),
        grounds_against: handles(against),
      },
      turnOf(on),
    );
  for (const event of plan.events)
    await enterEvent(reader, { ...event, grounds: handles(event.grounds) });
  for (const { status, ...action } of plan.actions) {
    const { handle } = await enterAction(reader, { ...action, status: 'open' });
    if (status !== 'open')
      await changeAction(reader, { action_no: Number(handle.slice(2)), status });
  }
  for (const { on, text } of plan.notes) await writeNote(reader, text, turnOf(on));
  await setReportFields(reader, { ...citing(plan.report, handles), playbook: plan.playbook });
}

/** The plan names exhibits by `ref`; the log names them by handle. */
function citing(
  fields: Investigation['report'],
  handles: (refs: readonly string[]) => string[],
): Investigation['report'] {
  const cited = <Entry extends { grounds: string[] }>(entries: readonly Entry[] = []): Entry[] =>
    entries.map((entry) => ({ ...entry, grounds: handles(entry.grounds) }));
  return {
    ...fields,
    questions: cited(fields.questions),
    summary: cited(fields.summary),
    excluded: cited(fields.excluded),
    harms: cited(fields.harms),
  };
}
