import type { DuckDBConnection } from '@duckdb/node-api';
import { listValue } from '@duckdb/node-api';
import { z } from 'zod';
import { side } from '../../../shared/domain/finding.ts';
import { integer, rows } from '../case/query.ts';
import { Passage } from './passage.ts';

/** Something that a turn was given or said, with its text. */
export interface TurnPart {
  readonly side: z.infer<typeof side>;
  readonly seq: number;
  readonly part: number;
  readonly type: string;
  readonly speaker: string;
  readonly contentId: bigint;
  readonly passage: Passage;
}

export interface TurnText {
  readonly turnId: bigint;
  readonly parts: readonly TurnPart[];
}

const partRow = z.object({
  turn_id: z.bigint(),
  side,
  seq: integer,
  part: integer,
  type: z.string(),
  speaker: z.string(),
  content_id: z.bigint(),
});
const textRow = z.object({ content_id: z.bigint(), text: z.string() });

/** Code units of text that are kept for turns to come. */
const KEPT_UNITS = 8 << 20;

/** Reads the parts of turns; texts that many turns share are read and prepared once. */
export class TurnReader {
  readonly #connection: DuckDBConnection;
  readonly #passages = new Map<bigint, Passage>();
  readonly #latest: number;
  #units = 0;

  /** `latest`: of turns that no function wants whole, so many parts of the input side are read, and no definitions. */
  constructor(connection: DuckDBConnection, latest: number) {
    this.#connection = connection;
    this.#latest = latest;
  }

  /** The turns of one batch of `detect_wanted`, in order; earlier answers that the input repeats are left out. */
  async read(low: bigint, high: bigint): Promise<TurnText[]> {
    const parts = await rows(
      this.#connection,
      `SELECT turn_id, side, seq, part, type, speaker, content_id
       FROM detect_place
       JOIN (
         SELECT turn_id, bool_or(whole) AS whole
         FROM detect_wanted WHERE turn_id BETWEEN $low AND $high GROUP BY turn_id
       ) USING (turn_id)
       WHERE turn_id BETWEEN $low AND $high AND NOT (side = 'input' AND speaker = 'assistant')
         AND (whole OR side <> 'tools')
       QUALIFY whole OR side <> 'input'
         OR row_number() OVER (PARTITION BY turn_id, side ORDER BY seq DESC, part DESC) <= ${this.#latest}
       ORDER BY turn_id, side, seq, part`,
      { low, high },
      partRow,
    );
    // Passages and prompts come again; what users and models say seldom does.
    const shared = new Set(
      parts
        .filter(({ speaker }) => speaker === 'context' || speaker === 'system')
        .map(({ content_id }) => content_id),
    );
    const passages = await this.#passagesOf(
      new Set(parts.map(({ content_id }) => content_id)),
      shared,
    );
    const turns = new Map<bigint, TurnPart[]>();
    for (const { turn_id, content_id, ...place } of parts) {
      const passage = passages.get(content_id);
      if (passage === undefined) continue;
      const known = turns.get(turn_id) ?? [];
      known.push({ ...place, contentId: content_id, passage });
      turns.set(turn_id, known);
    }
    return [...turns].map(([turnId, found]) => ({ turnId, parts: found }));
  }

  async #passagesOf(
    ids: ReadonlySet<bigint>,
    shared: ReadonlySet<bigint>,
  ): Promise<Map<bigint, Passage>> {
    const found = new Map<bigint, Passage>();
    const missing: bigint[] = [];
    for (const id of ids) {
      const known = this.#passages.get(id);
      if (known === undefined) missing.push(id);
      else {
        // Read again means kept longest.
        this.#passages.delete(id);
        this.#passages.set(id, known);
        found.set(id, known);
      }
    }
    for (const { content_id, text } of await this.#texts(missing.sort(byNumber))) {
      const passage = new Passage(text);
      found.set(content_id, passage);
      if (!shared.has(content_id)) continue;
      this.#passages.set(content_id, passage);
      this.#units += text.length;
    }
    this.#forget();
    return found;
  }

  async #texts(ids: readonly bigint[]): Promise<z.infer<typeof textRow>[]> {
    const texts: z.infer<typeof textRow>[] = [];
    for (const near of clusters(ids))
      texts.push(
        ...(await rows(
          this.#connection,
          `SELECT content_id, text FROM content
           WHERE kind IN ('text', 'json') AND content_id BETWEEN $low AND $high
             AND content_id IN (SELECT unnest($ids::BIGINT[]))`,
          { low: near[0] ?? 0n, high: near.at(-1) ?? 0n, ids: listValue(near) },
          textRow,
        )),
      );
    return texts;
  }

  #forget(): void {
    for (const [id, { text }] of this.#passages) {
      if (this.#units <= KEPT_UNITS) return;
      this.#passages.delete(id);
      this.#units -= text.length;
    }
  }
}

/** Ids further apart than this are read apart: what lies between them would be decompressed in vain. */
const NEAR = 4096n;
/** More queries than this cost more than what they spare. */
const MOST_CLUSTERS = 24;

/** Ascending ids, cut where they stand far apart. */
function clusters(ids: readonly bigint[]): bigint[][] {
  const found: bigint[][] = [];
  let last: bigint | undefined;
  for (const id of ids) {
    const open = found.at(-1);
    const near = last !== undefined && id - last <= NEAR;
    if (open !== undefined && (near || found.length === MOST_CLUSTERS)) open.push(id);
    else found.push([id]);
    last = id;
  }
  return found;
}

function byNumber(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
