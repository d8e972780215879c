import { WAYS_OUT } from '../base/errors.ts';
import { COMPRESSIONS } from '../evidence/compression.ts';
import { MessagePort } from 'node:worker_threads';
import { z } from 'zod';
import { recordPaths } from '../evidence/document-records.ts';
import { FILLED_TABLES } from './chunk-layout.ts';
import { openStreams } from './open-streams.ts';
import { partition } from './partitions.ts';

/** What the threads of an import say to each other; each side parses what it gets, once. */

const shared = z.instanceof(SharedArrayBuffer);

/** Counts of records by what became of them. */
export const counts = z.object({
  mapped: z.int(),
  unmapped: z.int(),
  quarantined: z.int(),
  blank: z.int(),
});
export type Counts = z.infer<typeof counts>;

const firstBad = z.object({ line: z.int().nullable(), reason: z.string() }).nullable();

/** Where a parser of lines stands between two of them; what the tables hold is not repeated. */
export const parserState = z.object({
  /** Of the next line in the content, and its number. */
  offset: z.int(),
  line: z.int(),
  ordinal: z.int(),
  /** The format that reads the file; null where none knows it. */
  format: z.string().nullable(),
  hasSplit: z.boolean(),
  counts,
  firstBad,
  firstUnmapped: z.string().nullable().default(null),
  conversations: z.int(),
  messages: z.int(),
  models: z.array(z.string()),
  textsOverflowed: z.boolean(),
  streams: openStreams,
});
export type ParserState = z.infer<typeof parserState>;

export const copierData = z.object({
  source: z.string(),
  /** Where the copy is written; null where the tables derive from the source itself. */
  copyTo: z.string().nullable(),
  /** The copy may have been begun: what it holds is compared with the source instead of being written again. */
  continues: z.boolean(),
  /** How the source is compressed, and where its content is written, from which the parser then reads. */
  unpack: z.object({ compression: z.enum(COMPRESSIONS), to: z.string() }).nullable(),
  progress: shared,
  /** Where the hashes of lines go; null where the records are surely no lines. */
  lineHashes: shared.nullable(),
});
export type CopierData = z.infer<typeof copierData>;

export const copierReport = z.discriminatedUnion('say', [
  z.object({
    say: z.literal('copied'),
    sha256: z.string(),
    bytes: z.int(),
    /** What a compressed file unpacks to; null where it is plain. */
    unpackedBytes: z.int().nullable(),
    /** A sentence where not all of it could be unpacked. */
    note: z.string().nullable(),
  }),
  z.object({ say: z.literal('refused'), reason: z.string() }),
  z.object({ say: z.literal('failed'), code: z.string().nullable(), reason: z.string() }),
]);
export type CopierReport = z.infer<typeof copierReport>;

/** A record that is read as a rule mends it. */
export const orderedRepair = z.object({
  ordinal: z.int(),
  /** Of its bytes, hexadecimal. */
  sha256: z.string(),
  rule: z.string(),
  version: z.int(),
});
export type OrderedRepair = z.infer<typeof orderedRepair>;

export const container = z.enum(['jsonl', 'json', 'csv', 'parquet', 'zip']);
export type Container = z.infer<typeof container>;

export const parserData = z.object({
  /** The file that the tables derive from; it may still grow behind the copier. */
  path: z.string(),
  /** What a person knows the file by. */
  name: z.string(),
  /** Size of the source when the import began. */
  bytes: z.int(),
  columnar: z.boolean(),
  zip: z.boolean(),
  /** A folder for members of a zip that are read by a path; whoever runs the threads removes it. */
  unpackTo: z.string().nullable(),
  format: z.string().nullable(),
  /** A mapping that reads the file instead of a known format: its name and its YAML text. */
  mapping: z.object({ name: z.string(), text: z.string() }).nullable(),
  zone: z.string(),
  clockOffsetMs: z.int(),
  /** What the folders above the file say of its rows. */
  partitions: z.array(partition),
  repairs: z.array(orderedRepair),
  evidenceId: z.int(),
  /** The first number that each table may give out. */
  next: z.object({ record: z.int(), turn: z.int(), conversation: z.int(), content: z.int() }),
  /** The first number of a conversation that this file begins. */
  firstConversation: z.int(),
  /** Where an earlier import of the file came to; null where it begins. */
  resumed: parserState.nullable(),
  /** After so many bytes of lines the parser says where it stands; null: never. */
  checkpointEvery: z.int().nullable(),
  progress: shared,
  flow: shared,
  lineHashes: shared.nullable(),
  /** Where what the parser is sent arrives: all that it must know before it begins is there when the thread starts. */
  orders: z.instanceof(MessagePort),
});
export type ParserData = z.infer<typeof parserData>;

export const parserOrder = z.discriminatedUnion('say', [
  /** Texts of earlier imports: four words of each hash, most significant first, and their numbers. */
  z.object({
    say: z.literal('texts'),
    hashes: z.instanceof(Uint32Array),
    ids: z.instanceof(Uint32Array),
  }),
  z.object({
    say: z.literal('conversations'),
    known: z.array(
      z.object({
        externalId: z.string(),
        joinedBy: z.enum(['id', 'file']),
        conversationId: z.int(),
        lastSeq: z.int(),
        /** This file has turns of it already. */
        seen: z.boolean(),
      }),
    ),
  }),
  /** Memory of a chunk that the database has copied. */
  z.object({
    say: z.literal('reclaim'),
    table: z.enum(FILLED_TABLES),
    memory: z.instanceof(ArrayBuffer),
  }),
]);
export type ParserOrder = z.infer<typeof parserOrder>;

export const parsed = z.object({
  say: z.literal('parsed'),
  container,
  format: z.string(),
  counts,
  conversations: z.int(),
  messages: z.int(),
  models: z.array(z.string()),
  /** Where and why the first record that does not parse does not. */
  firstBad,
  /** Some texts may stand twice in table `content`. */
  textsOverflowed: z.boolean(),
  notes: z.array(z.string()),
  /** What the members of a zip unpack to; null where it is none. */
  unpackedBytes: z.int().nullable(),
  /** Where records stand within documents, by member; null is the file itself. Other documents are records. */
  recordPaths,
  /** What the headers of separated values name, by member; null is the file itself. */
  headers: z.array(z.object({ member: z.string().nullable(), columns: z.array(z.string()) })),
  /** Records that were read as rules mend them, in order. */
  repaired: z.array(z.object({ record_id: z.int(), ordinal: z.int(), said: z.string() })),
});
export type Parsed = z.infer<typeof parsed>;

export const parserChunk = z.object({
  say: z.literal('chunk'),
  table: z.enum(FILLED_TABLES),
  rows: z.int(),
  heapUsed: z.int(),
  memory: z.instanceof(ArrayBuffer),
  /** Bytes of the file that have been read so far. */
  done: z.number(),
});
export type ParserChunk = z.infer<typeof parserChunk>;

/** All chunks before it hold what stands before this place, and nothing else. */
export const parserCheckpoint = z.object({ say: z.literal('checkpoint'), state: parserState });
export type ParserCheckpoint = z.infer<typeof parserCheckpoint>;

export const parserReport = z.discriminatedUnion('say', [
  parserChunk,
  parserCheckpoint,
  parsed,
  z.object({
    say: z.literal('failed'),
    code: z.enum(['bad-usage', 'input-refused']).nullable(),
    reason: z.string(),
    way: z
      .union([z.enum(WAYS_OUT), z.object({ out: z.enum(WAYS_OUT), of: z.string() })])
      .optional(),
  }),
]);
export type ParserReport = z.infer<typeof parserReport>;
