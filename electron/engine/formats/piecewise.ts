import type { JsonObject, PiecewiseStreams, StreamPiece } from './format.ts';
import { firstOf, isObject, restOf } from './json-values.ts';

/** Under these names a log keeps a piece beside fields of its own. */
const HOLDERS = ['chunk', 'event', 'data'] as const;
const NAMES = ['request_id', 'requestId', 'call_id', 'stream_id'];

/** What an API writes while it answers. */
interface Streamed {
  /** Undefined for what is no piece of such an answer. */
  readonly piece: (value: JsonObject) => StreamPiece | undefined;
  /** The body of the answer that is not streamed. */
  readonly assemble: (pieces: readonly JsonObject[]) => JsonObject;
}

/**
 * The streams of an API whose pieces a log writes as they come: bare, or each in an envelope, which then gives the whole
 * its request and names the stream by that. What the first envelope does not say may be said by a later one.
 */
export function piecewise({ piece, assemble }: Streamed): PiecewiseStreams {
  const holderOf = (record: JsonObject) =>
    HOLDERS.find((name) => {
      const held = record[name];
      return isObject(held) && piece(held) !== undefined;
    });
  const held = (record: JsonObject): JsonObject => {
    const holder = holderOf(record);
    const value = holder === undefined ? record : record[holder];
    return isObject(value) ? value : record;
  };
  return {
    pieceOf(record) {
      const found = piece(held(record));
      const name = found === undefined || holderOf(record) === undefined ? null : nameIn(record);
      return found === undefined || name === null ? found : { ...found, of: name };
    },
    whole(pieces) {
      const answer = assemble(pieces.map(held));
      const envelopes = pieces.flatMap((record) => {
        const holder = holderOf(record);
        return holder === undefined ? [] : [restOf(record, new Set([holder]))];
      });
      if (envelopes.length === 0) return answer;
      return envelopes.reduceRight<JsonObject>((later, first) => ({ ...later, ...first }), {
        response: answer,
      });
    },
  };
}

function nameIn(record: JsonObject): string | null {
  const name = firstOf(record, NAMES);
  return typeof name === 'string' ? name : null;
}
