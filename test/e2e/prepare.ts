import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { makeSample } from '../../electron/engine/session/sample.ts';
import { buildWhatIsStale } from '../../scripts/build-app.mjs';
import { findElectron } from '../../scripts/electron/runtime.mjs';
import { ensureSystemLibraries } from '../../scripts/electron/system-libraries.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A home that holds the sample case as it is made. */
    readonly homeOfSample: string;
  }
}

/** Tests of the app run what is built now, in an Electron that runs here; those on the sample begin with a copy of it. */
export default async function prepare(project: TestProject): Promise<() => void> {
  await buildWhatIsStale();
  const { executable } = await findElectron();
  ensureSystemLibraries({ executable, display: true });
  const home = mkdtempSync(join(tmpdir(), 'exhibit-sample-'));
  await makeSample(home, {});
  project.provide('homeOfSample', home);
  return () => rmSync(home, { recursive: true, force: true });
}
