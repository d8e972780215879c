const whole = new Intl.NumberFormat('en-GB');
const short = new Intl.NumberFormat('en-GB', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** `1,204,331`: never rounded; beyond 2^53 it comes as decimal text. */
export const count = (number: number | string): string =>
  whole.format(typeof number === 'string' ? BigInt(number) : number);

/** `1 turn`, `2 turns`: a count with its word. */
export const counted = (number: number | string, one: string, many = `${one}s`): string =>
  `${count(number)} ${number === 1 ? one : many}`;

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** `38.2 GB`: decimal units, as file managers and disks count. */
export function bytes(number: number): string {
  let value = number;
  let unit = 0;
  while (value >= 999.95 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? whole.format(value) : short.format(value)} ${BYTE_UNITS[unit] ?? ''}`;
}

/** `2,604 ms`, `11 min 31 s`, `3 h 5 min`: of milliseconds. */
export function duration(milliseconds: number): string {
  if (milliseconds < 10_000) return `${whole.format(Math.round(milliseconds))} ms`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60)
    return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} days`;
}

/** `12.3 %` of a whole; `0 %` and `100 %` only where it is none or all. */
export function percent(part: number, of: number): string {
  if (of === 0 || part === 0) return '0 %';
  if (part === of) return '100 %';
  const value = Math.min(99.9, Math.max(0.1, (part / of) * 100));
  return `${short.format(value)} %`;
}
