import { BIGINT, type DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { type Job, stopIfCancelled } from '../base/job.ts';
import { rows } from '../case/query.ts';
import { append } from './append.ts';
import { Letters } from './letters.ts';

/** Answers that are read at once. */
const BATCH = 500;

const range = z.object({ batch: z.bigint(), low: z.bigint(), high: z.bigint() });
const prompt = z.object({ content_id: z.bigint(), text: z.string() });
const answer = z.object({ content_id: z.bigint(), text: z.string(), systems: z.array(z.bigint()) });

/**
 * Turns whose answer can hold a long verbatim run of their system prompt, as SQL over `turn t`. Reads each answer once,
 * beside the system prompts that it was given, and nothing else of the turns.
 */
export async function mayLeak(connection: DuckDBConnection, job: Job): Promise<string> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE detect_prompt AS
     SELECT answer_id, systems, (row_number() OVER (ORDER BY answer_id) - 1) // ${BATCH} AS batch
     FROM (
       SELECT answer_id, list(system_id) AS systems
       FROM (
         SELECT DISTINCT a.content_id AS answer_id, s.content_id AS system_id
         FROM message a
         JOIN message s USING (turn_id)
         WHERE a.side = 'output' AND a.type IN ('text', 'refusal', 'json') AND a.content_id IS NOT NULL
           AND s.side = 'input' AND s.role IN ('system', 'developer') AND s.type <> 'tool_result'
           AND s.content_id IS NOT NULL
       )
       GROUP BY answer_id
     )`,
  );
  const batches = await rows(
    connection,
    'SELECT batch, min(answer_id) AS low, max(answer_id) AS high FROM detect_prompt GROUP BY batch ORDER BY batch',
    {},
    range,
  );
  const prompts = new Prompts(connection);
  for (const { batch, low, high } of batches) {
    stopIfCancelled(job);
    const answers = await rows(
      connection,
      `SELECT content_id, text, systems
       FROM content JOIN detect_prompt ON answer_id = content_id
       WHERE content_id BETWEEN $low AND $high AND answer_id BETWEEN $low AND $high AND batch = $batch
       ORDER BY content_id`,
      { batch, low, high },
      answer,
    );
    const found: bigint[][] = [];
    for (const { content_id, text, systems } of answers) {
      const letters = new Letters(text);
      const prompted = await prompts.get(systems);
      if (prompted.some((system) => letters.mayShareRun(system))) found.push([content_id]);
    }
    await append(connection, 'detect_leak', [BIGINT], found);
  }
  await connection.run('DROP TABLE temp.detect_prompt');
  return `t.turn_id IN (
    SELECT turn_id FROM message WHERE side = 'output' AND content_id IN (SELECT answer_id FROM detect_leak)
  )`;
}

/** Prompts that are kept: most cases have a handful, and each keeps a filter of its own. */
const KEPT = 256;

class Prompts {
  readonly #connection: DuckDBConnection;
  readonly #known = new Map<bigint, Letters>();

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  async get(ids: readonly bigint[]): Promise<Letters[]> {
    const letters: Letters[] = [];
    for (const id of ids) letters.push(this.#known.get(id) ?? (await this.#read(id)));
    return letters;
  }

  async #read(id: bigint): Promise<Letters> {
    const [found] = await rows(
      this.#connection,
      'SELECT content_id, text FROM content WHERE content_id = $id',
      { id },
      prompt,
    );
    const letters = new Letters(found?.text ?? '');
    const [oldest] = this.#known.keys();
    if (this.#known.size >= KEPT && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(id, letters);
    return letters;
  }
}
