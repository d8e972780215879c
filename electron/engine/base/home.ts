import { homedir, platform } from 'node:os';
import { join } from 'node:path';

/** Where identities, settings, own rules and playbooks live: EXHIBIT_HOME, else the user's application-data folder. */
export function exhibitHome(): string {
  const named = process.env['EXHIBIT_HOME'];
  if (named !== undefined && named !== '') return named;
  if (platform() === 'win32')
    return join(process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Exhibit');
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Exhibit');
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'exhibit');
}

/** How the person likes the program. */
export const settingsPath = (home: string): string => join(home, 'settings.json');

/** The cases that were opened. */
export const recentCasesPath = (home: string): string => join(home, 'recent-cases.json');

/** The folder of the bundled sample's case, which may not have been made yet. */
export const sampleFolder = (home: string): string => join(home, 'sample');
export const samplePath = (home: string): string =>
  join(sampleFolder(home), 'wrong-return-periods.exhibit');
