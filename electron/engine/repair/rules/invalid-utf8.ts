import { type Edit, MOST_EDITS, type RepairRule } from '../rule.ts';
import { counted, quotedBytes } from '../words.ts';

/**
 * One character of UTF-8, or the beginning of one that does not go on as it should, or a byte that begins none: in this
 * order, so that what is not UTF-8 is found as every decoder that follows the Unicode Standard (3.9, U+FFFD substitution
 * of maximal subparts) finds it.
 */
const STEP =
  /[\x00-\x7f]+|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|(?<wrong>\xe0[\xa0-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]|\xed[\x80-\x9f]|\xf0[\x90-\xbf][\x80-\xbf]?|[\xf1-\xf3][\x80-\xbf]{1,2}|\xf4[\x80-\x8f][\x80-\xbf]?|[\x80-\xff])/gs;

/** Bytes that are no UTF-8, each run that can be no character as one U+FFFD, as the web's decoders do. */
export const invalidUtf8: RepairRule = {
  name: 'invalid-utf8',
  version: 1,
  mends: 'text',
  needsReadableNext: false,
  says: 'bytes that are not UTF-8 are read as U+FFFD, the replacement character',
  find(text) {
    const edits: Edit[] = [];
    let bytes = '';
    for (const { index, groups } of text.matchAll(STEP)) {
      const wrong = groups?.['wrong'];
      if (wrong === undefined) continue;
      if (edits.length === MOST_EDITS) return null;
      edits.push({ at: index, remove: wrong.length, insert: '\ufffd' });
      bytes += wrong;
    }
    if (edits.length === 0) return null;
    return {
      edits,
      said: `read ${counted(bytes.length, 'byte')} that ${bytes.length === 1 ? 'is' : 'are'} not UTF-8 (${quotedBytes(bytes)}) as ${counted(edits.length, 'U+FFFD', 'U+FFFD')}`,
    };
  },
};
