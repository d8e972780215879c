/** One change of a record's bytes: `remove` bytes at `at` give way to the text `insert`. */
export interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** A record that would need more changes is not what a rule is for, and would fill the memory. */
export const MOST_EDITS = 100_000;

/** What a rule would change in a record. */
export interface Finding {
  /** In order, none within another. */
  readonly edits: readonly Edit[];
  /** What is closed, added, dropped, in words. */
  readonly said: string;
}

/**
 * A way to make a malformed record readable. It never guesses a value: it makes readable what stands there, and where
 * two readings are possible it does not apply. A rule that would give other texts than before gets another version; the
 * earlier one stays, for the repairs that name it.
 */
export interface RepairRule {
  readonly name: string;
  readonly version: number;
  /** What kind of record it mends: any, or only one that is to be JSON. */
  readonly mends: 'text' | 'json';
  /** Whether the next record must be readable: it may be the other half of this one. */
  readonly needsReadableNext: boolean;
  /** What it does, in one sentence. */
  readonly says: string;
  /** What it would change; null where it does not apply. `text` has one character for each byte of the record. */
  find(text: string): Finding | null;
}

export interface Repaired extends Finding {
  /** The record as it is then read, UTF-8. */
  readonly bytes: Buffer;
}

/** A record as the rule mends it; null where the rule does not apply. That it can be read then is not said. */
export function repairedBy(rule: RepairRule, record: Uint8Array): Repaired | null {
  const bytes = Buffer.from(record);
  const found = rule.find(bytes.toString('latin1'));
  return found === null ? null : { ...found, bytes: edited(bytes, found.edits) };
}

function edited(bytes: Buffer, edits: readonly Edit[]): Buffer {
  const pieces: Buffer[] = [];
  let from = 0;
  for (const { at, remove, insert } of edits) {
    pieces.push(bytes.subarray(from, at), Buffer.from(insert));
    from = at + remove;
  }
  pieces.push(bytes.subarray(from));
  return Buffer.concat(pieces);
}
