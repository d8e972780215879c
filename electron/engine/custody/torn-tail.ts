import { chainEntry, type ChainHead } from './chain-entry.ts';

/** Keys of an entry in the order in which RFC 8785 writes them. */
const KEYS = Object.keys(chainEntry.shape).sort();

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };
/** What may be missing of a token where a line of JSON was cut outside or within a string. */
const REST_OUTSIDE = ['', 'null', ':null', '"":null', '0'].concat(
  ['true', 'false', 'null'].flatMap((word) =>
    Array.from({ length: word.length - 1 }, (_, index) => word.slice(index + 1)),
  ),
);
const REST_WITHIN = ['', '\\', '0', '00', '000', '0000'].flatMap((escape) => [
  `${escape}"`,
  `${escape}":null`,
]);

/**
 * Whether bytes can be what a kill left of a line: a strict beginning of the canonical entry that follows `head`. They
 * may end within a character, but hold nothing else that no entry holds.
 */
export function isBeginningOfEntry(tail: Uint8Array, head: ChainHead): boolean {
  const text = decoded(tail);
  if (text === null || !(text.startsWith('{"act":"') || '{"act":"'.startsWith(text))) return false;
  const closers = openPlaces(text);
  if (closers === null) return false;
  return (closers.startsWith('"') ? REST_WITHIN : REST_OUTSIDE).some((rest) =>
    couldFollow(parsed(text + rest + closers.replace('"', '')), head),
  );
}

/** The text without a character that was cut at the end; null where the bytes are not UTF-8. */
function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, {
      stream: true,
    });
  } catch {
    return null;
  }
}

/**
 * What closes everything that is open at the end, innermost first; a quotation mark stands for an open string. Null
 * where the outermost object is closed already or something stands between tokens.
 */
function openPlaces(text: string): string | null {
  const open: string[] = [];
  let within = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (at > 0 && open.length === 0) return null;
    if (within && character === '\\') at += 1;
    else if (character === '"') within = !within;
    else if (within) continue;
    else if (character <= ' ') return null;
    else if (CLOSING[character] !== undefined) open.unshift(CLOSING[character]);
    else if (character === '}' || character === ']') open.shift();
  }
  return open.length === 0 ? null : (within ? '"' : '') + open.join('');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The last key and its value may be cut; what stands before must be as the next entry has it. */
function couldFollow(value: unknown, head: ChainHead): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const entries = Object.entries(value);
  const whole = entries.slice(0, -1);
  if ('data' in value && Array.isArray(value.data)) return false;
  return (
    entries.every(([key], index) =>
      index < whole.length ? key === KEYS[index] : (KEYS[index]?.startsWith(key) ?? false),
    ) &&
    whole.every(
      ([key, said]) =>
        (key !== 'prev' || said === head.hash) && (key !== 'seq' || said === head.length + 1),
    ) &&
    chainEntry.partial().safeParse(Object.fromEntries(whole)).success
  );
}
