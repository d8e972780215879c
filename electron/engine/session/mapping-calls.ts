import { closeSync } from 'node:fs';
import { basename } from 'node:path';
import type { MappingSource } from '../../../shared/domain/mapping-trial.ts';
import { Refusal } from '../base/errors.ts';
import { openEvidence } from '../evidence/open-evidence.ts';
import { pathOfEvidence } from '../evidence/store.ts';
import { mappingIdOf } from '../mapping/mapping-id.ts';
import { registerOf } from '../register/register.ts';
import { importJob } from './case-jobs.ts';
import { answered, type MappingCalls } from './desk.ts';
import type { DeskWindow } from './desk-window.ts';
import { writeGranted } from './write-granted.ts';

/** What reads logs is loaded with the first log that is mapped. */
export const mappingCalls = (window: DeskWindow): MappingCalls => ({
  sample: async ({ source }, signal) => {
    const { path, name } = await logOf(window, source, signal);
    const { sampleForScreen } = await import('../mapping/sample-for-screen.ts');
    return sampleForScreen(path, name);
  },
  suggest: async ({ source }, signal) => {
    const { path, name } = await logOf(window, source, signal);
    const { suggestForFile } = await import('../mapping/suggest-for-file.ts');
    return suggestForFile(path, name);
  },
  try: async ({ source, text }, signal) => {
    const { path, name } = await logOf(window, source, signal);
    const { tryMapping } = await import('../mapping/try-mapping.ts');
    return tryMapping(path, mappingTextOf(name, text), { signal }, name);
  },
  import: ({ grant, text }) =>
    answered(() => {
      const path = window.granted(grant);
      const mapping = mappingTextOf(basename(path), text);
      return window.begin((session) =>
        importJob(session, [path], { format: null, zone: null, mapping }),
      );
    }),
  save: ({ grant, text }) =>
    answered(() => {
      writeGranted(window.granted(grant), text);
      return {};
    }),
});

const mappingTextOf = (log: string, text: string) => ({ name: `${mappingIdOf(log)}.yaml`, text });

/** Where a log lies, and what it is known by: the copy in a case is named by its hash. */
async function logOf(
  window: DeskWindow,
  source: MappingSource,
  signal: AbortSignal | undefined,
): Promise<{ path: string; name: string }> {
  if ('grant' in source) {
    const path = window.granted(source.grant);
    return { path, name: basename(path) };
  }
  return window.read(async (connection, { evidence }) => {
    const { files } = await registerOf(connection);
    const file = files.find(({ evidence_id }) => evidence_id === source.evidence_id);
    if (file === undefined)
      throw new Refusal('not-found', 'This case has no such evidence; choose it in the register.');
    // A file in place that changed is refused here, as everywhere.
    closeSync(openEvidence(evidence, file));
    return { path: pathOfEvidence(evidence, file.sha256), name: file.name };
  }, signal);
}
