/** How logs write times: what an import reads, and what a mapping is suggested for. */

/** ISO 8601, to the day at least. */
export const ISO_TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,18}))?)?)? ?(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** As mail and HTTP write it: `Sun, 01 Jun 2025 12:21:48 GMT`. */
const MAIL_TIME = new RegExp(
  `^(?:[A-Z][a-z]{2}, )?(\\d{1,2}) (${MONTHS.join('|')}) (\\d{4}) (\\d\\d:\\d\\d(?::\\d\\d)?) (GMT|UTC|[+-]\\d{4})$`,
);

/**
 * A date and a time of day in digits alone, `20260308101500` or with milliseconds behind: as an epoch they would be of the
 * year 2286 or later.
 */
const DIGITS =
  /^((?:19[7-9]|2[01]\d)\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])([0-5]\d)([0-5]\d)(?:\.?(\d{3})|\.(\d{1,18}))?$/;

/** Such digits as ISO 8601 without a zone; null for what is none, such as digits of a day that no month has. */
export function digitsAsIso(text: string): string | null {
  const found = DIGITS.exec(text);
  if (found === null) return null;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] = found;
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number(day) > days) return null;
  const fraction = found[7] ?? found[8] ?? '0';
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction}`;
}

/** As JavaScript prints a time: `Mon Sep 01 2025 07:12:40 GMT+0200 (Central European Summer Time)`. */
const JAVASCRIPT_TIME = new RegExp(
  `^[A-Z][a-z]{2} (${MONTHS.join('|')}) (\\d{2}) (\\d{4}) (\\d\\d:\\d\\d:\\d\\d) GMT([+-]\\d{4})(?: \\([^()]*\\))?$`,
);

/** A time of mail, of JavaScript or in digits as ISO 8601; any other text as it is. */
export function asIso(text: string): string {
  const mail = MAIL_TIME.exec(text);
  if (mail !== null) {
    const [, day = '', month = '', year = '', time = '', zone = ''] = mail;
    return iso(year, month, day, time, zone);
  }
  const script = JAVASCRIPT_TIME.exec(text);
  if (script === null) return digitsAsIso(text) ?? text;
  const [, month = '', day = '', year = '', time = '', zone = ''] = script;
  return iso(year, month, day, time, zone);
}

function iso(year: string, month: string, day: string, time: string, zone: string): string {
  const number = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
  return `${year}-${number}-${day.padStart(2, '0')}T${time}${zone}`;
}
