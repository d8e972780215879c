/** `3 d 2 h 0 min 12.5 s`: nothing is rounded away; pieces that are zero at either end are left out. */
export function exactDuration(milliseconds: number): string {
  const whole = Math.abs(milliseconds);
  const pieces = [
    [Math.floor(whole / 86_400_000), 'd'],
    [Math.floor(whole / 3_600_000) % 24, 'h'],
    [Math.floor(whole / 60_000) % 60, 'min'],
    [(whole % 60_000) / 1000, 's'],
  ] as const;
  const first = pieces.findIndex(([value]) => value > 0);
  const last = pieces.findLastIndex(([value]) => value > 0);
  if (first === -1) return '0 s';
  return pieces
    .slice(first, last + 1)
    .map(([value, unit]) => `${value} ${unit}`)
    .join(' ');
}
