import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { HomePicture } from '../../../shared/domain/home-picture.ts';
import { systemCode } from '../base/errors.ts';
import { writeFileWhole } from '../base/files.ts';
import { sha256 } from '../base/hash.ts';
import { recentCasesPath, settingsPath } from '../base/home.ts';
import { statesOf } from '../base/file-states.ts';
import { knownFrom, layoutOf } from '../case/layout.ts';

/** What a picture can be shown in: the same build, a window about as large, a desktop as dark. */
export type PictureFrame = Pick<HomePicture, 'build' | 'width' | 'height' | 'dark'>;

/** A window may say that it is a pixel smaller than it was made. */
const ABOUT_PX = 8;

export interface FoundPicture {
  /** Of the page's root element. */
  readonly attributes: string;
  readonly html: string;
}

/*
 * One file: lines of a hash, the size and the attributes, and the picture. The hash is of all that, of the build, and of the
 * state of what the home shows. It is read before anything is loaded that could parse more.
 */
const fileIn = (home: string): string => join(home, 'last-home-picture');

/** Names what the home of the case at `root` shows: another text where something has changed. */
export function homeState(home: string, root: string): string {
  const layout = layoutOf(root);
  const files = [
    ...[layout.caseFile, ...knownFrom(layout)],
    ...[join(root, '.lock-write'), settingsPath(home)],
  ];
  return sha256(JSON.stringify([root, statesOf(files), listed(home, root)?.verified ?? null]));
}

/** For the next start that opens the case at `root`, if its home is still what was drawn. */
export function keepPicture(home: string, root: string, picture: HomePicture): void {
  const { as_of, width, height, dress, html } = picture;
  if (listed(home, root) === null || homeState(home, root) !== as_of) return;
  const body = `${width} ${height}\n${attributesOf(dress)}\n${html}`;
  try {
    writeFileWhole(fileIn(home), `${hashOf(as_of, picture, body)}\n${body}`, 0o600);
  } catch (error) {
    // Without it the next start draws its home first, as this one did.
    if (systemCode(error) === undefined) throw error;
  }
}

/** The picture of the case at `root`, if nothing it shows has changed since; null where there is none. */
export function findPicture(home: string, root: string, frame: PictureFrame): FoundPicture | null {
  const [hash, body] = cut(read(fileIn(home)));
  if (hash === '' || listed(home, root) === null) return null;
  if (hash !== hashOf(homeState(home, root), frame, body)) return null;
  const [size, drawn] = cut(body);
  const [width = 0, height = 0] = size.split(' ').map(Number);
  const isAsLarge =
    Math.abs(width - frame.width) < ABOUT_PX && Math.abs(height - frame.height) < ABOUT_PX;
  if (!isAsLarge) return null;
  const [attributes, html] = cut(drawn);
  return { attributes, html };
}

export function forgetPicture(home: string): void {
  try {
    rmSync(fileIn(home), { force: true });
  } catch (error) {
    // One that stays is of a case that is on no list, and is not shown.
    if (systemCode(error) === undefined) throw error;
  }
}

/** How the list of cases knows the case at `root`. It is read as it is: main has not loaded yet what could check it. */
function listed(home: string, root: string): { readonly verified: unknown } | null {
  try {
    const list: unknown = JSON.parse(read(recentCasesPath(home)));
    if (typeof list !== 'object' || list === null || !('cases' in list)) return null;
    if (!Array.isArray(list.cases)) return null;
    const cases: readonly unknown[] = list.cases;
    for (const one of cases)
      if (typeof one === 'object' && one !== null && 'path' in one && one.path === root)
        return { verified: 'verified' in one ? one.verified : null };
    return null;
  } catch {
    return null;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return '';
  }
}

/** The first line, and the rest. */
function cut(text: string): [string, string] {
  const end = text.indexOf('\n');
  return end === -1 ? ['', ''] : [text.slice(0, end), text.slice(end + 1)];
}

const hashOf = (
  state: string,
  { build, dark }: Pick<PictureFrame, 'build' | 'dark'>,
  body: string,
): string => sha256(JSON.stringify([state, build, dark, body]));

function attributesOf(dress: HomePicture['dress']): string {
  const { theme, density, text, narrow, stacked, short } = dress;
  return [
    `data-theme="${theme}"`,
    `data-density="${density}"`,
    `data-narrow="${narrow}"`,
    `data-stacked="${stacked}"`,
    `data-short="${short}"`,
    `style="--text: ${text};"`,
  ].join(' ');
}
