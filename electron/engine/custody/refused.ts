import { z } from 'zod';
import type { RefusedFile } from '../../../shared/domain/evidence-register.ts';
import { completedJobs, importBegun } from './acts.ts';
import type { ChainEntry } from './chain.ts';

const importRefused = z.looseObject({
  name: z.string(),
  source_path: z.string(),
  reason: z.string(),
  /** Of a file that the case holds already. */
  sha256: z.string().optional(),
});

/**
 * Files that the case does not hold although somebody asked for them: the last refusal of each path. One is left out whose
 * bytes the case holds, or from whose path a file was imported later.
 */
export function refusedImports(entries: readonly ChainEntry[]): RefusedFile[] {
  const refusals = new Map<string, RefusedFile>();
  const started = new Map(
    completedJobs(entries, 'import', importBegun).map(({ begun }) => [begun.job_no, begun]),
  );
  const held = new Set([...started.values()].map(({ sha256 }) => sha256));
  for (const { act, seq, at, data } of entries)
    if (act === 'import.refused') {
      const { name, source_path, reason, sha256 } = importRefused.parse(data);
      refusals.delete(source_path);
      if (sha256 === undefined || !held.has(sha256))
        refusals.set(source_path, { entry: seq, name, at, reason });
    } else if (act === 'import.completed') {
      const begun = started.get(Number(data['job_no']));
      if (begun !== undefined) refusals.delete(begun.source_path);
    }
  return [...refusals.values()];
}
