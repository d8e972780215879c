import { existsSync, readFileSync, renameSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import {
  type KeptSettings,
  type Settings,
  settings,
  type SettingsChange,
  type TrustedSigner,
} from '../../../shared/domain/settings.ts';
import { timestamp } from '../base/clock.ts';
import { reasonOf, Refusal, systemCode } from '../base/errors.ts';
import { settingsPath } from '../base/home.ts';
import { nameExaminer } from '../case/examiner.ts';
import { writeHomeFile } from './home-file.ts';

/** Raised when an earlier version would misread what is kept. */
const VERSION = 1;

/** A change with the folder that its grant named. */
export type SettledChange = Omit<SettingsChange, 'rules_folder'> & {
  readonly rules_folder?: string | null | undefined;
};

/** How the person likes the program, for all windows of the process. */
export class SettingsFile {
  readonly path: string;
  private readonly say: () => void;
  /** Rises with every change, so that windows ask again. */
  changes = 0;

  constructor(home: string, say: () => void) {
    this.path = settingsPath(home);
    this.say = say;
    nameExaminer(this.read().examiner);
  }

  /** What cannot be read counts as the usual, and `file.trouble` says so. */
  read(): KeptSettings {
    const { known, trouble } = this.found();
    return { ...known, file: { path: this.path, trouble } };
  }

  /** What the change does not name stays, grid by grid for columns. A file that is in trouble is not written to. */
  change(change: SettledChange): KeptSettings {
    const { known: before, others, trouble } = this.found();
    if (trouble !== null)
      throw new Refusal('bad-usage', `${trouble} Set the file aside in Settings, then change it.`);
    const after: Settings = {
      theme: change.theme ?? before.theme,
      density: change.density ?? before.density,
      text_size: change.text_size ?? before.text_size,
      zone: change.zone ?? before.zone,
      letter_keys: change.letter_keys ?? before.letter_keys,
      folded: change.folded ?? before.folded,
      columns: { ...before.columns, ...change.columns },
      trusted: trustedAfter(before.trusted, change),
      examiner: change.examiner === undefined ? before.examiner : change.examiner,
      signer: change.signer === undefined ? before.signer : change.signer,
      rules_folder: change.rules_folder === undefined ? before.rules_folder : change.rules_folder,
    };
    try {
      writeHomeFile(this.path, { ...others, version: VERSION, ...after });
    } catch (error) {
      throw new Refusal(
        'bad-usage',
        `Settings cannot be kept in ${this.path} (${reasonOf(error)}); make that folder writable.`,
        { cause: error },
      );
    }
    return this.changed();
  }

  /** Keeps the file under another name, never over one that is there, and begins with the usual settings. */
  setAside(): KeptSettings {
    const name = `${this.path}.aside-${timestamp().replaceAll(/[:.]/g, '-')}`;
    let aside = name;
    for (let number = 2; existsSync(aside); number += 1) aside = `${name}-${number}`;
    try {
      if (existsSync(this.path)) renameSync(this.path, aside);
    } catch (error) {
      throw new Refusal(
        'bad-usage',
        `${this.path} cannot be moved to ${aside} (${reasonOf(error)}); make that folder writable.`,
        { cause: error },
      );
    }
    return this.changed();
  }

  private changed(): KeptSettings {
    const now = this.read();
    nameExaminer(now.examiner);
    this.changes += 1;
    this.say();
    return now;
  }

  private found(): Found {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return { ...NOTHING, trouble: null };
      return { ...NOTHING, trouble: `${this.path} cannot be read (${reasonOf(error)}).` };
    }
    const content = contentOf(text);
    if (content === null)
      return { ...NOTHING, trouble: `${this.path} is damaged; the usual settings are used.` };
    return this.understood(content);
  }

  private understood({ version = VERSION, ...content }: Content): Found {
    const known = settings.parse(content);
    const others = Object.fromEntries(
      Object.entries(content).filter(([name]) => !Object.hasOwn(known, name)),
    );
    if (typeof version !== 'number' || version > VERSION)
      return {
        known,
        others,
        trouble: `${this.path} was written by a later version of Exhibit; what this one knows of it is used.`,
      };
    const wrong = Object.entries(known)
      .filter(([name, value]) => name in content && !isDeepStrictEqual(content[name], value))
      .map(([name]) => name);
    const trouble =
      wrong.length === 0
        ? null
        : `${this.path} says of ${wrong.join(', ')} what cannot be; the usual is used there.`;
    return { known, others, trouble };
  }
}

interface Found {
  readonly known: Settings;
  /** What this version does not know, and keeps. */
  readonly others: Readonly<Record<string, unknown>>;
  readonly trouble: string | null;
}
type Content = Readonly<Record<string, unknown>>;

const NOTHING = { known: settings.parse({}), others: {} };

function contentOf(text: string): Content | null {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null && !Array.isArray(content)
      ? { ...content }
      : null;
  } catch {
    return null;
  }
}

function trustedAfter(
  before: readonly TrustedSigner[],
  { trust, distrust }: SettledChange,
): TrustedSigner[] {
  const kept = before.filter(
    ({ fingerprint }) => fingerprint !== distrust && fingerprint !== trust?.fingerprint,
  );
  return trust === undefined ? kept : [...kept, { ...trust, since: timestamp() }];
}
