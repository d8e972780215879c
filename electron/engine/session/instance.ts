import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { AnalysedCase } from '../analysis/open-analysed.ts';
import { integer, row } from '../case/query.ts';
import { STORED_TEXTS, type Texts, warmTexts } from '../search/texts.ts';
import { Connections } from './connections.ts';

/** One DuckDB instance that answers reads: the session's own, or the one that a job lends. */
export interface Instance {
  readonly connections: Connections;
  /** False where a job lends it. */
  readonly own: boolean;
  /** Number of the last job whose rows it shows. */
  readonly tables: number;
  readonly texts: () => Texts;
  /** Views that were made in it, by id. */
  readonly made: Map<string, Promise<void>>;
  close(): Promise<void>;
}

/** Texts of a case are kept in memory up to so many bytes. */
const WARM_BYTES = 256 << 20;
/** The first screens come before that. */
const WARM_AFTER_MS = 400;

/** Takes over what was opened: it is closed with the instance. */
export function ownInstance(open: AnalysedCase, tables: number): Instance {
  const connections = new Connections(open.database);
  let texts = STORED_TEXTS;
  const warming = setTimeout(() => {
    connections
      .ask((connection) => warmTexts(connection, WARM_BYTES))
      .then(
        (warm) => {
          texts = warm;
        },
        // Searches read stored texts then, as they do until now.
        () => undefined,
      );
  }, WARM_AFTER_MS).unref();
  return {
    connections,
    own: true,
    tables,
    texts: () => texts,
    made: new Map(),
    close: async () => {
      clearTimeout(warming);
      await connections.leave();
      open.close();
    },
  };
}

/** A job's instance. Texts are not kept in its memory, which the job needs. */
export const lentInstance = (connections: Connections, tables: number): Instance => ({
  connections,
  own: false,
  tables,
  texts: () => STORED_TEXTS,
  made: new Map(),
  close: () => connections.leave(),
});

/** Number of the last job whose rows the tables hold. */
export async function committedJob(connection: DuckDBConnection): Promise<number> {
  const sql = 'SELECT job_no FROM store.derivation';
  return (await row(connection, sql, {}, z.object({ job_no: integer }))).job_no;
}
