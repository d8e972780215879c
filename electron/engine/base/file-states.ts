import { type BigIntStats, statSync } from 'node:fs';
import { systemCode } from './errors.ts';

/**
 * What each file is to the file system: another text where it was written to or replaced, null where
 * it is not there, a code where it cannot be looked at.
 */
export const statesOf = (paths: readonly string[]): (string | null)[] => paths.map(stateOf);

function stateOf(path: string): string | null {
  try {
    const stats: BigIntStats | undefined = statSync(path, { bigint: true, throwIfNoEntry: false });
    if (stats === undefined) return null;
    return [stats.dev, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(' ');
  } catch (error) {
    // A link that leads nowhere, a folder that may not be looked into.
    const code = systemCode(error);
    if (code === undefined) throw error;
    return code;
  }
}
