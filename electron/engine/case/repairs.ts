import { repair } from '../../../shared/domain/repair.ts';
import { integer, time } from './query.ts';

/** SQL of the repairs that stand: the record, and what is said of its repair as one value, which `repairRow` reads. */
export const REPAIRS = `
  SELECT
    record_id,
    {
      rule: rule, rule_version: rule_version, said: said, reason: reason, repaired_by: repaired_by,
      repaired_at: epoch_us(repaired_at), job_no: job_no
    } AS repair
  FROM store.repair`;

export const repairRow = repair.extend({
  rule_version: integer,
  repaired_at: time,
  job_no: integer,
});

/** SQL of how many records of each file are repaired. */
export const REPAIRED = `
  SELECT evidence_id, count(*) AS repaired
  FROM store.repair JOIN store.record USING (record_id)
  GROUP BY evidence_id`;
