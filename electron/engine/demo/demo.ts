import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { turnOfAnchor } from '../analysis/anchors.ts';
import { checklistOf } from '../analysis/checklist.ts';
import { withAnalysedCase } from '../analysis/open-analysed.ts';
import {
  changeAction,
  enterAction,
  enterEvent,
  pinExhibit,
  setReportFields,
  tagCause,
  writeNote,
} from '../analysis/write.ts';
import { resource } from '../base/entry-point.ts';
import { Refusal } from '../base/errors.ts';
import { exhibitHome } from '../base/home.ts';
import type { Job } from '../base/job.ts';
import { createCase } from '../case/create.ts';
import { readCaseFile } from '../case/case-file.ts';
import { layoutOf } from '../case/layout.ts';
import { compareInCase } from '../compare/compare-in-case.ts';
import { detectInCase } from '../detect/detect-in-case.ts';
import { importFiles } from '../import/import-files.ts';
import { registerReference } from '../import/register-reference.ts';
import { replay } from '../replay/replay.ts';
import { transcript } from '../replay/transcript.ts';
import { issueReport } from '../report/issue.ts';
import { createIdentity, listIdentities } from '../seal/identity.ts';
import { type Investigation, readInvestigation } from './investigation.ts';

export interface DemoOutcome {
  case: string;
  report: string;
  pdf: string;
  package: string;
}

const IDENTITY = { name: 'Demo examiner', passphrase: 'exhibit-demo' };

/**
 * The main job on the bundled sample, by the same calls that the commands make. Makes an identity of its own, asks
 * nothing, and may be repeated: a demo case that stands in the folder is made anew.
 */
export async function runDemo(folder: string, job: Job = {}): Promise<DemoOutcome> {
  const target = resolve(folder);
  const sample = resource('sample', 'investigation.yaml');
  const plan = readInvestigation(sample);
  const file = (name: string): string => join(sample, '..', name);
  const casePath = join(target, 'sample.exhibit');
  mkdirSync(target, { recursive: true });
  removeEarlierDemo(casePath, plan.case.title);
  const step = (phase: string, done: number): void =>
    job.onProgress?.({ phase, done, total: 6, unit: 'steps' });

  step('making the case', 0);
  await createCase(casePath, plan.case.title);
  const { refused } = await importFiles(
    casePath,
    plan.import.map(file),
    {
      format: null,
      zone: 'UTC',
      clockOffsetMs: 0,
      intake: {
        exported_by: 'Gateway team (invented)',
        source_system: 'Chat gateway of the sample',
        received_from: 'resources/sample of this program',
        remarks: 'All of it is invented.',
      },
    },
    job,
  );
  const [first] = refused;
  if (first !== undefined) throw new Refusal('input-refused', first.reason);
  for (const { file: name, title, from, to } of plan.references)
    await registerReference(casePath, file(name), { title, from, to });

  step('running rules', 1);
  const findings = await detectInCase(casePath, null, job);
  step('comparing versions', 2);
  const sides = { a: plan.compare.a, b: plan.compare.b, seed: 1 };
  const comparison = await compareInCase(casePath, sides, job);
  step('writing the analysis', 3);
  await analyse(casePath, plan);
  step('issuing the report', 4);
  if (!listIdentities(exhibitHome()).some(({ name }) => name === IDENTITY.name))
    await createIdentity(exhibitHome(), IDENTITY);
  const issued = await issueReport(
    casePath,
    { template: 'rca', signing: IDENTITY, out: target },
    job,
  );
  step('writing transcripts and lists', 5);
  writeFileSync(join(target, 'findings.json'), `${JSON.stringify(findings, null, 2)}\n`);
  writeFileSync(join(target, 'comparison.json'), `${JSON.stringify(comparison, null, 2)}\n`);
  await writeYield(casePath, target);
  step('done', 6);
  return { case: casePath, report: issued.report, pdf: issued.pdf, package: issued.package };
}

/** What an investigation hands on beside the report: the conversations of its exhibits, and the checklist. */
async function writeYield(casePath: string, target: string): Promise<void> {
  const replays = join(target, 'replays');
  mkdirSync(replays, { recursive: true });
  await withAnalysedCase(
    casePath,
    'replaying',
    async ({ analysis, caseFile, database: { connection } }) => {
      for (const { number, anchor } of analysis.exhibits) {
        const turn = await turnOfAnchor(connection, anchor);
        const text = transcript(await replay(connection, `T-${turn}`));
        writeFileSync(join(replays, `E-${number}.txt`), text);
      }
      for (const format of ['md', 'csv', 'json'] as const)
        writeFileSync(
          join(target, `checklist.${format}`),
          checklistOf(caseFile.title, analysis, format),
        );
    },
  );
}

/** Only a case that a demo made is removed; anything else in its place is refused. */
function removeEarlierDemo(casePath: string, title: string): void {
  if (!existsSync(casePath)) return;
  if (readCaseFile(layoutOf(casePath)).title !== title)
    throw new Refusal('case-exists', `${casePath} is not a demo case; choose another folder.`);
  rmSync(casePath, { recursive: true });
}

async function analyse(casePath: string, plan: Investigation): Promise<void> {
  const exhibits = new Map<string, string>();
  const turns = new Map<string, string>();
  for (const { ref, external_id, side, quote, caption } of plan.exhibits) {
    exhibits.set(
      ref,
      await pinExhibit(casePath, { turn: external_id, caption, quotation: quote, side }),
    );
    turns.set(ref, external_id);
  }
  const turnOf = (name: string): string => turns.get(name) ?? name;
  const handles = (refs: readonly string[]): string[] =>
    refs.map((ref) => exhibits.get(ref) ?? ref);
  for (const { cause, standing, confidence, on, for: grounds, against, rationale } of plan.causes)
    await tagCause(
      casePath,
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
    await enterEvent(casePath, { ...event, grounds: handles(event.grounds) });
  for (const { status, ...action } of plan.actions) {
    const handle = await enterAction(casePath, { ...action, status: 'open' });
    if (status !== 'open')
      await changeAction(casePath, { action_no: Number(handle.slice(2)), status });
  }
  for (const { on, text } of plan.notes) await writeNote(casePath, text, turnOf(on));
  await setReportFields(casePath, { ...citing(plan.report, handles), playbook: plan.playbook });
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
