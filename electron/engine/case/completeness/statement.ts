import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { CompletenessStatement, Holding } from '../../../../shared/domain/completeness.ts';
import { integer, row, rows } from '../query.ts';
import { accountedByFile, accountedTogether } from './accounted.ts';
import { duplicatesByScope } from './duplicates.ts';
import { fieldsByScope } from './fields.ts';
import { overlapsByScope } from './overlaps.ts';
import { reasonsByFile } from './reasons.ts';
import { WHOLE_CASE } from './scope.ts';
import { NONE_REPAIRED, repairedByFile, repairedTogether } from './repaired.ts';
import { sequencesByScope } from './sequences.ts';
import { silencesByScope } from './silences.ts';
import { captureByScope, spansByScope } from './spans.ts';

const FILES = `
  SELECT evidence_id, name, bytes, unpacked_bytes, container
  FROM evidence
  WHERE evidence_id = coalesce($evidence, evidence_id)
  ORDER BY evidence_id`;
const fileRow = z.object({
  evidence_id: integer,
  name: z.string(),
  bytes: integer,
  unpacked_bytes: integer.nullable(),
  container: z.string(),
});
type FileRow = z.infer<typeof fileRow>;

/** What every file and the case hold and lack: the one source of screen, command line and reports. */
export async function statementOfCase(
  connection: DuckDBConnection,
): Promise<CompletenessStatement> {
  const files = await rows(connection, FILES, { evidence: null }, fileRow);
  const found = await look(connection, null, files);
  return {
    case: {
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      accounted: accountedTogether([...found.accounted.values()]),
      repaired: repairedTogether(found.repaired.values()),
      reasons: [],
      reasons_total: 0,
      ...found.of(WHOLE_CASE),
    },
    files: files.map((file) => ({
      evidence_id: file.evidence_id,
      name: file.name,
      ...holdingOf(file, found),
    })),
  };
}

/** The same of one file of the case alone. */
export async function statementOfFile(
  connection: DuckDBConnection,
  evidence_id: number,
): Promise<Holding> {
  const evidence = BigInt(evidence_id);
  const file = await row(connection, FILES, { evidence }, fileRow);
  return holdingOf(file, await look(connection, evidence, [file]));
}

type Found = Awaited<ReturnType<typeof look>>;

async function look(
  connection: DuckDBConnection,
  evidence: bigint | null,
  files: readonly FileRow[],
) {
  const spans = await spansByScope(connection, evidence);
  const silences = await silencesByScope(connection, evidence);
  const sequences = await sequencesByScope(connection, evidence);
  const duplicates = await duplicatesByScope(connection, evidence);
  const overlaps = await overlapsByScope(connection, evidence);
  const fields = await fieldsByScope(connection, evidence);
  const capture = await captureByScope(connection, evidence);
  return {
    accounted: await accountedByFile(connection, evidence, files),
    repaired: await repairedByFile(connection, evidence),
    reasons: await reasonsByFile(connection, evidence),
    of: (scope: number) => ({
      events: spans.get(scope) ?? { dated: 0, undated: 0, first: null, last: null },
      silences: silences.get(scope) ?? null,
      sequences: sequences.get(scope)?.sequences ?? [],
      sequences_total: sequences.get(scope)?.total ?? 0,
      duplicates: duplicates.get(scope) ?? [],
      overlap: overlaps.get(scope) ?? null,
      fields: fields.get(scope) ?? [],
      capture: [...(capture.get(scope) ?? [])],
    }),
  };
}

function holdingOf(file: FileRow, { accounted, repaired, reasons, of }: Found): Holding {
  const { evidence_id } = file;
  return {
    bytes: file.bytes,
    accounted: accounted.get(evidence_id) ?? [],
    repaired: repaired.get(evidence_id) ?? NONE_REPAIRED,
    reasons: [...(reasons.get(evidence_id)?.reasons ?? [])],
    reasons_total: reasons.get(evidence_id)?.total ?? 0,
    ...of(evidence_id),
  };
}
