/**
 * Whether a note on a file as a whole tells that not all of it was read, or not as it was written: cut short, damaged, a wrong
 * checksum, bytes behind its end. Other notes are of how it was read (columns named twice, folders that say the same).
 */
export const tellsLoss = (note: string): boolean => LOSS.test(note.replaceAll(QUOTED, ''));

/** Names of columns and of members come from the evidence and may say anything. */
const QUOTED = /"(?:[^"\\]|\\.)*"/g;

const LOSS =
  /\b(?:cut short|is damaged|checksum .*is wrong|not read|nothing of them was read|no closing bracket|holds (?:less|more) than|no gzip)\b/;

/** `log.jsonl.gz: the gzip file is cut short at byte 12.` */
export const noteSentence = (name: string, note: string): string => `${name}: ${note}.`;
