import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '../base/errors.ts';
import type { StandingRepair } from '../custody/repairs.ts';
import type { Parsed } from './protocol.ts';

const INSERT = `
  INSERT INTO store.repair BY NAME
  SELECT
    $record_id::BIGINT AS record_id, $rule AS rule, $version::BIGINT AS rule_version, $said AS said, $reason AS reason,
    $by AS repaired_by, $at::TIMESTAMPTZ AS repaired_at, $job_no::BIGINT AS job_no`;

/** What table `repair` says of the records that were read as rules mend them. */
export async function insertRepairs(
  connection: DuckDBConnection,
  repairs: readonly StandingRepair[],
  done: Parsed['repaired'],
): Promise<void> {
  const standing = new Map(repairs.map((repair) => [repair.ordinal, repair]));
  for (const { record_id, ordinal, said } of done) {
    const repair = standing.get(ordinal);
    if (repair === undefined) throw new Fault(`record ${ordinal} was repaired and nobody said so`);
    const { rule, version, reason, by, at, job_no } = repair;
    await connection.run(INSERT, {
      record_id: BigInt(record_id),
      rule,
      version: BigInt(version),
      said,
      reason,
      by,
      at,
      job_no: BigInt(job_no),
    });
  }
}
