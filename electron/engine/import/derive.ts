import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { canonicalJson } from '../base/canonical-json.ts';
import { Refusal } from '../base/errors.ts';
import { integer, row } from '../case/query.ts';
import { type Job, stopIfCancelled } from '../base/job.ts';
import type { StandingRepair } from '../custody/repairs.ts';
import type { Compression } from '../evidence/compression.ts';
import type { MappingText } from './mapping-text.ts';
import { packingOf } from './container.ts';
import { earlierKnowledge, nextIds } from './earlier-imports.ts';
import {
  completeConversations,
  createConversationNames,
  mergeRepeatedTexts,
  takeConversationNames,
} from './finish-tables.ts';
import { type Checkpoints, namesIn } from './checkpoint.ts';
import { joinCalls, partCalls } from './join-calls.ts';
import { joinFacts } from './join-facts.ts';
import { linkedWithin } from './join-chains.ts';
import { joinHistories, mayChangeHistories, partHistories } from './join-histories.ts';
import { takeRetrievalsAlong } from './join-retrievals.ts';
import { joinSameRecords } from './join-same-records.ts';
import { joinSpans } from './join-spans.ts';
import { countModelCalls } from './model-calls.ts';
import { type Partition, partitionsAsJson } from './partitions.ts';
import type { Container, Parsed } from './protocol.ts';
import { insertRepairs } from './insert-repairs.ts';
import { openSinks } from './sinks.ts';
import { runThreads } from './threads.ts';

export interface DeriveOptions {
  /**
   * An in-memory instance to which the case database is attached for writing as `store`, its tables made. The caller
   * has begun the transaction and commits it, or rolls it back when this throws.
   */
  readonly connection: DuckDBConnection;
  /** The file to read. */
  readonly source: string;
  /** Where the evidence copy is written, from which the tables then derive; null derives from `source` itself. */
  readonly copyTo: string | null;
  readonly evidence: { readonly evidence_id: number; readonly name: string };
  /** The id of a log format, or null to recognise it by content. */
  readonly format: string | null;
  /** A mapping that reads the file instead of a known format. */
  readonly mapping: MappingText | null;
  /** IANA zone in which times without a zone are read. */
  readonly zone: string;
  /** Milliseconds added to every time of the file. */
  readonly clockOffsetMs: number;
  /** What commits on the way, for large files; the transaction is then not the one that the caller began. */
  readonly checkpoints: Checkpoints | null;
  /** What the folders above the file said of its rows when it was imported. */
  readonly partitions: readonly Partition[];
  /** Records of the file that are read as rules mend them. */
  readonly repairs: readonly StandingRepair[];
  /** Milliseconds within which halves of the file may be joined by time; null joins none so. */
  readonly joinWindowMs: number | null;
}

/** What one file gave. Counts are of what this file spells out, whatever the case already held. */
export interface DerivedFile {
  /** Of the whole file, hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  readonly compression: Compression | null;
  /** What a compressed file unpacks to; null where it is plain. */
  readonly unpackedBytes: number | null;
  readonly container: Container;
  /** The log format that maps it; `unknown` where none recognises it. */
  readonly format: string;
  /** mapped + unmapped + quarantined */
  readonly records: number;
  readonly mapped: number;
  readonly unmapped: number;
  readonly quarantined: number;
  readonly blank: number;
  readonly conversations: number;
  /** Answered model calls. */
  readonly turns: number;
  /** Messages on the input and output sides, not parts. */
  readonly messages: number;
  readonly models: readonly string[];
  /** RFC 6962 root over the SHA-256 of every record in order, blank lines included, hexadecimal. */
  readonly merkleRoot: string;
  /** Sentences about the file's own structure. */
  readonly notes: readonly string[];
  /** Where records stand within documents, by member; null is the file itself. */
  readonly recordPaths: Parsed['recordPaths'];
  /** What the headers of separated values name, by member; null is the file itself. */
  readonly headers: Parsed['headers'];
}

/**
 * Derives the tables of one file: copies, hashes, splits, parses, maps and appends. Throws a `Refusal`:
 * `input-refused` where nothing in it can be parsed or its container is not read, `not-found`, `bad-usage` for an
 * unknown format or zone, `cancelled`. Whatever it throws, its threads have ended and no row is left unflushed; the
 * caller rolls the transaction back and removes the copy.
 */
