import { join } from 'node:path';
import {
  type Settings,
  settings,
  type SettingsChange,
  type TrustedSigner,
} from '../../../shared/domain/settings.ts';
import { timestamp } from '../base/clock.ts';
import { reasonOf, Refusal } from '../base/errors.ts';
import { readHomeFile, writeHomeFile } from './home-file.ts';

const fileIn = (home: string): string => join(home, 'settings.json');

export function readSettings(home: string): Settings {
  return readHomeFile(fileIn(home), settings) ?? settings.parse({});
}

/** What the change does not name stays, grid by grid for columns. */
export function changeSettings(home: string, change: SettingsChange): Settings {
  const before = readSettings(home);
  const after: Settings = {
    theme: change.theme ?? before.theme,
    density: change.density ?? before.density,
    letter_keys: change.letter_keys ?? before.letter_keys,
    folded: change.folded ?? before.folded,
    columns: { ...before.columns, ...change.columns },
    trusted: trustedAfter(before.trusted, change),
  };
  try {
    writeHomeFile(fileIn(home), after);
  } catch (error) {
    throw new Refusal(
      'bad-usage',
      `Settings cannot be kept in ${fileIn(home)} (${reasonOf(error)}); make that folder writable.`,
      { cause: error },
    );
  }
  return after;
}

function trustedAfter(
  before: readonly TrustedSigner[],
  { trust, distrust }: SettingsChange,
): TrustedSigner[] {
  const kept = before.filter(
    ({ fingerprint }) => fingerprint !== distrust && fingerprint !== trust?.fingerprint,
  );
  return trust === undefined ? kept : [...kept, { ...trust, since: timestamp() }];
}
