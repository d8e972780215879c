import type { Granted } from '../../../shared/contract/host.ts';
import { visibleLine } from '../../../shared/text/visible.ts';

/** Why nothing of what was chosen or dropped is mapped; null where nothing was. */
export function notMapped(granted: readonly Granted[]): string | null {
  if (granted.length === 0) return null;
  const gone = granted.find(({ kind }) => kind === 'missing');
  if (gone !== undefined)
    return `${visibleLine(gone.name)} is not there any more: find where it lies now, and drop it from there.`;
  const closed = granted.find(({ kind }) => kind === 'unreadable');
  if (closed !== undefined)
    return `The system does not let Exhibit read ${visibleLine(closed.name)}: change who may read it, or drop a copy.`;
  return 'A mapping is made for one file.';
}
