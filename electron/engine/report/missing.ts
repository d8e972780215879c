import type { Missing } from '../../../shared/domain/report-draft.ts';
import type { ReportExtract } from '../../../shared/domain/report-extract.ts';

type Part = readonly [lacks: boolean, words: string, fill: Missing['fill']];

/** What a reader of the report would look for and not find. Said before it is issued; never blocks it. */
export function missingFrom(extract: ReportExtract): Missing[] {
  return partsOf(extract)
    .filter(([lacks]) => lacks)
    .map(([, words, fill]) => ({ words, fill }));
}

/** How many parts of a report are looked at, and how many of them lack something. */
export function completenessOf(extract: ReportExtract): { parts: number; missing: Missing[] } {
  return { parts: partsOf(extract).length, missing: missingFrom(extract) };
}

function partsOf(extract: ReportExtract): Part[] {
  return [
    [extract.report.signer === null, 'a signer: the report will not be signed', 'signer'],
    [extract.report.commissioned_by === null, 'who commissioned the report', 'commissioned_by'],
    [extract.summary.statements.length === 0, 'an executive summary', 'summary'],
    [extract.scope.purpose === null, 'the scope', 'scope'],
    [extract.scope.questions.length === 0, 'the questions that were asked', 'questions'],
    [
      extract.scope.questions.some(({ answer }) => answer === null),
      'the answer to some questions',
      'questions',
    ],
    [extract.evidence.files.length === 0, 'evidence', 'evidence'],
    [
      extract.evidence.files.some(({ intake }) => intake.length === 0),
      'intake facts of some evidence: who exported it, from which system',
      'evidence',
    ],
    [
      extract.evidence.references.length === 0,
      'references: what was right at the time',
      'evidence',
    ],
    [extract.findings.length === 0, 'findings: no rule was run, or none hit', 'triage'],
    [extract.exhibits.length + extract.reference_exhibits.length === 0, 'exhibits', 'exhibits'],
    [extract.comparisons.length === 0, 'a comparison of versions', 'compare'],
    [!extract.causes.some(({ role }) => role === 'root'), 'a root cause', 'causes'],
    [
      extract.causes.some(
        ({ evidence_for, evidence_against }) => evidence_for.length + evidence_against.length === 0,
      ),
      'grounds for or against some causes',
      'causes',
    ],
    [extract.events.length === 0, 'events of the incident', 'timeline'],
    [extract.actions.length === 0, 'remediation actions', 'actions'],
    [
      extract.actions.some(({ owner, due }) => owner === null || due === null),
      'owner or due date of some actions',
      'actions',
    ],
    [extract.notifications.length === 0, 'notifications', 'notifications'],
  ];
}
