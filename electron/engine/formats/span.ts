import type { JsonObject, TurnKind } from './format.ts';
import { ISO_TIME } from '../base/written-time.ts';
import { nameOf } from './json-values.ts';

/** A step of a trace, however its exporter wrote it. */
export interface Span {
  readonly name: unknown;
  /** As `idOf` writes them; a parent may be missing. */
  readonly trace: string | undefined;
  readonly id: string | undefined;
  readonly parent: string | undefined;
  readonly startedAt: unknown;
  readonly endedAt: unknown;
  /** By their dotted names. */
  readonly attributes: JsonObject;
  readonly events: readonly SpanEvent[];
  readonly failed: boolean;
  /** What the status says beside its code. */
  readonly failure: unknown;
  /** The kind of the step where it stands outside of the attributes. */
  readonly kind?: unknown;
  /** What the step is, where its attributes cannot say it. */
  readonly as?: TurnKind;
  /** Whether this is only one event of the step, which another record may hold whole. */
  readonly isEvent?: boolean;
  /** The conversation, where the step or its trace names one. */
  readonly conversation?: unknown;
  /** Attributes of what produced the step: a service, its version, where it runs. */
  readonly resource?: JsonObject;
  /** What else the record says. */
  readonly rest: JsonObject | undefined;
}

/** Attributes of one call without a span around them. */
export const attributesAlone = (attributes: JsonObject, conversation: unknown): Span => ({
  name: undefined,
  trace: undefined,
  id: undefined,
  parent: undefined,
  startedAt: undefined,
  endedAt: undefined,
  attributes,
  events: [],
  failed: false,
  failure: undefined,
  conversation,
  rest: undefined,
});

export interface SpanEvent {
  readonly name: string;
  readonly at: unknown;
  readonly attributes: JsonObject;
  /** What a log record holds beside its attributes. */
  readonly body?: unknown;
}

/** The name of a step in the whole case. */
export const spanName = (trace: string | undefined, id: string | undefined): string | undefined =>
  trace === undefined || id === undefined ? undefined : `${trace}/${id}`;

/**
 * An id of a trace or a span in one spelling: hexadecimal digits in lower case, be they written so, after `0x`, or as
 * base64 of their 16 or 8 bytes. Ids of other shapes stay as they are; an empty one, or one of zeros alone, is none.
 */
export function idOf(value: unknown): string | undefined {
  const text = nameOf(value);
  const id = text === undefined ? '' : inOneSpelling(text);
  return /^0*$/.test(id) ? undefined : id;
}

function inOneSpelling(text: string): string {
  if (/^(?:0x)?(?:[\da-f]{16}|[\da-f]{32})$/i.test(text)) {
    return text.replace(/^0x/i, '').toLowerCase();
  }
  // 8 bytes are 11 characters of base64, 16 are 22, before the padding.
  if (/^(?:[\w+/-]{11}=|[\w+/-]{22}==)$/.test(text)) {
    return Buffer.from(text, 'base64').toString('hex');
  }
  return text;
}

/** Milliseconds from start to end where both are nanoseconds or ISO 8601; undefined where they are not, or run back. */
export function durationOf(start: unknown, end: unknown): number | undefined {
  const milliseconds = nanoseconds(start, end) ?? isoMilliseconds(start, end);
  return milliseconds !== undefined && milliseconds >= 0 ? milliseconds : undefined;
}

const NANOSECONDS = /^\d{18,19}$/;

function nanoseconds(start: unknown, end: unknown): number | undefined {
  if (typeof start !== 'string' || typeof end !== 'string') return undefined;
  if (!NANOSECONDS.test(start) || !NANOSECONDS.test(end)) return undefined;
  return Number(BigInt(end) - BigInt(start)) / 1e6;
}

/** Where neither names a zone both are of the same one; where only one does, nobody knows. */
function isoMilliseconds(start: unknown, end: unknown): number | undefined {
  const [from, to] = [isoMoment(start), isoMoment(end)];
  if (from === undefined || to === undefined || from.isZoned !== to.isZoned) return undefined;
  // Nanoseconds are the finest that logs write; what is below comes from the subtraction alone.
  const milliseconds = to.whole - from.whole + Number((to.below - from.below).toFixed(6));
  return Number.isFinite(milliseconds) ? milliseconds : undefined;
}

/** Milliseconds of the whole seconds, and those below them. */
function isoMoment(value: unknown) {
  const [, year, month, day, hour, minute, second = '00', fraction = '0', zone] =
    ISO_TIME.exec(typeof value === 'string' ? value : '') ?? [];
  if (hour === undefined || minute === undefined) return undefined;
  const offset = zone === undefined || /^[A-Za-z]/.test(zone) ? 'Z' : zone;
  return {
    whole: Date.parse(
      `${year}-${month}-${day}T${hour}:${minute}:${second}${/^.\d\d$/.test(offset) ? `${offset}:00` : offset}`,
    ),
    below: Number(`0.${fraction}`) * 1000,
    isZoned: zone !== undefined,
  };
}
