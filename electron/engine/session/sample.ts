import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { join, sep } from 'node:path';
import { sampleFolder, samplePath } from '../base/home.ts';
import type { Job } from '../base/job.ts';

const MAKING = '.making-';

/** Makes it from the bundled logs, as the demo does: under a temporary name, so that a kill leaves no half case. */
export async function makeSample(home: string, job: Job): Promise<void> {
  const folder = sampleFolder(home);
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
  const folder = sampleFolder(home);
  return existsSync(folder) && path.startsWith(realpathSync(folder) + sep);
}
