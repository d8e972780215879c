import type { ReportExtract } from '../../../shared/domain/report-extract.ts';

/** What a reader of the report would look for and not find. Said before it is issued; never blocks it. */
export function missingFrom(extract: ReportExtract): string[] {
  const missing: [boolean, string][] = [
    [extract.report.signer === null, 'a signer: the report will not be signed'],
    [extract.report.commissioned_by === null, 'who commissioned the report'],
    [extract.summary.statements.length === 0, 'an executive summary'],
    [extract.scope.purpose === null, 'the scope'],
    [extract.scope.questions.length === 0, 'the questions that were asked'],
    [extract.evidence.files.length === 0, 'evidence'],
    [
      extract.evidence.files.some(({ intake }) => intake.length === 0),
      'intake facts of some evidence: who exported it, from which system',
    ],
    [extract.evidence.references.length === 0, 'references: what was right at the time'],
    [extract.findings.length === 0, 'findings: no rule was run, or none hit'],
    [extract.exhibits.length === 0, 'exhibits'],
    [extract.comparisons.length === 0, 'a comparison of versions'],
    [!extract.causes.some(({ role }) => role === 'root'), 'a root cause'],
    [
      extract.causes.some(
        ({ evidence_for, evidence_against }) => evidence_for.length + evidence_against.length === 0,
      ),
      'grounds for or against some causes',
    ],
    [extract.events.length === 0, 'events of the incident'],
    [extract.actions.length === 0, 'remediation actions'],
    [
      extract.actions.some(({ owner, due }) => owner === null || due === null),
      'owner or due date of some actions',
    ],
    [extract.notifications.length === 0, 'notifications'],
  ];
  return missing.filter(([lacks]) => lacks).map(([, what]) => what);
}
