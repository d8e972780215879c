import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { integer, rows } from '../case/query.ts';
import { type Job, stopIfCancelled } from '../base/job.ts';
import { appendSpans, type SpanRow } from './append.ts';
import { foldedSql, type Locator, locatorOf } from './locate.ts';
import type { NumberedRule } from './looks-at.ts';
import { comparison } from './rule.ts';

/** Bytes of text that are read at once. */
const BATCH_BYTES = 2 << 20;

const batchRange = z.object({ batch: integer, low: z.bigint(), high: z.bigint(), n: integer });
const words = z.array(z.string()).nullable();
const selectedText = z.object({
  content_id: z.bigint(),
  text: z.string(),
  rules: z.array(integer),
  matches: z.array(words),
  excused: z.array(words),
  encoded: z.array(words),
});

/** Finds the characters in the selected texts, each text read once. Fills `detect_span`. */
export async function locateAll(
  connection: DuckDBConnection,
  rules: readonly NumberedRule[],
  job: Job,
): Promise<void> {
  const located = rules.flatMap(({ no, rule }) => {
    const locator = locatorOf(rule);
    return locator === undefined ? [] : [{ no, locator }];
  });
  const extracts = extractions(located);
  await connection.run(
    `INSERT INTO detect_batch
     SELECT sum(max(bytes)) OVER (ORDER BY content_id) // ${BATCH_BYTES}, content_id, list(DISTINCT rule_no)
     FROM detect_first JOIN detect_text USING (rule_no, content_id)
     GROUP BY content_id`,
  );
  const batches = await rows(
    connection,
    `SELECT batch, min(content_id) AS low, max(content_id) AS high, count(*) AS n
     FROM detect_batch GROUP BY batch ORDER BY batch`,
    {},
    batchRange,
  );
  for (const { batch, low, high } of batches) {
    stopIfCancelled(job);
    const texts = await rows(
      connection,
      `SELECT content_id, text, rules, [${extracts.matches}]::VARCHAR[][] AS matches, [${extracts.excused}]::VARCHAR[][] AS excused,
         [${extracts.encoded}]::VARCHAR[][] AS encoded
       FROM detect_batch JOIN content USING (content_id)
       WHERE batch = $batch AND content_id BETWEEN $low AND $high
       ORDER BY content_id`,
      { ...extracts.parameters, batch: BigInt(batch), low, high },
      selectedText,
    );
    const spans: SpanRow[] = [];
    for (const { content_id, text, rules: numbers, matches, excused, encoded } of texts)
      for (const [index, { no, locator }] of located.entries())
        if (numbers.includes(no))
          for (const hit of locator.locate(
            text,
            matches[index] ?? [],
            excused[index] ?? [],
            encoded[index] ?? [],
          ))
            spans.push({ no, contentId: content_id, hit });
    await appendSpans(connection, spans);
  }
}

interface Located {
  readonly no: number;
  readonly locator: Locator;
}

/** SQL that extracts the words which each rule matches, and those that excuse a match. */
function extractions(located: readonly Located[]): {
  matches: string;
  excused: string;
  encoded: string;
  parameters: Record<string, string>;
} {
  const parameters: Record<string, string> = {};
  const extract = (name: string, regexOf: (locator: Locator) => string | undefined): string =>
    located
      .map(({ no, locator }) => {
        const regex = regexOf(locator);
        if (regex === undefined) return 'NULL';
        parameters[`${name}${no}`] = regex;
        const text = locator.within === undefined ? 'text' : `left(text, ${locator.within})`;
        return `CASE WHEN list_contains(rules, ${no}) THEN regexp_extract_all(${text}, $${name}${no}) END`;
      })
      .join(', ');
  return {
    matches: extract('matches', ({ matches }) => matches),
    excused: extract('excused', ({ excused }) => excused),
    encoded: extract('encoded', ({ encoded }) => encoded),
    parameters,
  };
}

const GIVERS = {
  system: "p.speaker = 'system'",
  user: "p.speaker = 'user'",
  context: "p.speaker = 'context'",
  tool_results: "p.speaker = 'tool'",
  tools: "p.speaker = 'tools'",
} as const;

type Giver = keyof typeof GIVERS;

/**
 * Marks the hits that only repeat what the conversation had given by then, and those that repeat nothing of what they
 * should. Fills `detect_echo`.
 */
export async function findEchoes(
  connection: DuckDBConnection,
  numbered: NumberedRule,
): Promise<void> {
  const { absent_from, present_in } = numbered.rule.pattern ?? { absent_from: [], present_in: [] };
  if (absent_from.length > 0) await insertRepeats(connection, numbered, absent_from, 'detect_echo');
  if (present_in.length === 0) return;
  await connection.run('DELETE FROM detect_given');
  await insertRepeats(connection, numbered, present_in, 'detect_given');
  await connection.run(
    `INSERT INTO detect_echo
     SELECT DISTINCT f.rule_no, f.content_id, f.conversation_id, s.char_start
     FROM detect_first f
     JOIN detect_span s USING (rule_no, content_id)
     ANTI JOIN detect_given g ON g.rule_no = f.rule_no AND g.content_id = f.content_id
       AND g.conversation_id = f.conversation_id AND g.char_start = s.char_start
     WHERE f.rule_no = ${numbered.no}`,
  );
}

/** Hits whose characters stand in one of the sources of the same conversation, up to their turn. */
async function insertRepeats(
  connection: DuckDBConnection,
  { no }: NumberedRule,
  sources: readonly Giver[],
  table: 'detect_echo' | 'detect_given',
): Promise<void> {
  const used = await rows(
    connection,
    'SELECT DISTINCT compare AS way FROM detect_span WHERE rule_no = $no AND compare IS NOT NULL ORDER BY way',
    { no },
    z.object({ way: comparison }),
  );
  for (const { way } of used)
    await connection.run(
      `INSERT INTO ${table}
       SELECT DISTINCT f.rule_no, f.content_id, f.conversation_id, s.char_start
       FROM detect_first f
       JOIN detect_span s USING (rule_no, content_id)
       JOIN (
         SELECT t.conversation_id, p.content_id, min(t.seq) AS since
         FROM detect_place p JOIN turn t USING (turn_id)
         WHERE (${sources.map((source) => GIVERS[source]).join(' OR ')})
           AND t.conversation_id IN (
             SELECT conversation_id
             FROM detect_first JOIN detect_span USING (rule_no, content_id)
             WHERE rule_no = ${no} AND compare = $way
           )
         GROUP BY ALL
       ) given ON given.conversation_id = f.conversation_id AND given.since <= f.turn_seq
       JOIN content c ON c.content_id = given.content_id
       WHERE f.rule_no = ${no} AND s.compare = $way AND contains(${foldedSql('c.text', way)}, s.needle)`,
      { way },
    );
}

/** Joins places and characters. */
export async function placeHits(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `INSERT INTO detect_hit
     SELECT f.rule_no, s.lane, f.turn_id, f.side, f.seq, f.part, s.char_start, s.char_end, s.score, s.explanation
     FROM detect_first f
     JOIN detect_span s USING (rule_no, content_id)
     ANTI JOIN detect_echo e ON e.rule_no = f.rule_no AND e.content_id = f.content_id
       AND e.conversation_id = f.conversation_id AND e.char_start = s.char_start`,
  );
}
