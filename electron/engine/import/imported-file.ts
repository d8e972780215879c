import { z } from 'zod';
import type { DerivedFile } from './derive.ts';

/** Counts of what this file spells out, whatever the case already held. */
export interface ImportedFile {
  path: string;
  /** What the case calls it: from the folder that was named on, where one was. */
  name: string;
  sha256: string;
  bytes: number;
  format: string;
  records: number;
  mapped: number;
  unmapped: number;
  quarantined: number;
  blank: number;
  conversations: number;
  turns: number;
  messages: number;
  models: string[];
  /** Sentences about the file as a whole: an end that is missing, a checksum that is wrong. */
  notes: string[];
  duplicate_of?: string;
}

export const importCounts = z.object({
  sha256: z.string(),
  bytes: z.int(),
  format: z.string(),
  records: z.int(),
  mapped: z.int(),
  unmapped: z.int(),
  quarantined: z.int(),
  blank: z.int(),
  conversations: z.int(),
  turns: z.int(),
  messages: z.int(),
  models: z.array(z.string()),
  notes: z.array(z.string()).default([]),
});

/** What custody says of a file when it was read. */
export function countsOf({
  format,
  container,
  compression,
  unpackedBytes,
  records,
  mapped,
  unmapped,
  quarantined,
  blank,
  conversations,
  turns,
  messages,
  models,
  merkleRoot,
  notes,
}: DerivedFile) {
  return {
    format,
    container,
    compression,
    unpacked_bytes: unpackedBytes,
    records,
    mapped,
    unmapped,
    quarantined,
    blank,
    conversations,
    turns,
    messages,
    models,
    merkle_root: merkleRoot,
    notes: [...notes],
  };
}

export type FileCounts = ReturnType<typeof countsOf>;

/** What an import answers of a file whose records were derived. */
export function answerOf(path: string, name: string, file: DerivedFile): ImportedFile {
  return {
    path,
    name,
    ...importCounts.parse({ ...countsOf(file), sha256: file.sha256, bytes: file.bytes }),
  };
}
