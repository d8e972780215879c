import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { turnsOfAnchors } from '../analysis/anchors.ts';
import { checklistOf } from '../analysis/checklist.ts';
import { readerAt, withAnalysedCase } from '../analysis/open-analysed.ts';
import { Refusal } from '../base/errors.ts';
import { exhibitHome } from '../base/home.ts';
import type { Job } from '../base/job.ts';
import { readCaseFile } from '../case/case-file.ts';
import { layoutOf } from '../case/layout.ts';
import { replay } from '../replay/replay.ts';
import { transcript } from '../replay/transcript.ts';
import { issueReport } from '../report/issue.ts';
import { createIdentity, listIdentities, openIdentity } from '../seal/identity.ts';
import { verify } from '../verify/verify.ts';
import { investigateSample, sampleTitle, stepsOf } from './sample-case.ts';

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
  const casePath = join(target, 'sample.exhibit');
  mkdirSync(target, { recursive: true });
  removeEarlierDemo(casePath, sampleTitle());
  const step = stepsOf(job, 6);

  const { findings, comparison } = await investigateSample(casePath, job, 6);
  step('issuing the report', 4);
  if (!listIdentities(exhibitHome()).some(({ name }) => name === IDENTITY.name))
    await createIdentity(exhibitHome(), IDENTITY);
  const issued = await issueReport(
    readerAt(casePath),
    ({ path, full }, work) => verify(path, { full, trusted: [] }, work),
    {
      template: 'rca',
      signer: openIdentity(exhibitHome(), IDENTITY.name, IDENTITY.passphrase),
      out: target,
    },
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
        if (anchor === null) continue;
        const [turn] = await turnsOfAnchors(connection, [anchor]);
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
