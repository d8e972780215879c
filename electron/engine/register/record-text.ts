import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { RecordText } from '../../../shared/domain/evidence-register.ts';
import { codePointCount } from '../../../shared/text/code-points.ts';
import type { Place } from '../../../shared/domain/place.ts';
import { integer, row } from '../case/query.ts';
import { columnarRowOf } from './columnar-row.ts';
import { stockCommand } from '../evidence/stock-command.ts';
import type { EvidenceStore } from '../evidence/store.ts';
import { indented } from './indent.ts';
import { breakLongLines } from './long-lines.ts';
import { placedRecordOf } from './placed-record.ts';
import { readInEvidence } from './record-in-evidence.ts';
import { cutOffAtEnd, readableText } from './utf8.ts';

/** At most so many code points are shown, and so many bytes are enough for them. */
const MOST_SHOWN = 2_000_000;
const MOST_BYTES = MOST_SHOWN * 4;

/**
 * A record as text for reading. `shown` and `characters` count code points of the record, not what indenting adds; bytes
 * that are no UTF-8 stand and count as escapes such as \xE2. The row of a columnar file stands in the canonical form that
 * is hashed, and as stored means that form as it is. Refuses (`not-found`) an unknown record and (`case-damaged`) a missing evidence file.
 */
export async function recordTextOf(
  connection: DuckDBConnection,
  evidence: EvidenceStore,
  record_id: number,
  form: RecordText['form'],
): Promise<RecordText> {
  const { place } = await placedRecordOf(connection, record_id);
  const { source, characters, hash_matches } = await sourceOf(
    connection,
    evidence,
    record_id,
    place,
  );
  const { text, used } =
    form === 'indented' ? indented(source, MOST_SHOWN) : beginning(source, MOST_SHOWN);
  const lines = breakLongLines(text);
  return {
    place,
    form,
    text: lines.text,
    shown: codePointCount(source.slice(0, used)),
    characters,
    broken_lines: lines.broken,
    hash_matches,
    stock_command: stockCommand(evidence, place),
  };
}

async function sourceOf(
  connection: DuckDBConnection,
  evidence: EvidenceStore,
  record_id: number,
  place: Place,
): Promise<{ source: string; characters: number; hash_matches: boolean }> {
  const read = await readInEvidence(evidence, place, 0, MOST_BYTES);
  if (read === null) {
    const { text, hash_matches } = await columnarRowOf(
      evidence,
      place,
      await rowNumberOf(connection, record_id, place),
    );
    const { text: source } = beginning(text, MOST_SHOWN);
    return { source, characters: codePointCount(text), hash_matches };
  }
  const { window, characters, hash_matches } = read;
  const source = readableText(wholeCharacters(window, place.byte_length), MOST_SHOWN);
  return { source, characters, hash_matches };
}

/** Ordinals of a zip run over all its members. */
const BEFORE = `
  SELECT count(*) AS before
  FROM store.record AS record
  JOIN (SELECT evidence_id, member, record_id AS own FROM store.record WHERE record_id = $record) AS asked
    USING (evidence_id, member)
  WHERE record_id < own`;

async function rowNumberOf(
  connection: DuckDBConnection,
  record_id: number,
  { member, ordinal }: Place,
): Promise<number> {
  if (member === null) return ordinal;
  const asked = { record: BigInt(record_id) };
  return (await row(connection, BEFORE, asked, z.object({ before: integer }))).before + 1;
}

/** A window that ends before the record does may end within a character. */
function wholeCharacters(window: Buffer, byte_length: number | null): Buffer {
  return window.length === byte_length
    ? window
    : window.subarray(0, window.length - cutOffAtEnd(window));
}

function beginning(source: string, most: number): { text: string; used: number } {
  let used = 0;
  for (let points = 0; points < most && used < source.length; points += 1)
    used += (source.codePointAt(used) ?? 0) > 0xffff ? 2 : 1;
  return { text: source.slice(0, used), used };
}
