import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { nativeTheme } from 'electron';
import { BUILD } from '../../shared/contract/build.ts';
import { exhibitHome, samplePath } from '../engine/base/home.ts';
import { findPicture } from '../engine/session/home-picture.ts';
import { openingSize } from './windows.ts';

/**
 * The page that shows, before any script has run, the home of the case that the program was asked to open, as it was last
 * drawn. Null where it is asked for no case, or where something that the home shows has changed since.
 */
export function pageWithPicture(page: string, args: readonly string[]): string | null {
  const home = exhibitHome();
  const root = caseAskedFor(home, args);
  if (root === null) return null;
  const found = findPicture(home, root, {
    build: BUILD,
    ...openingSize(),
    dark: nativeTheme.shouldUseDarkColors,
  });
  if (found === null) return null;
  const [before, within, after] = readFileSync(join(page, 'pictured.html'), 'utf8').split(PLACES);
  if (before === undefined || within === undefined || after === undefined)
    throw new Error('the page was built without places for a picture');
  return `${before}${found.attributes}${within}${found.html}${after}`;
}

/** Where the build left places in `pictured.html`: for the attributes of its root, and for the picture. */
const PLACES = /data-attributes-here=""|<!--picture-->/;

function caseAskedFor(home: string, args: readonly string[]): string | null {
  const paths = args.filter((argument) => !argument.startsWith('-')).map((path) => resolve(path));
  const asked = paths.length === 0 && args.includes('--sample') ? [samplePath(home)] : paths;
  const found = asked.find((path) => existsSync(join(path, 'case.json')));
  return found === undefined ? null : realpathSync(found);
}
