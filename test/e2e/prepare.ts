import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { makeSample } from '../../electron/engine/session/sample.ts';
import { buildWhatIsStale } from '../../scripts/build-app.mjs';
import { findElectron } from '../../scripts/electron/runtime.mjs';
import { ensureSystemLibraries } from '../../scripts/electron/system-libraries.mjs';
import { whyNoSample } from './no-sample.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A home that will hold the sample case as it is made, or `whyNoSample`. */
    readonly homeOfSample: string;
  }
}

/**
 * Tests of the app run what is built now, in an Electron that runs here; those on the sample begin with a copy of it. It
 * is made while those begin that need none.
 */
export default async function prepare(project: TestProject): Promise<() => Promise<void>> {
  await buildWhatIsStale();
  const { executable } = await findElectron();
  ensureSystemLibraries({ executable, display: true });
  const home = mkdtempSync(join(tmpdir(), 'exhibit-sample-'));
  project.provide('homeOfSample', home);
  const over = new AbortController();
  const made = makeSample(home, { signal: over.signal }).catch((error: unknown) => {
    if (!over.signal.aborted) writeFileSync(whyNoSample(home), String(error));
  });
  return async () => {
    over.abort();
    await made;
    rmSync(home, { recursive: true, force: true });
  };
}
