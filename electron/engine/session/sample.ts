import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Job } from '../base/job.ts';

const folderIn = (home: string): string => join(home, 'sample');
const MAKING = '.making-';

/** Where the bundled sample's case stands once it was made. */
export const samplePath = (home: string): string =>
  join(folderIn(home), 'wrong-return-periods.exhibit');

/** Makes it from the bundled logs, as the demo does: under a temporary name, so that a kill leaves no half case. */
export async function makeSample(home: string, job: Job): Promise<void> {
  const folder = folderIn(home);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder))
    if (name.startsWith(MAKING)) rmSync(join(folder, name), { recursive: true, force: true });
  const making = join(folder, `${MAKING}${process.pid}.exhibit`);
  try {
    const { investigateSample } = await import('../demo/sample-case.ts');
    await investigateSample(making, job);
    renameSync(making, samplePath(home));
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** Whether a case is the sample of this home. */
export function isSample(home: string, path: string): boolean {
  const folder = folderIn(home);
  return existsSync(folder) && path.startsWith(realpathSync(folder) + sep);
}
