const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Pieces of an ISO 8601 time in UTC, as text: what is shown is what is stored, without a zone of the machine. */
function pieces(iso: string): { year: string; month: string; day: string; clock: string } | null {
  const found = /^(\d{4,6})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/.exec(iso);
  if (found === null) return null;
  const [, year = '', month = '', day = '', clock = '', fraction] = found;
  return {
    year,
    month: MONTHS[Number(month) - 1] ?? month,
    day: String(Number(day)),
    clock: fraction === undefined ? clock : `${clock}.${fraction}`,
  };
}

/** `19 Oct 2026, 14:07:46.051`, UTC; a text that is no such time stays as it is. */
export function dateTime(iso: string): string {
  const found = pieces(iso);
  return found === null ? iso : `${found.day} ${found.month} ${found.year}, ${found.clock}`;
}

/** `19 Oct 2026` */
export function day(iso: string): string {
  const found = pieces(iso);
  return found === null ? iso : `${found.day} ${found.month} ${found.year}`;
}

/** `19 Oct` */
export function shortDay(iso: string): string {
  const found = pieces(iso);
  return found === null ? iso : `${found.day} ${found.month}`;
}

/** `14:07:46.051` */
export const timeOfDay = (iso: string): string => pieces(iso)?.clock ?? iso;

/** `19 Oct 2026, 14:07`: to the minute, for lists of what people did. */
export function minute(iso: string): string {
  const found = pieces(iso);
  return found === null
    ? iso
    : `${found.day} ${found.month} ${found.year}, ${found.clock.slice(0, 5)}`;
}

/** `6 Sep – 19 Oct 2026`, `6 Oct 2026`: from the first to the last day. */
export function days(first: string, last: string): string {
  const [from, to] = [pieces(first), pieces(last)];
  if (from === null || to === null) return `${first} – ${last}`;
  if (day(first) === day(last)) return day(first);
  if (from.year !== to.year) return `${day(first)} – ${day(last)}`;
  if (from.month !== to.month) return `${shortDay(first)} – ${day(last)}`;
  return `${from.day} – ${day(last)}`;
}
