/** Characters as the project counts them: Unicode code points, whatever UTF-16 makes of them. */
export function codePointCount(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; count += 1) index += unitsAt(text, index);
  return count;
}

/** The code points of a text, each as a string. */
export function codePoints(text: string): string[] {
  const points: string[] = [];
  for (let index = 0; index < text.length; ) {
    const units = unitsAt(text, index);
    points.push(text.slice(index, index + units));
    index += units;
  }
  return points;
}

/** 2 for a surrogate pair, else 1; a lone surrogate is a code point of its own. */
function unitsAt(text: string, index: number): 1 | 2 {
  return (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
}
