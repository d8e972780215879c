/** How a log that does not spell its times as ISO 8601 does spells them: the fields dd, MM, yyyy, HH, mm and ss; hh with a for AM and PM. */

export const DATE_FORMAT_WORDS =
  'a format of dd, MM and yyyy, perhaps with HH (or hh and a, for AM and PM) and mm and perhaps ss and then SSS (fractions of a second), each once: dd/MM/yyyy HH:mm';

const FIELD = /dd|MM|yyyy|HH|hh|mm|SSS|ss|a/g;
const FIELDS: readonly string[] = ['MM', 'dd', 'yyyy'];
const WITH_TIME: readonly string[] = ['HH', 'MM', 'dd', 'mm', 'yyyy'];
const WITH_HALVES: readonly string[] = ['MM', 'a', 'dd', 'hh', 'mm', 'yyyy'];

export function isDateFormat(format: string): boolean {
  const rest = format.replace(FIELD, '');
  const fields = [...format.matchAll(FIELD)].map(([field]) => field).toSorted();
  const timed = [WITH_TIME, WITH_HALVES];
  const kinds = [
    FIELDS,
    ...[[], ['ss'], ['SSS', 'ss']].flatMap((more) =>
      timed.map((kind) => [...kind, ...more].toSorted()),
    ),
  ];
  return /^[-/., :T]*$/.test(rest) && kinds.some((kind) => kind.join() === fields.join());
}

/** Reads texts of the format as ISO 8601 without a zone; null for a text of another spelling. */
export function dateReader(format: string): (text: string) => string | null {
  const fields = [...format.matchAll(FIELD)].map(([field]) => field);
  const between = format.split(FIELD).map((text) => text.replace(/[.]/g, '\\.'));
  /** One digit is enough only where separators tell where the field begins and ends. */
  const digits = (field: string | undefined, at: number): string => {
    if (field === undefined) return '';
    if (field === 'yyyy') return '(\\d{4})';
    if (field === 'a') return '([AP]\\.?M\\.?)';
    if (field === 'SSS') return '(\\d{1,9})';
    const touches =
      (at > 0 && between[at] === '') || (at < fields.length - 1 && between[at + 1] === '');
    return touches ? '(\\d{2})' : '(\\d{1,2})';
  };
  const pattern = new RegExp(
    `^${between.map((text, at) => text + digits(fields[at], at)).join('')}$`,
    'i',
  );
  return (text) => {
    const found = pattern.exec(text.trim());
    if (found === null) return null;
    const value = (field: string): string =>
      (found[fields.indexOf(field) + 1] ?? '').padStart(2, '0');
    const day = `${value('yyyy')}-${value('MM')}-${value('dd')}`;
    const hour = fields.includes('a') ? hourOfDay(value('hh'), value('a')) : value('HH');
    if (!fields.includes('mm')) return day;
    if (hour === null) return null;
    const part = fields.includes('SSS') ? `.${found[fields.indexOf('SSS') + 1] ?? '0'}` : '';
    const seconds = fields.includes('ss') ? `:${value('ss')}${part}` : '';
    return `${day}T${hour}:${value('mm')}${seconds}`;
  };
}

/** 12 AM is midnight and 12 PM noon; null for an hour that no clock of twelve hours shows. */
function hourOfDay(shown: string, half: string): string | null {
  const hour = Number(shown);
  if (hour < 1 || hour > 12) return null;
  return String((hour % 12) + (/^p/i.test(half) ? 12 : 0)).padStart(2, '0');
}
