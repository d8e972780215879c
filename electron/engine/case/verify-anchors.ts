import { join } from 'node:path';
import { z } from 'zod';
import type { Check } from '../../../shared/domain/check.ts';
import { readJsonFile } from '../base/files.ts';
import { reportIssued } from '../custody/acts.ts';
import type { ChainEntry } from '../custody/chain.ts';
import { failed, lineOf, passed } from './checks.ts';
import type { CaseLayout } from './layout.ts';

const extractAnchor = z.looseObject({
  evidence: z.looseObject({ custody: z.looseObject({ length: z.int(), head: z.string() }) }),
});

/**
 * Each issued report says how long both logs were and what their last hash was. A log may only have grown since: one
 * that was cut or written anew does not hold that hash at that place.
 */
export function anchorChecks(
  layout: CaseLayout,
  custody: readonly ChainEntry[],
  activity: readonly ChainEntry[],
): Check[] {
  return custody
    .filter(({ act }) => act === 'report.issued')
    .map(({ seq, data }) => {
      const name = `logs as entry ${seq} of custody reports them`;
      try {
        const issued = reportIssued.parse(data);
        const { length, head } = readJsonFile(
          join(layout.reports, issued.report_id, 'extract.json'),
          extractAnchor,
          'the extract',
        ).evidence.custody;
        if (custody[length - 1]?.hash !== head)
          return failed(name, `the custody log is not the one that ${issued.report_id} rests on`);
        if (
          issued.activity !== undefined &&
          activity[issued.activity.length - 1]?.hash !== issued.activity.hash
        )
          return failed(name, `the activity log is not the one that ${issued.report_id} rests on`);
        return passed(name, `${issued.report_id} rests on ${length} entries of custody`);
      } catch (error) {
        return failed(name, lineOf(error));
      }
    });
}
