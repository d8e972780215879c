import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { type Job, stopIfCancelled } from '../base/job.ts';
import { rows } from '../case/query.ts';
import type { Rarity } from './support.ts';
import { stemsOf } from './words.ts';

/** Words share buckets by hash, so that memory does not grow with the case. */
const BUCKETS = 1 << 20;
const BATCH = 1000n;

const text = z.object({ content_id: z.bigint(), text: z.string() });

/**
 * Inverse document frequency over the distinct context passages of the case, 1 + ln(n / (1 + df)), not below 0.2
 * (Spärck Jones 1972, smoothed).
 */
export async function rarityOf(connection: DuckDBConnection, job: Job): Promise<Rarity> {
  const frequency = new Uint32Array(BUCKETS);
  let passages = 0;
  let after = -1n;
  for (;;) {
    stopIfCancelled(job);
    const batch = await rows(
      connection,
      `SELECT content_id, text FROM content
       WHERE content_id IN (
         SELECT DISTINCT content_id FROM context_document WHERE content_id > $after ORDER BY content_id LIMIT ${BATCH}
       ) AND content_id > $after
       ORDER BY content_id`,
      { after },
      text,
    );
    const last = batch.at(-1);
    if (last === undefined) break;
    for (const passage of batch)
      stemsOf(passage.text).each((stem) => {
        const bucket = stem & (BUCKETS - 1);
        frequency[bucket] = (frequency[bucket] ?? 0) + 1;
      });
    passages += batch.length;
    after = last.content_id;
  }
  return (stem) =>
    Math.max(0.2, 1 + Math.log((passages + 1) / (1 + (frequency[stem & (BUCKETS - 1)] ?? 0))));
}
