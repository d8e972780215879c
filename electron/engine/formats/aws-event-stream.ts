import { crc32 } from 'node:zlib';
import type { JsonObject } from './format.ts';
import { isObject } from './json-values.ts';
import { parseNested } from './nested-json.ts';

/** Length of a frame, length of its headers, checksum of both: 4 bytes each. */
const PRELUDE = 12;
const CHECKSUM = 4;
const STRING_HEADER = 7;

/** The bytes of an AWS event stream as hexadecimal text, by its length and digits. */
export const isHexStream = (value: unknown): value is string =>
  typeof value === 'string' && value.length >= 32 && /^0000[0-9a-f]{12}/.test(value);

/**
 * The events of a binary AWS event stream (`application/vnd.amazon.eventstream`), each under the name of its type;
 * the `bytes` of a chunk are opened. A frame that is broken ends the stream: where its lengths do not fit, where its
 * checksum is wrong, or where the log cut it. `fault` then says where; null where all of it was read.
 */
export function awsEvents(
  hex: string,
  decoded: boolean,
): { events: JsonObject[]; fault: string | null } {
  const bytes = Buffer.from(hex, 'hex');
  const events: JsonObject[] = [];
  let start = 0;
  while (start < bytes.length) {
    if (start + PRELUDE + CHECKSUM > bytes.length) return { events, fault: cutAt(start) };
    const length = bytes.readUInt32BE(start);
    const payload = start + PRELUDE + bytes.readUInt32BE(start + 4);
    const end = start + length - CHECKSUM;
    if (crc32(bytes.subarray(start, start + 8)) !== bytes.readUInt32BE(start + 8))
      return { events, fault: `the event stream is damaged: the frame at byte ${start} is none` };
    if (start + length > bytes.length) return { events, fault: cutAt(start) };
    if (payload > end || crc32(bytes.subarray(start, end)) !== bytes.readUInt32BE(end))
      return {
        events,
        fault: `the event stream is damaged: the checksum of the frame at byte ${start} is wrong`,
      };
    const headers = headersOf(bytes.subarray(start + PRELUDE, payload));
    const event = eventOf(headers, textOf(bytes.subarray(payload, end), decoded), decoded);
    if (event !== undefined) events.push(event);
    start += length;
  }
  return bytes.length * 2 === hex.length
    ? { events, fault: null }
    : {
        events,
        fault: `the event stream is damaged: byte ${bytes.length} is no hexadecimal number`,
      };
}

const cutAt = (start: number): string =>
  `the event stream is cut short: the frame at byte ${start} is not whole`;

/** Text as the other texts of the record are: real, or a character for each byte. */
const textOf = (bytes: Buffer, decoded: boolean): string =>
  bytes.toString(decoded ? 'utf8' : 'latin1');

function eventOf(
  headers: ReadonlyMap<string, string>,
  payload: string,
  decoded: boolean,
): JsonObject | undefined {
  const body = parseNested(payload, decoded);
  if (!isObject(body)) return undefined;
  if (typeof body.bytes === 'string') {
    const opened = parseNested(textOf(Buffer.from(body.bytes, 'base64'), decoded), decoded);
    return isObject(opened) ? opened : undefined;
  }
  const exception = headers.get(':exception-type');
  if (exception !== undefined) return { error: body, exception };
  const type = headers.get(':event-type');
  return type === undefined ? body : { [type]: body };
}

/** The headers that are texts; AWS sends no others with Bedrock's events. */
function headersOf(bytes: Buffer): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  let at = 0;
  while (at < bytes.length) {
    const name = at + 1;
    const type = name + bytes.readUInt8(at);
    if (type + 3 > bytes.length || bytes.readUInt8(type) !== STRING_HEADER) break;
    const value = type + 3;
    at = value + bytes.readUInt16BE(type + 1);
    headers.set(bytes.toString('utf8', name, type), bytes.toString('utf8', value, at));
  }
  return headers;
}
