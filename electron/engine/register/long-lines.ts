/** Lines longer than this many code points stall an editor. */
const LONGEST_LINE = 2_000;

const PIECES = new RegExp(`.{1,${LONGEST_LINE}}`, 'gsu');

/** Breaks lines that are longer than 2,000 code points, for display only, and counts them. */
export function breakLongLines(text: string): { text: string; broken: number } {
  let broken = 0;
  const lines = text.split('\n').map((line) => {
    if (line.length <= LONGEST_LINE) return line;
    const pieces = line.match(PIECES) ?? [line];
    if (pieces.length > 1) broken += 1;
    return pieces.join('\n');
  });
  return { text: lines.join('\n'), broken };
}
