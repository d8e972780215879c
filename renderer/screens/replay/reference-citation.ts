import type { ReferenceInForce } from '../../../shared/domain/reference.ts';

/**
 * Words by which anybody finds a passage of a reference again: title, file, SHA-256 and bytes. `shown` is the text from
 * the file's first byte on; a selected passage is quoted where it stands there exactly once, else all that is shown is
 * cited.
 */
export function referenceCitation(
  { title, name, sha256 }: Pick<ReferenceInForce, 'title' | 'name' | 'sha256'>,
  shown: string,
  selected: string,
): string {
  const at = selected === '' ? -1 : shown.indexOf(selected);
  const isOnce = at >= 0 && shown.indexOf(selected, at + 1) < 0;
  const [start, end] = isOnce ? [at, at + selected.length] : [0, shown.length];
  const from = bytesOf(shown.slice(0, start));
  const to = from + bytesOf(shown.slice(start, end));
  const place = `${title} (${name}), SHA-256 ${sha256}, bytes ${from} to ${to}`;
  return isOnce ? `“${selected}”\n${place}` : place;
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;
