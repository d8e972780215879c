/** How logs write times: what an import reads, and what a mapping is suggested for. */

/** ISO 8601, to the day at least. */
export const ISO_TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,18}))?)?)? ?(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** As mail and HTTP write it: `Sun, 01 Jun 2025 12:21:48 GMT`. */
const MAIL_TIME = new RegExp(
  `^(?:[A-Z][a-z]{2}, )?(\\d{1,2}) (${MONTHS.join('|')}) (\\d{4}) (\\d\\d:\\d\\d(?::\\d\\d)?) (GMT|UTC|[+-]\\d{4})$`,
);

/** As JavaScript prints a time: `Mon Sep 01 2025 07:12:40 GMT+0200 (Central European Summer Time)`. */
const JAVASCRIPT_TIME = new RegExp(
  `^[A-Z][a-z]{2} (${MONTHS.join('|')}) (\\d{2}) (\\d{4}) (\\d\\d:\\d\\d:\\d\\d) GMT([+-]\\d{4})(?: \\([^()]*\\))?$`,
);

/** A time of mail or of JavaScript as ISO 8601; any other text as it is. */
export function asIso(text: string): string {
  const mail = MAIL_TIME.exec(text);
  if (mail !== null) {
    const [, day = '', month = '', year = '', time = '', zone = ''] = mail;
    return iso(year, month, day, time, zone);
  }
  const script = JAVASCRIPT_TIME.exec(text);
  if (script === null) return text;
  const [, month = '', day = '', year = '', time = '', zone = ''] = script;
  return iso(year, month, day, time, zone);
}

function iso(year: string, month: string, day: string, time: string, zone: string): string {
  const number = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
  return `${year}-${number}-${day.padStart(2, '0')}T${time}${zone}`;
}
