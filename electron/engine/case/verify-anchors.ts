import { join } from 'node:path';
import { z } from 'zod';
import type { Check } from '../../../shared/domain/check.ts';
import { Refusal } from '../base/errors.ts';
import { readPlainFile } from '../base/plain-file.ts';
import { staleWords } from '../../../shared/text/stale-words.ts';
import { reportIssued } from '../custody/acts.ts';
import { changesSince, evidenceChanges } from '../custody/evidence-changes.ts';
import { type ChainEntry, type ChainHead, NO_ENTRY } from '../custody/chain.ts';
import { chainHead } from '../custody/chain-entry.ts';
import { failed, lineOf, passed } from './checks.ts';
import type { CaseLayout } from './layout.ts';

const extractAnchor = z.looseObject({
  evidence: z.looseObject({ custody: z.looseObject({ length: z.int(), head: z.string() }) }),
});

/**
 * What says how long a log was and what its last hash was: entries of the other log, and every issued report. A log may
 * only have grown since: one that was cut or written anew does not hold that hash at that place.
 */
export function anchorChecks(
  layout: CaseLayout,
  custody: readonly ChainEntry[],
  activity: readonly ChainEntry[],
): Check[] {
  return [
    crosswiseCheck('custody', custody, 'activity', activity),
    crosswiseCheck('activity', activity, 'custody', custody),
    ...custody
      .filter(({ act }) => act === 'report.issued')
      .map((entry) => reportCheck(layout, entry, custody)),
  ];
}

const stoodAt = (entries: readonly ChainEntry[], { length, hash }: ChainHead): boolean =>
  (length === 0 ? NO_ENTRY.hash : entries[length - 1]?.hash) === hash;

/** Every entry of one log that says where the other stood. Entries of earlier versions say nothing. */
function crosswiseCheck(
  told: 'custody' | 'activity',
  entries: readonly ChainEntry[],
  teller: 'custody' | 'activity',
  telling: readonly ChainEntry[],
): Check {
  const name = `${told} log as the ${teller} log tells of it`;
  const anchors = telling.filter(({ data }) => data[told] !== undefined);
  const wrong = anchors.find(({ data }) => {
    const anchor = chainHead.safeParse(data[told]);
    return !anchor.success || !stoodAt(entries, anchor.data);
  });
  if (wrong === undefined) return passed(name, `${anchors.length} entries agree`);
  const { data: anchor } = chainHead.safeParse(wrong.data[told]);
  return failed(
    name,
    anchor === undefined
      ? `entry ${wrong.seq} of the ${teller} log names no place of the ${told} log`
      : `entry ${wrong.seq} of the ${teller} log was written when the ${told} log had ${anchor.length} entries that are not its first ${anchor.length} now: lines were cut or written anew`,
  );
}

function reportCheck(
  layout: CaseLayout,
  { seq, data }: ChainEntry,
  custody: readonly ChainEntry[],
): Check {
  const name = `custody log as entry ${seq} reports it`;
  try {
    const { report_id } = reportIssued.parse(data);
    const { length, head } = anchorOf(layout, report_id);
    const stale = staleWords(changesSince(evidenceChanges(custody), seq));
    const note = stale === '' ? '' : `; note: it was issued ${stale}`;
    return stoodAt(custody, { length, hash: head })
      ? passed(name, `${report_id} rests on ${length} entries of custody${note}`)
      : failed(name, `the custody log is not the one that ${report_id} rests on`);
  } catch (error) {
    return failed(name, lineOf(error));
  }
}

function anchorOf(layout: CaseLayout, reportId: string): { length: number; head: string } {
  const path = join(layout.reports, reportId, 'extract.json');
  try {
    return extractAnchor.parse(JSON.parse(readPlainFile(path).toString('utf8'))).evidence.custody;
  } catch (error) {
    throw new Refusal('case-damaged', `${path} cannot be read: ${lineOf(error)}`, { cause: error });
  }
}
