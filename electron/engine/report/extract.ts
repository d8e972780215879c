import type { ReportExtract } from '../../../shared/domain/report-extract.ts';
import type { ReadCase } from '../analysis/open-analysed.ts';
import { timestamp } from '../base/clock.ts';
import { examiner } from '../case/examiner.ts';
import { refusedImports } from '../custody/refused.ts';
import { VERSION } from '../case/version.ts';
import { askedAnew, type ReportAnswers } from './answers.ts';
import { CitationTable } from './citation-table.ts';
import type { Material } from './material.ts';
import { said } from './said.ts';
import { certificatesSection, manifestSection, methodsSection } from './sections/annexes.ts';
import { causesSection } from './sections/causes.ts';
import { comparisonsSection } from './sections/comparisons.ts';
import { evidenceSection, milliseconds } from './sections/evidence.ts';
import {
  actionsSection,
  eventsSection,
  exhibitsAmong,
  notificationsSection,
  playbookSection,
} from './sections/examiner.ts';
import { exhibitsSection, referenceExhibitsSection } from './sections/exhibits.ts';
import { findingsSection } from './sections/findings.ts';
import { impactSection } from './sections/impact.ts';
import { limitationsSection } from './sections/limitations.ts';
import { measuresSection } from './sections/measures.ts';
import { systemSection } from './sections/system.ts';

export interface ReportRequest {
  readonly id: string;
  readonly template: string;
  /** A draft says so on every page. */
  readonly status: 'draft' | 'issued';
  readonly supersedes: string | null;
  readonly signer: { readonly name: string; readonly fingerprint: string } | null;
  /** Hash that names this build of Exhibit. */
  readonly build: string;
}

/** Everything that a report says, from the case as it stands. The document is made from this alone. */
export async function buildExtract(
  open: ReadCase,
  request: ReportRequest,
  answers: ReportAnswers = askedAnew,
): Promise<ReportExtract> {
  const { connection } = open.database;
  const material: Material = {
    open,
    connection,
    info: await answers.info(open),
    answers,
    cite: new CitationTable('CASE', open.evidence),
  };
  const report = coverOf(material, request);
  const exhibits = await exhibitsSection(material);
  const findings = await findingsSection(material);
  const extract: Omit<ReportExtract, 'citations'> = {
    format: 'exhibit-report-extract',
    version: 1,
    report,
    summary: summaryOf(material, findings),
    scope: scopeOf(material),
    evidence: evidenceSection(material),
    system: await systemSection(material),
    events: eventsSection(material),
    findings,
    exhibits,
    reference_exhibits: referenceExhibitsSection(material),
    comparisons: await comparisonsSection(material),
    causes: await causesSection(material),
    impact: await impactSection(material),
    measures: await measuresSection(material),
    actions: actionsSection(material),
    notifications: notificationsSection(material),
    limitations: await limitationsSection(material, findings),
    playbook_changes: playbookSection(material),
    methods: methodsSection(material),
    certificates: certificatesSection(material, report),
    manifest: manifestSection(material),
  };
  return { ...extract, citations: material.cite.list() };
}

function coverOf(
  { open }: Material,
  { id, template, status, supersedes, signer, build }: ReportRequest,
): ReportExtract['report'] {
  const { fields } = open.analysis;
  return {
    id,
    template,
    title: said(fields.title) ?? open.caseFile.title,
    kind: supersedes === null ? 'initial' : 'intermediate',
    status,
    supersedes,
    classification: said(fields.classification) ?? 'Confidential',
    privilege: null,
    distribution: [],
    created_at: timestamp(),
    case_id: open.caseFile.case_id,
    case_title: open.caseFile.title,
    commissioned_by: said(fields.commissioned_by),
    examiner: {
      name: signer?.name ?? examiner(),
      role: 'examiner',
      organisation: null,
      qualifications: null,
    },
    signer:
      signer === null
        ? null
        : { name: signer.name, role: 'examiner', fingerprint: signer.fingerprint },
    tool: { name: 'Exhibit', version: VERSION, build: build.slice(0, 16) },
  };
}

function summaryOf(
  { open, info, cite }: Material,
  findings: ReportExtract['findings'],
): ReportExtract['summary'] {
  const hits = (lane: string): number =>
    findings.filter((rule) => rule.lane === lane).reduce((sum, rule) => sum + rule.hits, 0);
  const counts = cite.command('counts of the case', 'exhibit info CASE');
  const figure = (label: string, value: number, unit: string | null, citations: string[]) => ({
    label,
    value,
    unit,
    low: null,
    high: null,
    citations,
  });
  const lanes = [
    cite.sql(
      'hits by lane',
      'SELECT lane, count(*) AS hits FROM finding GROUP BY lane ORDER BY lane',
    ),
  ];
  return {
    statements: (open.analysis.fields.summary ?? []).map(({ text, grounds }) => ({
      text,
      citations: exhibitsAmong(open, grounds),
    })),
    figures: [
      figure('Answered model calls', info.turns, null, [counts]),
      figure('Conversations', info.conversations, null, [counts]),
      figure('Evidence files', info.evidence.length, null, [counts]),
      figure('Findings', hits('finding'), 'hits', lanes),
      figure('Leads', hits('lead'), 'hits', lanes),
      figure('Candidates', hits('candidate'), 'hits', lanes),
    ],
  };
}

function scopeOf({ open, info, cite }: Material): ReportExtract['scope'] {
  const { fields } = open.analysis;
  const [from, to] = [milliseconds(info.first), milliseconds(info.last)];
  return {
    purpose: said(fields.scope),
    authority: said(fields.commissioned_by),
    period: from === null || to === null ? null : { from, to },
    standards: [
      'ISO/IEC 27037 (identification and preservation)',
      'ISO/IEC 27042 (analysis and interpretation)',
      'NIST SP 800-61 Rev. 3',
    ],
    questions: (fields.questions ?? []).map(({ question, answer, grounds }) => ({
      question,
      answer,
      citations: exhibitsAmong(open, grounds),
    })),
    excluded: [
      ...(fields.excluded ?? []).map(({ text, grounds }) => ({
        text,
        citations: exhibitsAmong(open, grounds),
      })),
      ...refusedImports(open.custody).map(({ entry, name, at, reason }) => ({
        text: `${name} was to be imported on ${at} and was refused: it is not among the evidence. ${reason}`,
        citations: [cite.custody(entry, name)],
      })),
    ],
  };
}
