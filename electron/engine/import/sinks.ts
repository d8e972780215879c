import type { DuckDBConnection } from '@duckdb/node-api';
import { leafHash, MerkleRange } from '../evidence/merkle.ts';
import { FILLED_TABLES, type FilledTable, LAYOUTS, recordHashes } from './chunk-layout.ts';
import type { FilledChunk } from './chunk-writer.ts';
import { Sink } from './sink.ts';

/** The appenders of all tables that one import fills, and the Merkle tree over the records that pass by. */
export interface Sinks {
  append(table: FilledTable, chunk: FilledChunk): void;
  close(): void;
  /** Ends the appenders without writing what they still hold. */
  discard(): void;
  merkleRoot(): string;
}

export async function openSinks(connection: DuckDBConnection): Promise<Sinks> {
  const sinks = new Map<FilledTable, Sink>();
  for (const table of FILLED_TABLES)
    sinks.set(
      table,
      await Sink.open(connection, LAYOUTS[table], table === 'conversation_name' ? 'temp' : 'store'),
    );
  const tree = new MerkleRange();
  return {
    append(table, chunk) {
      if (table === 'record')
        for (const sha256 of recordHashes(chunk.memory, chunk.rows)) tree.append(leafHash(sha256));
      sinks.get(table)?.append(chunk);
    },
    close() {
      for (const sink of sinks.values()) sink.close();
      sinks.clear();
    },
    discard() {
      for (const sink of sinks.values()) sink.discard();
      sinks.clear();
    },
    merkleRoot: () => tree.root(),
  };
}
