/** How logs write times: what an import reads, and what a mapping is suggested for. */

/** ISO 8601, to the day at least. */
export const ISO_TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,18}))?)?)? ?(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** As mail and HTTP write it: `Sun, 01 Jun 2025 12:21:48 GMT`. */
const MAIL_TIME = new RegExp(
  `^(?:[A-Z][a-z]{2}, )?(\\d{1,2}) (${MONTHS.join('|')}) (\\d{4}) (\\d\\d:\\d\\d(?::\\d\\d)?) (GMT|UTC|[+-]\\d{4})$`,
);

/** A time of mail as ISO 8601; any other text as it is. */
export function asIso(text: string): string {
  const found = MAIL_TIME.exec(text);
  if (found === null) return text;
  const [, day = '', month = '', year = '', time = '', zone = ''] = found;
  const number = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
  return `${year}-${number}-${day.padStart(2, '0')}T${time}${zone}`;
}
