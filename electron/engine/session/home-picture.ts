import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { HomePicture } from '../../../shared/domain/home-picture.ts';
import { systemCode } from '../base/errors.ts';
import { writeFileWhole } from '../base/files.ts';
import { sha256 } from '../base/hash.ts';
import { settingsPath } from '../base/home.ts';
import { statesOf } from '../base/file-states.ts';
import { layoutOf } from '../case/layout.ts';

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
 * One file: lines of a hash, the size and the attributes, and the picture. The hash is of all that, of the build, and of what
 * the files of the case and the settings are to the file system. It is read before anything is loaded that could parse more.
 */
const fileIn = (home: string): string => join(home, 'last-home-picture');

/** For the next start that opens the case at `root`. */
export function keepPicture(home: string, root: string, picture: HomePicture): void {
  const { width, height, dress, html } = picture;
  const body = `${width} ${height}\n${attributesOf(dress)}\n${html}`;
  try {
    writeFileWhole(fileIn(home), `${hashOf(home, root, picture, body)}\n${body}`);
  } catch (error) {
    // Without it the next start draws its home first, as this one did.
    if (systemCode(error) === undefined) throw error;
  }
}

/** The picture of the case at `root`, if nothing it shows has changed since; null where there is none. */
export function findPicture(home: string, root: string, frame: PictureFrame): FoundPicture | null {
  const [hash, body] = cut(read(fileIn(home)));
  if (hash !== hashOf(home, root, frame, body)) return null;
  const [size, drawn] = cut(body);
  const [width = 0, height = 0] = size.split(' ').map(Number);
  const isAsLarge =
    Math.abs(width - frame.width) < ABOUT_PX && Math.abs(height - frame.height) < ABOUT_PX;
  if (!isAsLarge) return null;
  const [attributes, html] = cut(drawn);
  return { attributes, html };
}

export function forgetPicture(home: string): void {
  rmSync(fileIn(home), { force: true });
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

function hashOf(
  home: string,
  path: string,
  { build, dark }: Pick<PictureFrame, 'build' | 'dark'>,
  body: string,
): string {
  const { root, caseFile, database, activity, custody } = layoutOf(path);
  const files = [
    caseFile,
    database,
    `${database}.wal`,
    activity,
    custody,
    join(root, '.lock-write'),
    settingsPath(home),
  ];
  return sha256(JSON.stringify([root, build, dark, statesOf(files), body]));
}

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
