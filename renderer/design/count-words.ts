const grouped = new Intl.NumberFormat('en-GB');

/** A count as it is written everywhere: 1,204,331. */
export function countWords(count: number): string {
  return grouped.format(count);
}
