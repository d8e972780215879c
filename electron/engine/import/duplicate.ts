import { statSync } from 'node:fs';
import { canonicalJson } from '../base/canonical-json.ts';
import { Refusal, type Way } from '../base/errors.ts';
import { sha256 as hashOf, sha256OfFile } from '../base/hash.ts';
import type { Job } from '../base/job.ts';
import type { CaseLayout } from '../case/layout.ts';
import type { ImportBegun } from '../custody/acts.ts';
import { readChain } from '../custody/chain.ts';
import { importsAsRead } from '../custody/imports.ts';
import { lostInPlace } from '../evidence/store.ts';
import type { ImportOptions } from './import-options.ts';
import { importCounts, type ImportedFile } from './imported-file.ts';
import { type Partition, partitionWords } from './partitions.ts';

/** A file whose bytes the case holds, and is asked to read otherwise. */
export class HeldAlready extends Refusal {
  readonly sha256: string;

  constructor(sha256: string, sentence: string, options: { way?: Way } = {}) {
    super('input-refused', sentence, options);
    this.sha256 = sha256;
  }
}

/** A file of the same size and hash whose import completed is not imported again. */
export async function duplicateOf(
  layout: CaseLayout,
  path: string,
  partitions: readonly Partition[],
  options: ImportOptions,
  job: Job,
): Promise<ImportedFile | null> {
  const { size } = statSync(path);
  const imports = importsAsRead(readChain(layout.custody).entries);
  if (!imports.some(({ begun }) => begun.bytes === size)) return null;
  const { sha256 } = await sha256OfFile(path, job);
  const earlier = imports.find(({ begun }) => begun.sha256 === sha256);
  if (earlier === undefined) return null;
  const { begun, completed } = earlier;
  if (
    (options.format !== null &&
      options.format !== begun.format &&
      options.format !== completed['format']) ||
    (options.mapping !== undefined && hashOf(options.mapping.text) !== begun.mapping?.sha256) ||
    options.zone !== begun.zone ||
    options.clockOffsetMs !== begun.clock_offset_ms ||
    (options.joinWindowMs !== undefined && options.joinWindowMs !== begun.join_window_ms)
  )
    throw new HeldAlready(
      sha256,
      `${path} is in the case already, read as ${String(completed['format'])} in zone ${begun.zone}.`,
      { way: { out: 'read-otherwise', of: sha256.slice(0, 12) } },
    );
  if (canonicalJson(partitions) !== canonicalJson(begun.partitions))
    throw new HeldAlready(
      sha256,
      `${path} has the same bytes as ${begun.name}, which is in the case already, but its folders say something else of its rows (${partitionWords(partitions)} against ${partitionWords(begun.partitions)}); a file is in a case once.`,
    );
  const counts = importCounts.parse({ ...completed, sha256, bytes: size });
  const lost = firstIsLost(layout, begun);
  return {
    path,
    name: begun.name,
    ...counts,
    notes: lost === null ? counts.notes : [...counts.notes, lost],
    duplicate_of: sha256,
  };
}

/** Why the first import's file, which was left in place, is not what was read; null where it is, or the case has a copy. */
function firstIsLost({ evidence }: CaseLayout, { in_place, ...begun }: ImportBegun): string | null {
  if (in_place === null) return null;
  const file = { ...in_place, bytes: begun.bytes };
  return lostInPlace({ folder: evidence, inPlace: new Map([[begun.sha256, file]]) }, begun);
}
