import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { canonicalJson } from '../base/canonical-json.ts';
import type { Derivation } from '../case/derive.ts';
import { integer, rows } from '../case/query.ts';
import type { ImportBegun } from '../custody/acts.ts';
import type { DerivedFile } from './derive.ts';
import { partitionsAsJson } from './partitions.ts';

export async function nextEvidenceId(connection: DuckDBConnection): Promise<number> {
  const [last] = await rows(
    connection,
    'SELECT coalesce(max(evidence_id), 0) AS last FROM store.evidence',
    {},
    z.object({ last: integer }),
  );
  return (last?.last ?? 0) + 1;
}

const INSERT_EVIDENCE = `
  INSERT INTO store.evidence BY NAME
  SELECT
    $evidence_id::BIGINT AS evidence_id, $sha256 AS sha256, $name AS name, $source_path AS source_path,
    $in_place AS in_place, $modified_at::TIMESTAMPTZ AS modified_at,
    $bytes::BIGINT AS bytes, $format AS format, $container AS container,
    $compression AS compression, $unpacked_bytes::BIGINT AS unpacked_bytes, $notes AS notes,
    $record_paths AS record_paths, $headers AS headers,
    $records::BIGINT AS records, $mapped::BIGINT AS mapped, $unmapped::BIGINT AS unmapped,
    $quarantined::BIGINT AS quarantined, $blank::BIGINT AS blank, $conversations::BIGINT AS conversations,
    $turns::BIGINT AS turns, $messages::BIGINT AS messages, $models AS models,
    $partitions AS partitions, $zone AS zone,
    $clock_offset_ms::BIGINT AS clock_offset_ms, $intake AS intake, $merkle_root AS merkle_root,
    $import_no::BIGINT AS import_no, $imported_at::TIMESTAMPTZ AS imported_at`;

/** The evidence row of a file whose records have just been derived. */
export async function insertEvidence(
  { connection, jobNo }: Pick<Derivation, 'connection' | 'jobNo'>,
  begun: ImportBegun,
  file: DerivedFile,
  importedAt: string,
): Promise<void> {
  const number = (value: number): bigint => BigInt(value);
  await connection.run(INSERT_EVIDENCE, {
    evidence_id: number(await nextEvidenceId(connection)),
    sha256: file.sha256,
    name: begun.name,
    source_path: begun.source_path,
    in_place: begun.in_place?.path ?? null,
    modified_at: begun.in_place?.modified_at ?? null,
    bytes: number(file.bytes),
    format: file.format,
    container: file.container,
    compression: file.compression,
    unpacked_bytes: file.unpackedBytes === null ? null : number(file.unpackedBytes),
    notes: JSON.stringify(file.notes),
    record_paths: canonicalJson(file.recordPaths),
    headers: canonicalJson(file.headers),
    records: number(file.records),
    mapped: number(file.mapped),
    unmapped: number(file.unmapped),
    quarantined: number(file.quarantined),
    blank: number(file.blank),
    conversations: number(file.conversations),
    turns: number(file.turns),
    messages: number(file.messages),
    models: JSON.stringify(file.models),
    partitions: partitionsAsJson(begun.partitions),
    zone: begun.zone,
    clock_offset_ms: number(begun.clock_offset_ms),
    intake: begun.intake === null ? null : canonicalJson(begun.intake),
    merkle_root: file.merkleRoot,
    import_no: number(jobNo),
    imported_at: importedAt,
  });
}
