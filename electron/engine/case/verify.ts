import { existsSync } from 'node:fs';
import type { Check } from '../../../shared/domain/check.ts';
import { Refusal } from '../base/errors.ts';
import type { Job } from '../base/job.ts';
import { caseCreated } from '../custody/acts.ts';
import { type ChainReading, readChain } from '../custody/chain.ts';
import { failed, lineOf, passed } from './checks.ts';
import { type CaseLayout, layoutOf } from './layout.ts';
import { writerOf } from './lock.ts';
import { anchorChecks } from './verify-anchors.ts';
import { databaseChecks } from './verify-database.ts';
import { fileChecks, hashCheck } from './verify-files.ts';

/**
 * Checks a case without writing to it: every file against the hash that custody names, both chains entry by entry, the
 * catalogue and every table against the digests of the last job, and that each byte of evidence is accounted for.
 * What a kill leaves (a stale lock, a temporary file, an unfinished job, a torn last line) is noted, not failed.
 */
export async function verifyCase(path: string, job: Job = {}): Promise<Check[]> {
  const layout = layoutOf(path);
  const writer = writerOf(layout.root);
  if (writer !== null) throw new Refusal('case-in-use', writer);
  const custody = readChain(layout.custody);
  return [
    ...(await everyFileCheck(layout, custody, job)),
    ...(await databaseChecks(layout, custody.entries, job)),
  ];
}

/** The part that looks at every file but the database. */
export async function everyFileCheck(
  layout: CaseLayout,
  custody: ChainReading,
  job: Job,
): Promise<Check[]> {
  const activity = readChain(layout.activity);
  return [
    chainCheck('custody log', layout.custody, custody),
    await caseFileCheck(layout.caseFile, custody),
    chainCheck('activity log', layout.activity, activity),
    belongingCheck(custody, activity),
    ...anchorChecks(layout, custody.entries, activity.entries),
    ...(await fileChecks(layout, custody.entries, job)),
  ];
}

function chainCheck(
  name: string,
  path: string,
  { head, fault, tornBytes, unended }: ChainReading,
): Check {
  if (!existsSync(path)) return failed(name, 'the file is missing');
  if (fault !== null) return failed(name, fault);
  if (head.length === 0) return failed(name, 'it holds no entry');
  const notes = [
    tornBytes > 0
      ? `; note: ${tornBytes} bytes of an unfinished line follow, left by an interruption`
      : '',
    unended ? '; note: the last line lacks its line end' : '',
  ];
  return passed(name, `${head.length} entries, head ${head.hash}${notes.join('')}`);
}

async function caseFileCheck(path: string, { entries }: ChainReading): Promise<Check> {
  const created = caseCreated.safeParse(entries[0]?.data);
  if (entries[0]?.act !== 'case.created' || !created.success)
    return failed('case.json', 'the custody log does not begin with the creation of the case');
  return hashCheck('case.json', path, created.data.case_file_sha256);
}

/** Both logs begin with the same case, so that the log of another case cannot take the place of one. */
function belongingCheck(custody: ChainReading, activity: ChainReading): Check {
  const name = 'logs of one case';
  try {
    const [one, other] = [custody, activity].map(({ entries }) =>
      caseCreated.parse(entries[0]?.data),
    );
    return one?.case_file_sha256 === other?.case_file_sha256
      ? passed(name, `case ${one?.case_id ?? ''}`)
      : failed(name, 'the activity log is that of another case than the custody log');
  } catch (error) {
    return failed(name, `a log does not begin with its case: ${lineOf(error)}`);
  }
}
