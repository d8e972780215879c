import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { MappingTrial, TrialTurn } from '../../../shared/domain/mapping-trial.ts';
import type { Mapping } from '../../../shared/domain/mapping.ts';
import type { Job } from '../base/job.ts';
import { createDatabase, openDatabaseForWriting, threadsFor } from '../case/database.ts';
import { layoutOf } from '../case/layout.ts';
import { integer, rows } from '../case/query.ts';
import { LEFT_OUT } from '../formats/mapping/mapped-format.ts';
import { readMapping } from '../formats/mapping/read-mapping.ts';
import { candidatesOf, oddities } from './trial-warnings.ts';
import { type DerivedFile, deriveFile } from '../import/derive.ts';
import { requireFile } from '../import/intake.ts';
import { partitionsOf } from '../import/partitions.ts';
import type { MappingText } from '../import/mapping-text.ts';

/**
 * Reads a whole file by a mapping into tables that are thrown away: what an import would give, and why not. `name` is what
 * the file is known by.
 */
export async function tryMapping(
  given: string,
  mapping: MappingText,
  job: Job = {},
  name = basename(given),
): Promise<MappingTrial> {
  const source = requireFile(given);
  const read = readMapping(mapping.text, mapping.name);
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-mapping-'));
  try {
    const layout = layoutOf(folder);
    await createDatabase(layout.database);
    const threads = threadsFor(statSync(source).size);
    const database = await openDatabaseForWriting(layout, undefined, threads);
    try {
      const { connection } = database;
      await connection.run('BEGIN');
      const file = await deriveFile(
        {
          connection,
          source,
          copyTo: null,
          evidence: { evidence_id: 1, name },
          format: null,
          mapping,
          zone: 'UTC',
          clockOffsetMs: 0,
          checkpoints: null,
          partitions: partitionsOf(source),
          repairs: [],
          joinWindowMs: null,
        },
        job,
      );
      await connection.run('COMMIT');
      return await answerOf(connection, file, {
        mapping: read.mapping,
        candidates: await candidatesOf(source, read.mapping),
      });
    } finally {
      database.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const STEPS = `
  SELECT count(*) FILTER (kind <> 'model') AS steps, count(*) FILTER (started_at IS NULL) AS undated
  FROM store.turn`;
const ROLES = `
  SELECT side, role, count(DISTINCT (turn_id, seq, choice)) AS messages
  FROM store.message
  WHERE side <> 'tools'
  GROUP BY ALL
  ORDER BY side, role`;
const REASONS = `
  SELECT error AS reason, count(*) AS records, min(ordinal) AS first
  FROM store.record
  WHERE status IN ('unmapped', 'quarantined') OR starts_with(error, '${LEFT_OUT}')
  GROUP BY error
  ORDER BY records DESC, first
  LIMIT 50`;
const FIRST = `
  WITH first_turns AS (FROM store.turn ORDER BY turn_id LIMIT 20)
  SELECT
    t.turn_id AS turn, t.kind, CAST(t.started_at AS VARCHAR) AS started_at,
    coalesce(t.model, t.requested_model) AS model, m.side, m.role, left(c.text, 2000) AS text
  FROM first_turns AS t
  LEFT JOIN store.message AS m ON m.turn_id = t.turn_id AND m.side <> 'tools'
  LEFT JOIN store.content AS c USING (content_id)
  ORDER BY t.turn_id, m.side, m.seq, m.part`;

async function answerOf(
  connection: DuckDBConnection,
  file: DerivedFile,
  { mapping, candidates }: { readonly mapping: Mapping; readonly candidates: readonly string[] },
): Promise<MappingTrial> {
  const [counts] = await rows(
    connection,
    STEPS,
    {},
    z.object({ steps: integer, undated: integer }),
  );
  const roles = await rows(
    connection,
    ROLES,
    {},
    z.object({ side: z.string(), role: z.string().nullable(), messages: integer }),
  );
  const reasons = await rows(
    connection,
    REASONS,
    {},
    z.object({
      reason: z
        .string()
        .nullable()
        .transform((said) => said ?? 'no reason'),
      records: integer,
      first: integer,
    }),
  );
  const said = await rows(
    connection,
    FIRST,
    {},
    z.object({
      turn: integer,
      kind: z.string(),
      started_at: z.string().nullable(),
      model: z.string().nullable(),
      side: z.string().nullable(),
      role: z.string().nullable(),
      text: z.string().nullable(),
    }),
  );
  const { records, mapped, unmapped, quarantined, conversations, turns, messages, models } = file;
  return {
    ...{ records, mapped, unmapped, quarantined, conversations, turns, messages, models },
    steps: counts?.steps ?? 0,
    undated: counts?.undated ?? 0,
    roles,
    reasons,
    warnings: [...(await oddities(connection, mapping)), ...candidates],
    first: turnsOf(said),
  };
}

interface SaidPart extends Omit<TrialTurn, 'messages'> {
  readonly side: string | null;
  readonly role: string | null;
  readonly text: string | null;
}

/** The turns of parts that come in the order of their turns. */
function turnsOf(parts: readonly SaidPart[]): TrialTurn[] {
  const turns: (TrialTurn & { messages: TrialTurn['messages'][number][] })[] = [];
  for (const { side, role, text, ...turn } of parts) {
    let last = turns.at(-1);
    if (last?.turn !== turn.turn) {
      last = { ...turn, messages: [] };
      turns.push(last);
    }
    if (side !== null) last.messages.push({ side, role, text });
  }
  return turns;
}
