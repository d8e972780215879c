/** How a log that does not spell its times as ISO 8601 does spells them: the fields dd, MM, yyyy, HH, mm and ss. */

export const DATE_FORMAT_WORDS =
  'a format of dd, MM and yyyy, perhaps with HH and mm and perhaps ss, each once: dd/MM/yyyy HH:mm';

const FIELD = /dd|MM|yyyy|HH|mm|ss/g;
const FIELDS: readonly string[] = ['MM', 'dd', 'yyyy'];
const WITH_TIME: readonly string[] = ['HH', 'MM', 'dd', 'mm', 'yyyy'];

export function isDateFormat(format: string): boolean {
  const rest = format.replace(FIELD, '');
  const fields = [...format.matchAll(FIELD)].map(([field]) => field).toSorted();
  const kinds = [FIELDS, WITH_TIME, [...WITH_TIME, 'ss'].toSorted()];
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
    const touches =
      (at > 0 && between[at] === '') || (at < fields.length - 1 && between[at + 1] === '');
    return touches ? '(\\d{2})' : '(\\d{1,2})';
  };
  const pattern = new RegExp(
    `^${between.map((text, at) => text + digits(fields[at], at)).join('')}$`,
  );
  return (text) => {
    const found = pattern.exec(text.trim());
    if (found === null) return null;
    const value = (field: string): string =>
      (found[fields.indexOf(field) + 1] ?? '').padStart(2, '0');
    const day = `${value('yyyy')}-${value('MM')}-${value('dd')}`;
    if (!fields.includes('HH')) return day;
    const seconds = fields.includes('ss') ? `:${value('ss')}` : '';
    return `${day}T${value('HH')}:${value('mm')}${seconds}`;
  };
}
