import { z } from 'zod';
import { holding } from './completeness.ts';
import { conversationJoins } from './conversation-joins.ts';
import { sendersHash, statedFact } from './intake.ts';
import { place } from './place.ts';
import { referenceKind } from './reference.ts';

export const recordStatus = z.enum(['mapped', 'unmapped', 'quarantined', 'blank']);
export type RecordStatus = z.infer<typeof recordStatus>;

/** One imported file as the register shows it. */
export const evidenceFile = z.object({
  evidence_id: z.int(),
  name: z.string(),
  sha256: z.string(),
  /** Where the file stays, if the case holds no copy of it, and when it was last changed. */
  in_place: z.string().nullable(),
  modified_at: z.string().nullable(),
  bytes: z.int(),
  format: z.string(),
  container: z.string(),
  /** gzip, zstd; utf-16le or utf-16be for a text that is read as UTF-8; null where it is plain. */
  compression: z.string().nullable(),
  /** Size of what a compressed file unpacks to: its records' places count in that. */
  unpacked_bytes: z.int().nullable(),
  /** Sentences about the file as a whole. */
  notes: z.array(z.string()),
  /** What the folders above it said of its rows; null where they said nothing. */
  partitions: z.record(z.string(), z.string().nullable()).nullable(),
  records: z.int(),
  mapped: z.int(),
  unmapped: z.int(),
  quarantined: z.int(),
  /** Malformed records that are read as rules mend them; among those mapped and unmapped. */
  repaired: z.int(),
  blank: z.int(),
  conversations: z.int(),
  turns: z.int(),
  messages: z.int(),
  zone: z.string(),
  clock_offset_ms: z.int(),
  merkle_root: z.string(),
  /** First and last time of its turns, other steps and rows of side tables, UTC. */
  first: z.string().nullable(),
  last: z.string().nullable(),
  imported_at: z.string(),
});
export type EvidenceFile = z.infer<typeof evidenceFile>;

/** As the tables have it. */
export const registeredReference = z.object({
  reference_id: z.int(),
  title: z.string(),
  name: z.string(),
  sha256: z.string(),
  in_force_from: z.string().nullable(),
  in_force_to: z.string().nullable(),
});
export type RegisteredReference = z.infer<typeof registeredReference>;

export const evidenceReference = registeredReference.extend({
  /** What custody says of it beside; null where nothing was said. */
  kind: referenceKind.nullable(),
  note: z.string().nullable(),
});
export type EvidenceReference = z.infer<typeof evidenceReference>;

/** How far an import came that a kill interrupted; nothing of it counts until the file is whole. */
export const unfinishedImport = z.object({ name: z.string(), records: z.int(), bytes: z.int() });
export type UnfinishedImport = z.infer<typeof unfinishedImport>;

/** A file that was to be imported and is not in the case. */
export const refusedFile = z.object({
  /** Number of the custody entry that says so. */
  entry: z.int(),
  name: z.string(),
  at: z.string(),
  reason: z.string(),
});
export type RefusedFile = z.infer<typeof refusedFile>;

export const evidenceRegister = z.object({
  files: z.array(evidenceFile),
  references: z.array(evidenceReference),
  refused: z.array(refusedFile),
  /** A sentence for each file that was left in place and is no longer what was imported, as far as can be told unread. */
  changed_in_place: z.array(z.string()),
  /** What an import of the same file goes on from; also of one that still runs. */
  unfinished_import: unfinishedImport.nullable(),
});
export type EvidenceRegister = z.infer<typeof evidenceRegister>;

/** What one file holds and lacks, byte by byte, and who said what of its origin. */
export const completeness = holding.extend({
  file: evidenceFile,
  /** Conversations that have a turn of this file, by how they were joined. */
  conversations: conversationJoins,
  /** Who exported it, from where and how; a fact that nobody stated is null. */
  intake: z.array(statedFact),
  /** The sender's hash compared with the file's own; null where none was stated. */
  senders_hash: sendersHash,
});
export type Completeness = z.infer<typeof completeness>;

/** A later reading of a file, as the custody log has it. */
export const fileReading = z.object({
  /** Number of the entry. */
  entry: z.int(),
  at: z.string(),
  by: z.string(),
  zone: z.string(),
  clock_offset_ms: z.int(),
  /** The mapping or format that was asked for; null where the content says it. */
  method: z.string().nullable(),
  reason: z.string(),
});
export type FileReading = z.infer<typeof fileReading>;

export const heldRecord = z.object({
  record_id: z.int(),
  evidence_id: z.int(),
  name: z.string(),
  member: z.string().nullable(),
  line: z.int().nullable(),
  ordinal: z.int().nullable(),
  byte_offset: z.int().nullable(),
  byte_length: z.int().nullable(),
  status: recordStatus,
  /** It is malformed and read as a rule mends it. */
  repaired: z.boolean(),
  error: z.string().nullable(),
});
export type HeldRecord = z.infer<typeof heldRecord>;

/** Records that were not mapped, in order of import. */
export const heldRecords = z.object({
  total: z.int(),
  offset: z.int(),
  records: z.array(heldRecord),
});
export type HeldRecords = z.infer<typeof heldRecords>;

/** Bytes of one record as they stand in the evidence. */
export const recordBytes = z.object({
  record: heldRecord,
  place,
  /** Where this window begins in the record. */
  offset: z.int(),
  /** Length of the whole record. */
  length: z.int(),
  base64: z.string(),
  /** Where in the record the parser stumbled, in bytes, where that is known. */
  fault_at: z.int().nullable(),
  /** The command with which anyone cuts the record out and hashes it; null for columnar files. */
  stock_command: z.string().nullable(),
  /** The hash was computed just now from the evidence and compared. */
  hash_matches: z.boolean(),
});
export type RecordBytes = z.infer<typeof recordBytes>;

/** A record as text for reading: its JSON indented, or its bytes as they are (of a columnar file's row its canonical form); long lines are broken. */
export const recordText = z.object({
  place,
  form: z.enum(['indented', 'as-stored']),
  text: z.string(),
  /** Code points shown, and of the whole. */
  shown: z.int(),
  characters: z.int(),
  /** Lines that were broken for display only. */
  broken_lines: z.int(),
  hash_matches: z.boolean(),
  stock_command: z.string().nullable(),
});
export type RecordText = z.infer<typeof recordText>;
