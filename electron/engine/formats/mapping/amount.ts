import { numberOf } from '../json-values.ts';

/** `1,234` may be a thousand or one and a bit: it is neither here. */
const DECIMAL_COMMA = /^[-+]?(?!0*[1-9]\d{0,2},\d{3}$)\d{1,12},\d{1,9}$/;
const PLAIN = /^[-+]?(?:\d{1,15})(?:\.\d{1,12})?$/;
const SPAN = /^(?:(\d{1,3})[.:])?(\d{1,3}):([0-5]?\d):([0-5]?\d(?:[.,]\d{1,9})?)$/;
const ISO_SPAN = /^P(?:(\d{1,6})D)?T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:[.,]\d{1,9})?)S)?$/;
const WITH_UNIT = /^(\d{1,12}(?:[.,]\d{1,9})?) ?(ms|s|sec|secs|seconds|m|min)$/i;

/**
 * The number that a log writes: as one, with a decimal comma, or as a span of time (`00:00:06.5`, `PT6.5S`, `6.5s`,
 * `6500 ms`), which is a number of seconds. Undefined for anything else.
 */
export function amountOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return numberOf(value);
  const text = value.trim();
  if (PLAIN.test(text)) return Number(text);
  return DECIMAL_COMMA.test(text) ? decimal(text) : spanOf(text);
}

/** Seconds of a span of time; undefined for what is none. */
export function spanOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const parts = SPAN.exec(text) ?? ISO_SPAN.exec(text);
  if (parts !== null && text !== 'PT') {
    const [, days, hours, minutes, seconds] = parts;
    return ((decimal(days) * 24 + decimal(hours)) * 60 + decimal(minutes)) * 60 + decimal(seconds);
  }
  const measured = WITH_UNIT.exec(text);
  if (measured === null) return undefined;
  const unit = (measured[2] ?? '').toLowerCase();
  const count = decimal(measured[1]);
  return unit === 'ms' ? count / 1000 : unit.startsWith('m') ? count * 60 : count;
}

const decimal = (text = '0'): number => Number(text.replace(',', '.'));
