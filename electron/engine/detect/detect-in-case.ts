import type { DetectionSummary, ExampleResult } from '../../../shared/domain/finding.ts';
import type { Job } from '../base/job.ts';
import { type Derivation, derive } from '../case/derive.ts';
import { keepInput } from '../case/inputs.ts';
import type { DetectionBegun } from '../custody/acts.ts';
import { detect } from './detect.ts';
import { testRules } from './examples.ts';
import { loadRules, rulesIn } from './load.ts';
import { packOf } from './rule-pack.ts';
import { writeFindings } from './write.ts';

/** Runs the bundled rules, or those of a folder beside them, over a case and keeps their hits. */
export async function detectInCase(
  casePath: string,
  folder: string | null,
  job: Job = {},
): Promise<DetectionSummary> {
  const rules = await loadRules(folder ?? undefined);
  const work = async (derivation: Derivation) => {
    const run = await detect(derivation.connection, rules, job);
    const begun: DetectionBegun = {
      job_no: derivation.jobNo,
      rules_sha256: keepInput(derivation.layout, packOf(rules)),
      rules: rules.map(({ id, version }) => `${id}@${version}`),
    };
    await writeFindings(derivation.connection, run, derivation.begin(begun));
    const { turns, candidates, leads, findings } = run.summary;
    return { result: run.summary, data: { turns, candidates, leads, findings } };
  };
  return derive(casePath, 'detection', 'running detection rules', work, job);
}

/** Runs the rules' own examples. */
export async function testRulePack(folder: string | null): Promise<ExampleResult[]> {
  return testRules(folder === null ? await loadRules() : await rulesIn(folder));
}
