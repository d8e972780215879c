import { Fault, Refusal } from '../base/errors.ts';
import type { Job } from '../base/job.ts';
import type { CustodyAct } from '../custody/acts.ts';
import { type RepairSaid, standingAfter } from '../custody/repairs.ts';
import { countsOf, type FileCounts } from '../import/imported-file.ts';
import { ruleOf } from '../repair/rules.ts';
import type { FileChange } from './file-change.ts';
import { type Rebuilt, rebuildWith } from './rebuild.ts';
import { importNamed } from './reread.ts';

/** An act lists its records one by one, and the log is read whole: more go into several acts. */
export const MOST_AT_ONCE = 10_000;

/**
 * Reads records of one file as a rule mends them from now on or, withdrawn, as they stand again: custody says which, by
 * which rule and why, and the tables are derived anew. The evidence is not touched. Refused, with the case as it was,
 * where a record has other bytes, is repaired already, or cannot be read even so.
 */
export const repairRecords = (path: string, said: RepairSaid, job: Job = {}): Promise<Rebuilt> =>
  rebuildWith(path, job, (_, entries) => changeBy(entries, said));

function changeBy(entries: readonly CustodyAct[], said: RepairSaid): FileChange {
  const { begun } = importNamed(entries, said.sha256);
  if (said.reason.trim() === '')
    throw new Refusal('bad-usage', 'Say why the records are repaired, or no longer.');
  if (said.records.length > MOST_AT_ONCE)
    throw new Refusal(
      'bad-usage',
      `At most ${MOST_AT_ONCE} records are repaired in one act; name them in portions by their numbers.`,
    );
  const standing = new Map(begun.repairs.map((repair) => [repair.ordinal, repair]));
  for (const { ordinal } of said.records) {
    const repair = standing.get(ordinal);
    if (said.withdrawn && (repair?.rule !== said.rule || repair.version !== said.version))
      throw new Refusal(
        'bad-usage',
        `No repair of record ${ordinal} of ${begun.name} by ${said.rule} (version ${said.version}) stands.`,
      );
    if (!said.withdrawn && repair !== undefined)
      throw new Refusal(
        'bad-usage',
        `Record ${ordinal} of ${begun.name} is repaired by ${repair.rule} already; withdraw that first.`,
      );
  }
  if (ruleOf(said.rule, said.version) === undefined)
    throw new Refusal('bad-usage', `${said.rule} (version ${said.version}) is not a known rule.`);
  let counts: FileCounts | null = null;
  return {
    said: { repair: said },
    otherwise: (act) => ({
      sha256: said.sha256,
      as: (before) => ({
        ...before,
        repairs: standingAfter(before.repairs, { ...said, ...act }),
      }),
      read: (file) => {
        counts = countsOf(file);
      },
    }),
    told() {
      if (counts === null) throw new Fault('the file whose records are repaired was not read');
      const { rule, version, withdrawn, records, reason } = said;
      const act = { rule, version, withdrawn, records: records.length };
      return { repaired: begun.name, repair: act, reason, read: counts };
    },
  };
}
