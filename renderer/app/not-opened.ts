import type { Granted } from '../../shared/contract/host.ts';
import { visibleLine } from '../../shared/text/visible.ts';

export const isThere = ({ kind }: Granted): boolean => kind !== 'missing' && kind !== 'unreadable';

/** Why what the program was asked to open is not opened: nothing is there, or it may not be read. */
export function notOpened(asked: readonly Granted[]): readonly string[] {
  const missing = asked.filter(({ kind }) => kind === 'missing');
  const unreadable = asked.filter(({ kind }) => kind === 'unreadable');
  return [
    ...(missing.length === 0
      ? []
      : [
          `Exhibit was asked to open ${named(missing)}, but nothing is at that path: find where it lies now, and open it from there.`,
        ]),
    ...(unreadable.length === 0
      ? []
      : [
          `Exhibit was asked to open ${named(unreadable)}, but the system does not let it read what is at that path: change who may read it, or open a copy.`,
        ]),
  ];
}

const named = ([first, ...others]: readonly Granted[]): string =>
  `${visibleLine(first?.name ?? '')}${others.length === 0 ? '' : ` and ${others.length} more`}`;
