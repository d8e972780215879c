import type { Edit, RepairRule } from '../rule.ts';
import { counted } from '../words.ts';

const NUL = '\0';

/** NUL bytes before or after a record: what a file system leaves of a crash, or a log that was cut back while written. */
export const nulPadding: RepairRule = {
  name: 'nul-padding',
  version: 1,
  mends: 'json',
  needsReadableNext: false,
  says: 'NUL bytes before and after the record are dropped',
  find(text) {
    let start = 0;
    let end = text.length;
    while (text[start] === NUL) start += 1;
    while (end > start && text[end - 1] === NUL) end -= 1;
    if (start === end || end - start === text.length) return null;
    const before: Edit[] = start === 0 ? [] : [{ at: 0, remove: start, insert: '' }];
    const after: Edit[] =
      end === text.length ? [] : [{ at: end, remove: text.length - end, insert: '' }];
    const places = [
      ...before.map(({ remove }) => `${remove} before`),
      ...after.map(({ remove }) => `${remove} after`),
    ];
    return {
      edits: [...before, ...after],
      said: `dropped ${counted(text.length - (end - start), 'NUL byte')} (${places.join(', ')} the record)`,
    };
  },
};

/** UTF-8 bytes of U+FEFF, one character each. */
const MARK = '\xef\xbb\xbf';

/** The mark with which some programs begin a file, at the start of a record: files that were put one after the other. */
export const byteOrderMark: RepairRule = {
  name: 'byte-order-mark',
  version: 1,
  mends: 'json',
  needsReadableNext: false,
  says: 'a byte order mark at the start of the record is dropped',
  find: (text) =>
    text.startsWith(MARK)
      ? {
          edits: [{ at: 0, remove: MARK.length, insert: '' }],
          said: 'dropped 1 byte order mark at the start',
        }
      : null,
};
