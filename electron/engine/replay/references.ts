import { closeSync, readSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { ReferenceInForce, ReferenceText } from '../../../shared/domain/reference.ts';
import { Refusal } from '../base/errors.ts';
import { integer, rows, time } from '../case/query.ts';
import { openEvidence } from '../evidence/open-evidence.ts';
import type { EvidenceStore } from '../evidence/store.ts';
import { idList } from './id-list.ts';

/** An end at the last microsecond of a second is that of a day, which is included (shared/text/in-force.ts). */
const END =
  'CASE WHEN epoch_us(r.in_force_to) % 1_000_000 = 999_999 THEN r.in_force_to + INTERVAL 1 MICROSECOND ELSE r.in_force_to END';
/** A reference whose dates nobody stated is in force for no turn that could be named; an undated turn has none. */
const IN_FORCE = `
  SELECT
    t.turn_id, r.reference_id, r.title, r.name, r.sha256, r.bytes, epoch_us(r.in_force_from) AS in_force_from,
    epoch_us(r.in_force_to) AS in_force_to
  FROM turn t
  JOIN reference r
    ON coalesce(r.in_force_from, t.started_at) <= t.started_at
    AND (r.in_force_to IS NULL OR t.started_at < ${END})
  WHERE t.turn_id IN (SELECT unnest($turns)) AND (r.in_force_from IS NOT NULL OR r.in_force_to IS NOT NULL)
  ORDER BY t.turn_id, r.reference_id`;

const inForceRow = z.object({
  turn_id: integer,
  reference_id: integer,
  title: z.string(),
  name: z.string(),
  sha256: z.string(),
  bytes: integer,
  in_force_from: time.nullable(),
  in_force_to: time.nullable(),
});

/** For each turn the references whose dates cover its time. */
export async function referencesInForce(
  connection: DuckDBConnection,
  turns: readonly number[],
): Promise<(ReferenceInForce & { turn_id: number })[]> {
  return turns.length === 0 ? [] : rows(connection, IN_FORCE, { turns: idList(turns) }, inForceRow);
}

const FILE = 'SELECT sha256, bytes, name FROM reference WHERE reference_id = $reference';
const WINDOW = 65_536;

/** A window of a reference's file as text; whole characters only, so that windows can be put together. */
export async function referenceTextOf(
  connection: DuckDBConnection,
  evidence: EvidenceStore,
  reference_id: number,
  from: number,
): Promise<ReferenceText> {
  const [file] = await rows(
    connection,
    FILE,
    { reference: BigInt(reference_id) },
    z.object({ sha256: z.string(), bytes: integer, name: z.string() }),
  );
  if (file === undefined)
    throw new Refusal('not-found', `No reference ${reference_id} is in the case.`);
  const window = Buffer.alloc(Math.max(0, Math.min(WINDOW, file.bytes - from)));
  const descriptor = openEvidence(evidence, file);
  try {
    const read = readSync(descriptor, window, 0, window.length, from);
    const isEnd = from + read >= file.bytes;
    const shown = window.subarray(0, isEnd ? read : wholeCharacters(window.subarray(0, read)));
    return {
      text: shown.includes(0) ? null : shown.toString(),
      from,
      to: from + shown.length,
      bytes: file.bytes,
    };
  } finally {
    closeSync(descriptor);
  }
}

/** How many bytes there are before a character that the window's end cuts; no character has more than four. */
function wholeCharacters(window: Buffer): number {
  for (let back = 1; back <= Math.min(4, window.length); back++) {
    const byte = window[window.length - back] ?? 0;
    if (byte < 0x80) return window.length;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? window.length - back : window.length;
  }
  return window.length;
}
