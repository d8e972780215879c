import { z } from 'zod';
import type { ReportExtract } from '../../../../shared/domain/report-extract.ts';
import { lane, severity } from '../../../../shared/domain/finding.ts';
import type { Place } from '../../../../shared/domain/place.ts';
import { integer, rows } from '../../case/query.ts';
import { readInput } from '../../case/inputs.ts';
import { completedJobs, detectionBegun } from '../../custody/acts.ts';
import { rulesOfPack } from '../../detect/rule-pack.ts';
import type { Rule } from '../../detect/rule.ts';
import type { Material } from '../material.ts';
import { quotationOf } from '../quotation.ts';

type Findings = ReportExtract['findings'];

const RULES = `
  SELECT f.rule_id, f.rule_version, f.severity, f.rule_lane AS lane, f.failure_type, any_value(d.could_fire) AS could_fire,
    count(DISTINCT f.turn_id) FILTER (t.kind = 'model') AS turns, count(*) AS hits,
    count(*) FILTER (f.review = 'accept') AS accepted, count(*) FILTER (f.review = 'dismiss') AS dismissed
  FROM finding f
  JOIN detection d USING (rule_id)
  JOIN turn t USING (turn_id)
  GROUP BY f.rule_id, f.rule_version, f.severity, f.rule_lane, f.failure_type
  ORDER BY array_position(['finding', 'lead', 'candidate'], f.rule_lane),
    array_position(['critical', 'high', 'medium', 'low'], f.severity), f.rule_id`;

const ruleRow = z.object({
  rule_id: z.string(),
  rule_version: z.string(),
  severity,
  lane,
  failure_type: z.string(),
  could_fire: integer,
  turns: integer,
  hits: integer,
  accepted: integer,
  dismissed: integer,
});

/** How many examples of a rule are printed; the counts beside them are of all. */
const EXAMPLES = 2;

const HITS = `
  SELECT f.rule_id, f.rule_lane AS lane, f.turn_id, f.char_start, f.char_end, coalesce(m.text, d.text) AS text,
    e.sha256 AS evidence, e.name, r.member, r.ordinal, r.byte_offset, r.byte_length, r.sha256, row_number() OVER ranked AS nth
  FROM finding f
  JOIN turn t USING (turn_id)
  LEFT JOIN (
    SELECT turn_id, side, seq, part, record_id, text FROM message JOIN content USING (content_id) WHERE choice = 0 OR side <> 'output'
  ) m ON m.turn_id = f.turn_id AND m.side = f.side AND m.seq = f.seq AND m.part = f.part
  LEFT JOIN (SELECT turn_id, rank, record_id, text FROM context_document JOIN content USING (content_id)) d
    ON f.side = 'context' AND d.turn_id = f.turn_id AND d.rank = f.seq
  JOIN record r ON r.record_id = coalesce(m.record_id, d.record_id, t.record_id)
  JOIN evidence e USING (evidence_id)
  WHERE f.review IS DISTINCT FROM 'dismiss'
  WINDOW ranked AS (PARTITION BY f.rule_id, f.rule_lane ORDER BY f.review = 'accept' DESC NULLS LAST, f.score DESC, f.finding_id)
  QUALIFY nth <= ${EXAMPLES}
  ORDER BY f.rule_id, nth`;

const hitRow = z.object({
  rule_id: z.string(),
  lane,
  turn_id: integer,
  char_start: integer.nullable(),
  char_end: integer.nullable(),
  text: z.string().nullable(),
  evidence: z.string(),
  name: z.string(),
  member: z.string().nullable(),
  ordinal: integer,
  byte_offset: integer.nullable(),
  byte_length: integer.nullable(),
  sha256: z.string(),
});

export async function findingsSection({ connection, cite, open }: Material): Promise<Findings> {
  const rules = await rows(connection, RULES, {}, ruleRow);
  const hits = await rows(connection, HITS, {}, hitRow);
  const known = new Map(rulesOfCase(open).map((rule) => [rule.id, rule]));
  return rules.map((rule) => {
    const filter = `finding:${rule.rule_id}`;
    return {
      rule_id: rule.rule_id,
      version: rule.rule_version,
      severity: rule.severity,
      lane: rule.lane,
      failure_type: rule.failure_type,
      method: known.get(rule.rule_id)?.description ?? '',
      could_fire: rule.could_fire,
      turns: rule.turns,
      hits: rule.hits,
      accepted: rule.accepted,
      dismissed: rule.dismissed,
      examples: hits
        .filter((hit) => hit.rule_id === rule.rule_id && hit.lane === rule.lane)
        .map((hit) => {
          const place = placeOf(hit);
          const span =
            hit.text === null || hit.char_start === null || hit.char_end === null
              ? null
              : { start: hit.char_start, end: hit.char_end };
          return {
            turn: `T-${hit.turn_id}`,
            quotation: quotationOf(hit.text ?? '(a field of the turn, no text)', span, 320),
            place,
            citations: [cite.record(place)],
          };
        }),
      command: `exhibit search CASE '${filter}'`,
      citations: [cite.filter(`turns hit by ${rule.rule_id}`, filter)],
    };
  });
}

function placeOf({
  evidence,
  name,
  member,
  ordinal,
  byte_offset,
  byte_length,
  sha256,
}: z.infer<typeof hitRow>): Place {
  return { evidence, name, member, ordinal, byte_offset, byte_length, sha256 };
}

/** The rules of the case's detection runs, each as it last ran. */
export function rulesOfCase({ layout, custody }: Material['open']): Rule[] {
  const rules = new Map<string, Rule>();
  for (const { begun } of completedJobs(custody, 'detection', detectionBegun))
    for (const rule of rulesOfPack(readInput(layout, begun.rules_sha256))) rules.set(rule.id, rule);
  return [...rules.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
