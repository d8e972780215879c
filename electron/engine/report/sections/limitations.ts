import { z } from 'zod';
import type { Holding } from '../../../../shared/domain/completeness.ts';
import type { ReportExtract } from '../../../../shared/domain/report-extract.ts';
import { silenceSentence } from '../../../../shared/text/completeness-words.ts';
import { staleWords } from '../../../../shared/text/stale-words.ts';
import { timesIn } from '../../../../shared/text/times.ts';
import { integer, rows } from '../../case/query.ts';
import { latestDetection } from '../../custody/evidence-changes.ts';
import type { Material } from '../material.ts';
import { milliseconds, notRead } from './evidence.ts';

type Limitations = ReportExtract['limitations'];

const STALE = `
  SELECT rule_id
  FROM detection
  WHERE import_no < (SELECT max(import_no) FROM evidence)
  ORDER BY rule_id`;

/** What the latest run has not seen; of rules that ran earlier the tables say it. */
function unseen({ open: { custody }, cite }: Material): Limitations['statements'] {
  const changes = latestDetection(custody)?.changed_since ?? [];
  const readings = changes.filter(({ what }) => what === 'reading');
  if (readings.length === 0) return [];
  return [
    {
      text: `The rules ran ${staleWords(readings)}; their hits are of the same rules over what is read now.`,
      citations: readings.map(({ entry, name }) => cite.custody(entry, `${name} read otherwise`)),
    },
  ];
}

const UNDATED = "SELECT count(*) AS undated FROM turn WHERE started_at IS NULL AND kind = 'model'";

export async function limitationsSection(
  material: Material,
  findings: ReportExtract['findings'],
): Promise<Limitations> {
  const { connection, open, info, cite } = material;
  const stale = await rows(connection, STALE, {}, z.object({ rule_id: z.string() }));
  const [undated] = await rows(connection, UNDATED, {}, z.object({ undated: integer }));
  return {
    statements: [
      ...(open.analysis.fields.limitations ?? []).map((text) => ({ text, citations: [] })),
      ...(undated !== undefined && undated.undated > 0
        ? [
            {
              text: `${undated.undated} turns have no time; they stand in no timeline and in no window of time.`,
              citations: [cite.sql('turns without time', UNDATED)],
            },
          ]
        : []),
      ...(stale.length > 0
        ? [
            {
              text: `Evidence was imported after these rules ran: ${stale.map(({ rule_id }) => rule_id).join(', ')}. They have not seen it.`,
              citations: [cite.sql('rules that are stale', STALE)],
            },
          ]
        : []),
      ...unseen(material),
      {
        text: 'A rule shows what its method can show. Where a rule reports nothing, the absence is evidence only for the turns on which it could fire.',
        citations: [],
      },
    ],
    gaps: gapsOf(info.completeness_statement.case, cite),
    not_read: notRead(info.evidence, cite),
    rule_errors: ruleErrors(findings, cite),
  };
}

/** Silences of all files together that do not recur; those of each file stand in the statement of completeness. */
function gapsOf({ silences }: Holding, cite: Material['cite']): Limitations['gaps'] {
  return (silences?.listed ?? []).map((silence) => ({
    from: milliseconds(silence.from) ?? silence.from,
    to: milliseconds(silence.to) ?? silence.to,
    text: `No call in this time. Whether nothing was asked or nothing was logged cannot be told from the log. ${silenceSentence(silence, 'case', timesIn('UTC'))}`,
    citations: [cite.command('completeness of files and case', 'exhibit info CASE --json')],
  }));
}

/** One line per rule: its hits may stand in several lanes. */
function ruleErrors(
  findings: ReportExtract['findings'],
  cite: Material['cite'],
): Limitations['rule_errors'] {
  const versions = new Map(findings.map(({ rule_id, version }) => [rule_id, version]));
  return [...versions].sort().map(([rule_id, version]) => {
    const lanes = findings.filter((rule) => rule.rule_id === rule_id);
    const accepted = lanes.reduce((sum, rule) => sum + rule.accepted, 0);
    const n = lanes.reduce((sum, rule) => sum + rule.dismissed, accepted);
    return {
      rule_id,
      version,
      precision: n === 0 ? null : accepted / n,
      recall: null,
      n,
      basis:
        n === 0
          ? 'no hit of this rule was reviewed in this case'
          : 'reviews of hits by the examiner; recall was not measured',
      citations: [cite.filter(`turns hit by ${rule_id}`, `finding:${rule_id}`)],
    };
  });
}
