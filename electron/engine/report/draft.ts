import type { ReportFields } from '../../../shared/domain/analysis.ts';
import type { ReportDraft, SigningIdentity } from '../../../shared/domain/report-draft.ts';
import type { ReportExtract } from '../../../shared/domain/report-extract.ts';
import type { CaseReader } from '../analysis/open-analysed.ts';
import { buildHash } from '../base/build.ts';
import { askedAnew, type ReportAnswers } from './answers.ts';
import { buildExtract } from './extract.ts';
import { nextReport } from './issue.ts';
import { completenessOf } from './missing.ts';

/** What the next report would say, signed by this identity or by none. */
export function draftExtract(
  reader: CaseReader,
  signer: { readonly name: string; readonly fingerprint: string } | null,
  answers: ReportAnswers = askedAnew,
): Promise<{ readonly extract: ReportExtract; readonly fields: ReportFields }> {
  return reader.read('previewing a report', async (open) => ({
    fields: open.analysis.fields,
    extract: await buildExtract(
      open,
      {
        ...nextReport(open.layout),
        template: 'rca',
        status: 'draft',
        signer: signer === null ? null : { name: signer.name, fingerprint: signer.fingerprint },
        build: buildHash(),
      },
      answers,
    ),
  }));
}

export function draftOf(
  extract: ReportExtract,
  fields: ReportFields,
  identities: readonly SigningIdentity[],
): ReportDraft {
  const { report, findings, exhibits, comparisons, causes, events, actions, citations } = extract;
  return {
    id: report.id,
    supersedes: report.supersedes,
    fields,
    case_title: report.case_title,
    ...completenessOf(extract),
    counts: {
      exhibits: exhibits.length,
      findings: findings.reduce((sum, rule) => sum + findingsOf(rule), 0),
      comparisons: comparisons.length,
      causes: causes.length,
      events: events.length,
      actions: actions.length,
      citations: citations.length,
    },
    exhibits: exhibits.map(({ id, caption }) => ({ handle: id, caption })),
    identities: [...identities],
  };
}

/** A hit that was accepted is a finding, whatever its rule says of it; one that was dismissed is none. */
const findingsOf = ({
  lane,
  hits,
  accepted,
  dismissed,
}: ReportExtract['findings'][number]): number => (lane === 'finding' ? hits - dismissed : accepted);
