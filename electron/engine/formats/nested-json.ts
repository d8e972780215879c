import { isObject } from './json-values.ts';

/**
 * JSON inside a text holds `\u` escapes while the text is a byte string: parsing it would mix decoded characters with
 * bytes. The import catches this and maps the record again with decoded texts.
 */
export class NeedsDecodedText extends Error {
  override readonly name = 'NeedsDecodedText';
}

/** Made once: the stack of each would take longer than the record. */
export const NEEDS_DECODED_TEXT = new NeedsDecodedText();

/** The value of JSON text, or undefined when it is none. Throws `NeedsDecodedText`. */
export function parseNested(text: string, decoded: boolean): unknown {
  if (!decoded && text.includes('\\u')) throw NEEDS_DECODED_TEXT;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** JSON that was written into a text, and that into another. */
const DEEPEST = 3;

/** The object or list that a text of JSON says, however often it was written into another; any other value as it is. */
export function openNested(value: unknown, decoded: boolean): unknown {
  let opened = value;
  for (let depth = 0; depth < DEEPEST; depth++) {
    if (typeof opened !== 'string' || !/^\s*[[{"]/.test(opened)) break;
    opened = parseNested(opened, decoded);
  }
  return typeof opened === 'object' && opened !== null ? opened : value;
}

/** A body that a capture holds as JSON text, parsed when it is an object; anything else as it is. */
export function openBody(value: unknown, decoded: boolean): unknown {
  if (typeof value !== 'string' || !/^\s*\{/.test(value)) return value;
  const parsed = parseNested(value, decoded);
  return isObject(parsed) ? parsed : value;
}