export async function deriveFile(options: DeriveOptions, job: Job): Promise<DerivedFile> {
  const { connection, source, evidence } = options;
  stopIfCancelled(job);
  const packing = packingOf(source, evidence.name);
  const { checkpoints } = options;
  const names = namesIn(checkpoints);
  await createConversationNames(connection, names);
  const { firstConversation, ...next } = await nextIds(connection, names);
  const firstRecord = await firstRecordOf(connection, evidence.evidence_id, next.record);
  const sinks = await openSinks(connection, names, checkpoints?.resumed?.tree ?? null);
  const say = (phase: string): void => {
    stopIfCancelled(job);
    job.onProgress?.({ phase, done: 0, unit: 'steps' });
  };
  try {
    const run = await runThreads(
      {
        source,
        copyTo: options.copyTo,
        name: evidence.name,
        bytes: statSync(source).size,
        ...packing,
        format: options.format,
        mapping: options.mapping,
        zone: options.zone,
        clockOffsetMs: options.clockOffsetMs,
        partitions: options.partitions,
        repairs: options.repairs,
        evidenceId: evidence.evidence_id,
        next,
        firstConversation,
        knowledge: earlierKnowledge(connection, next, {
          names,
          firstRecord,
        }),
        checkpoints,
      },
      sinks,
      job,
    );
    refuseUnparsed(evidence.name, run.parsed);
    sinks.close();
    await insertRepairs(connection, options.repairs, run.parsed.repaired);
    await takeConversationNames(connection, names);
    if (run.parsed.textsOverflowed) {
      say('merging texts that stand twice');
      await mergeRepeatedTexts(connection);
    }
    const turns = await countModelCalls(connection, firstRecord);
    say('joining the records of one call');
    await joinSameRecords(connection, firstRecord, {
      ...{ evidenceId: evidence.evidence_id, zone: options.zone },
      clockOffsetMs: options.clockOffsetMs,
      partitions: partitionsAsJson(options.partitions),
      format: run.parsed.format,
      recordPaths: canonicalJson(run.parsed.recordPaths),
      headers: canonicalJson(run.parsed.headers),
    });
    const historiesChange = await mayChangeHistories(connection, firstRecord);
    if (historiesChange) await partHistories(connection);
    await partCalls(connection, firstRecord);
    await joinSpans(connection, firstRecord);
    await joinCalls(connection, firstRecord, options.joinWindowMs);
    say('putting conversations together');
    if (historiesChange) await joinHistories(connection);
    const linked = historiesChange ? await linkedWithin(connection, firstRecord) : 0;
    await takeRetrievalsAlong(connection);
    await completeConversations(connection);
    say('joining side tables');
    await joinFacts(connection);
    const { counts, container, format, conversations, messages, models, notes } = run.parsed;
    const { recordPaths, headers } = run.parsed;
    return {
      sha256: run.sha256,
      bytes: run.bytes,
      compression: packing.compression,
      unpackedBytes: run.parsed.unpackedBytes ?? run.unpackedBytes,
      container,
      format,
      records: counts.mapped + counts.unmapped + counts.quarantined,
      ...counts,
      conversations: conversations - linked,
      turns,
      messages,
      models,
      merkleRoot: sinks.merkleRoot(),
      notes,
      recordPaths,
      headers,
    };
  } catch (error) {
    sinks.discard();
    throw error;
  }
}

/** The first record of the file: an earlier import of it may have written some. */
async function firstRecordOf(
  connection: DuckDBConnection,
  evidenceId: number,
  next: number,
): Promise<number> {
  const { first } = await row(
    connection,
    'SELECT coalesce(min(record_id), $next) AS first FROM store.record WHERE evidence_id = $evidenceId',
    { next: BigInt(next), evidenceId: BigInt(evidenceId) },
    z.object({ first: integer }),
  );
  return first;
}

export function refuseUnparsed(name: string, { counts, firstBad, notes }: Parsed): void {
  if (counts.mapped + counts.unmapped > 0) return;
  const where = firstBad?.line == null ? 'its first record' : `line ${firstBad.line}`;
  const why =
    notes[0] ?? (firstBad === null ? 'it holds no record' : `${where}: ${firstBad.reason}`);
  throw new Refusal(
    'input-refused',
    `Nothing in ${basename(name)} can be parsed as a log (${why}); it can be registered as a reference instead.`,
  );
}
