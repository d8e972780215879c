import { existsSync } from 'node:fs';
import { arch, release } from 'node:os';
import { dirname, join } from 'node:path';
import { actingExaminer } from '../case/examiner.ts';
import { resource } from '../base/entry-point.ts';
import { VERSION } from '../case/version.ts';
import { answered, type Desk } from './desk.ts';
import type { DeskWindow } from './desk-window.ts';

/** The folder with own rules that detection takes beside the bundled ones; null where there is none. */
export function ownRulesFolder(shared: DeskWindow['shared']): string | null {
  const { rules_folder: chosen } = shared.settings.read();
  const folder = chosen ?? usualRules(shared.home);
  // A folder that was chosen and is gone is said when rules run, never passed over.
  return chosen !== null || existsSync(folder) ? folder : null;
}

const usualRules = (home: string): string => join(home, 'rules');

export function settingsCalls(window: DeskWindow): Desk['settings'] {
  const { home, settings } = window.shared;
  return {
    read: () => answered(() => settings.read()),
    change: ({ rules_folder: picked, ...change }) =>
      answered(() =>
        settings.change({
          ...change,
          rules_folder: picked == null ? picked : window.granted(picked.grant),
        }),
      ),
    setAside: () => answered(() => settings.setAside()),
    examiner: () => answered(actingExaminer),
    rules: async () => {
      const { ownRules } = await import('../detect/own-rules.ts');
      return ownRules(settings.read().rules_folder ?? usualRules(home));
    },
    about: async () => {
      const { version: duckdb } = await import('@duckdb/node-api');
      // Outside Electron there is only one of them.
      const versions = new Map(Object.entries(process.versions));
      return {
        version: VERSION,
        duckdb: duckdb(),
        node: process.versions.node,
        electron: versions.get('electron') ?? null,
        chrome: versions.get('chrome') ?? null,
        platform: `${process.platform} ${release()} ${arch()}`,
        home,
        identities: join(home, 'identities'),
        documentation: documentation(),
      };
    },
  };
}

/** Beside the resources in a checkout, beside the program where it is installed. */
function documentation(): string | null {
  const guides = [
    join(dirname(resource('rules')), '..', 'docs'),
    join(dirname(process.execPath), 'docs'),
  ];
  return guides.find((folder) => existsSync(join(folder, 'user-guide.md'))) ?? null;
}
