import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { type ExampleResult, lane, side } from '../../../shared/domain/finding.ts';
import { integer, rows } from '../case/query.ts';
import { detect } from './detect.ts';
import { exampleDatabase } from './example-database.ts';
import type { Example, Rule } from './rule.ts';

interface Case {
  readonly no: number;
  readonly rule: Rule;
  readonly name: string;
  readonly example: Example;
  readonly hits: boolean;
}

const hitRow = z.object({
  rule_no: integer,
  turn_id: integer,
  lane,
  side: side.nullable(),
  span: z.string().nullable(),
});
type Hit = z.infer<typeof hitRow>;

/** A turn that no rule may hit, put to every rule: an engine that finds everything is no engine. */
const CONTROL: Example = {
  user: 'Where is the station?',
  output: 'The station is on the left, past the bridge.',
};
const LEAST = 2;

/**
 * Runs the rules' own examples through `detect`. A rule fails where a hit is missed or marks other characters, where a
 * miss or the control is hit, and where it has fewer than two of each.
 */
export async function testRules(rules: readonly Rule[]): Promise<ExampleResult[]> {
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  const unscoped = sorted.map(withoutScope);
  const cases = sorted.flatMap(casesOf);
  const connection = await exampleDatabase(cases.map(({ example }) => example));
  try {
    await detect(connection, unscoped, {});
    const hits = await rows(connection, HITS, {}, hitRow);
    return sorted.flatMap((rule, no) => [
      ...counted(rule),
      ...cases.flatMap((entry, index) =>
        entry.no === no
          ? [
              judged(
                entry,
                hits.filter((hit) => hit.rule_no === no && hit.turn_id === index + 1),
              ),
            ]
          : [],
      ),
    ]);
  } finally {
    close(connection);
  }
}

const HITS = `
  SELECT h.rule_no, h.turn_id, h.lane, h.side, substr(c.text, h.char_start + 1, h.char_end - h.char_start) AS span
  FROM detect_hit h
  LEFT JOIN (
    SELECT turn_id, side, seq, part, content_id FROM message
    UNION ALL SELECT turn_id, 'context', rank, 0, content_id FROM context_document
  ) p ON p.turn_id = h.turn_id AND p.side = h.side AND p.seq = h.seq AND p.part = h.part
  LEFT JOIN content c USING (content_id)
  ORDER BY h.turn_id, h.char_start`;

function close(connection: DuckDBConnection): void {
  connection.closeSync();
}

function casesOf(rule: Rule, no: number): Case[] {
  const entries = (examples: readonly Example[], hits: boolean): Case[] =>
    examples.map((example, index) => ({
      no,
      rule,
      example,
      hits,
      name: `${hits ? 'hit' : 'miss'} ${index + 1}`,
    }));
  return [
    ...entries(rule.examples.hits, true),
    ...entries(rule.examples.misses, false),
    { no, rule, example: CONTROL, hits: false, name: 'control' },
  ];
}

function counted({ id, examples }: Rule): ExampleResult[] {
  const short = [
    ...(examples.hits.length < LEAST ? ['hits'] : []),
    ...(examples.misses.length < LEAST ? ['misses'] : []),
  ];
  return short.map((kind) => ({
    rule_id: id,
    example: kind,
    ok: false,
    problem: `a rule has at least ${LEAST} ${kind} among its examples`,
  }));
}

function judged(
  { rule, name, example, hits: expected }: Case,
  hits: readonly Hit[],
): ExampleResult {
  const problem = expected ? missing(example, hits) : unwanted(hits);
  return { rule_id: rule.id, example: name, ok: problem === null, problem };
}

function missing(example: Example, hits: readonly Hit[]): string | null {
  if (hits.length === 0) return 'the rule does not hit it';
  const right = hits.some(
    (hit) =>
      (example.span === undefined || hit.span === example.span) &&
      (example.side === undefined || hit.side === example.side) &&
      (example.lane === undefined || hit.lane === example.lane),
  );
  if (right) return null;
  const found = hits
    .map((hit) => `${hit.lane}, ${hit.side ?? 'no side'}: “${hit.span ?? ''}”`)
    .join('; ');
  return `it is hit otherwise: ${found}`;
}

function unwanted(hits: readonly Hit[]): string | null {
  return hits.length === 0 ? null : `the rule hits it: “${hits[0]?.span ?? ''}”`;
}

/** Examples name no model, route or time, so a scope would hide them. */
function withoutScope(rule: Rule): Rule {
  const copy = { ...rule };
  delete copy.scope;
  return copy;
}
