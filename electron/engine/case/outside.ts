import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { Refusal } from '../base/errors.ts';

/** Refuses a place within a case: nothing is written there but by what keeps the case. */
export function refuseWithin(casePath: string, path: string): void {
  const target = resolve(path);
  const root = real(resolve(casePath));
  if (real(target) !== root && !real(target).startsWith(`${root}${sep}`)) return;
  throw new Refusal(
    'bad-usage',
    `${target} lies within the case itself; choose a place outside it.`,
  );
}

/** Where a path leads when links are followed, also where its end is not there yet. */
function real(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const folder = dirname(path);
  return folder === path ? path : join(real(folder), basename(path));
}
