/** Where a key moves the cursor of a list: an index, or null when the key does not move. */
export function cursorAfter(
  key: string,
  at: number,
  length: number,
  page: number,
  letters: boolean,
) {
  const last = length - 1;
  const to = (index: number): number => Math.max(0, Math.min(last, index));
  switch (key) {
    case 'ArrowDown':
      return to(at + 1);
    case 'ArrowUp':
      return to(at - 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'PageDown':
      return to(at + page);
    case 'PageUp':
      return to(at - page);
    case 'j':
      return letters ? to(at + 1) : null;
    case 'k':
      return letters ? to(at - 1) : null;
    default:
      return null;
  }
}

/** What is selected when an item is turned over: the others stay, or go when there can be one alone. */
export function turnedOver(
  selected: ReadonlySet<string>,
  id: string,
  isSingle: boolean,
): ReadonlySet<string> {
  if (isSingle) return new Set([id]);
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}
