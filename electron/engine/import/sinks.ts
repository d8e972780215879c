import type { DuckDBConnection } from '@duckdb/node-api';
import { leafHash, MerkleRange } from '../evidence/merkle.ts';
import { FILLED_TABLES, type FilledTable, LAYOUTS, recordHashes } from './chunk-layout.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { NamedCatalog } from './finish-tables.ts';
import type { FilledChunk } from './chunk-writer.ts';
import { Sink } from './sink.ts';

/** The appenders of all tables that one import fills, and the Merkle tree over the records that pass by. */
export interface Sinks {
  append(table: FilledTable, chunk: FilledChunk): void;
  /** Writes what the appenders hold into the transaction; more may follow. */
  flush(): void;
  close(): void;
  /** Ends the appenders without writing what they still hold. */
  discard(): void;
  merkleRoot(): string;
  /** The Merkle tree over the records so far. */
  tree(): Checkpoint['tree'];
}

/** `names` is where the names of conversations are gathered; `before` where an earlier import of the file came to. */
export async function openSinks(
  connection: DuckDBConnection,
  names: NamedCatalog = 'temp',
  before: Checkpoint['tree'] | null = null,
): Promise<Sinks> {
  const sinks = new Map<FilledTable, Sink>();
  for (const table of FILLED_TABLES)
    sinks.set(
      table,
      await Sink.open(connection, LAYOUTS[table], table === 'conversation_name' ? names : 'store'),
    );
  const tree = new MerkleRange();
  if (before !== null) tree.restore(before);
  return {
    append(table, chunk) {
      if (table === 'record')
        for (const sha256 of recordHashes(chunk.memory, chunk.rows)) tree.append(leafHash(sha256));
      sinks.get(table)?.append(chunk);
    },
    flush() {
      for (const sink of sinks.values()) sink.flush();
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
    tree: () => tree.state,
  };
}
