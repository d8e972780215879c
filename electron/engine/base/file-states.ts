import { type BigIntStats, statSync } from 'node:fs';

/** What each file is to the file system: another text where it was written to or replaced, null where it is not there. */
export const statesOf = (paths: readonly string[]): (string | null)[] => paths.map(stateOf);

function stateOf(path: string): string | null {
  const stats: BigIntStats | undefined = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (stats === undefined) return null;
  return [stats.dev, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(' ');
}
