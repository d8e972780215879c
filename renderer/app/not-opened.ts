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
      : [`Nothing is at the path of ${named(missing)}: open it where it lies now.`]),
    ...(unreadable.length === 0
      ? []
      : [`${named(unreadable)} may not be read: change who may read it, or open a copy.`]),
  ];
}

const named = ([first, ...others]: readonly Granted[]): string =>
  `${visibleLine(first?.name ?? '')}${others.length === 0 ? '' : ` and ${others.length} more`}`;
