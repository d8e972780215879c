import { type DuckDBConnection, StatementType } from '@duckdb/node-api';
import { z } from 'zod';
import { countsOf, digestTable, FEW, type TableDigests } from './digest.ts';
import { row } from './query.ts';
import { TABLE_LIST, type Table } from './schema.ts';

/**
 * Digests of tables to which a job only adds: sums of what stood before and of the new rows, so that an import into a
 * large case takes as long as one into an empty case. What was changed otherwise is not known, and is digested whole.
 */
export class GrownTables {
  private readonly connection: DuckDBConnection;
  /** Large tables by name, as the last job left them. */
  private readonly before: ReadonlyMap<string, Before>;
  private readonly changes: Changes;

  private constructor(
    connection: DuckDBConnection,
    before: ReadonlyMap<string, Before>,
    changes: Changes,
  ) {
    this.connection = connection;
    this.before = before;
    this.changes = changes;
  }

  /** From now on changes are watched. `digests` are those of the last job. */
  static async since(connection: DuckDBConnection, digests: TableDigests): Promise<GrownTables> {
    const before = await largeTables(connection, digests);
    return new GrownTables(connection, before, new Changes(connection));
  }

  /** The digest of a table that has `count` rows now; null where its old rows may not be as they were. */
  async digest(table: Table, count: number): Promise<Record<string, string> | null> {
    const before = this.before.get(table.name);
    if (before === undefined || this.changes.mayBeIn(table.name)) return null;
    const added = await digestTable(this.connection, table, count - before.rows, before.last);
    return before.rows + rowsOf(added) === count ? sumOf(before.digest, added) : null;
  }

  /** Changes are watched no more. */
  end(): void {
    this.changes.end();
  }
}

interface Before {
  readonly rows: number;
  /** The greatest value of the first column. */
  readonly last: bigint;
  readonly digest: Readonly<Record<string, string>>;
}

type Chunks = Readonly<Record<string, string>>;

const partsOf = (digest: string): readonly bigint[] => digest.split('.').map(BigInt);
const rowsOf = (chunks: Chunks): number =>
  Object.values(chunks).reduce((sum, digest) => sum + Number(partsOf(digest)[0]), 0);

function sumOf(before: Chunks, added: Chunks): Record<string, string> {
  const sum: Record<string, string> = { ...before };
  for (const [chunk, digest] of Object.entries(added)) {
    const old = sum[chunk];
    const parts = partsOf(digest);
    sum[chunk] =
      old === undefined
        ? digest
        : partsOf(old)
            .map((part, at) => part + (parts[at] ?? 0n))
            .join('.');
  }
  return sum;
}

/** Null where no row has one, as facts that were joined to no turn. */
const greatest = z.object({ last: z.bigint().nullable() });

/** None where a table has not the rows that the digests say: what an interrupted import left is gone on with. */
async function largeTables(
  connection: DuckDBConnection,
  digests: TableDigests,
): Promise<ReadonlyMap<string, Before>> {
  const told = TABLE_LIST.map((table) => {
    const digest = digests[table.name] ?? {};
    return { table, digest, rows: rowsOf(digest) };
  });
  const large = new Map<string, Before>();
  if (!told.some(({ rows }) => rows > FEW)) return large;
  const counts = await countsOf(connection);
  if (told.some(({ table, rows }) => counts.get(table.name) !== rows)) return large;
  for (const { table, digest, rows } of told) {
    const [key] = table.columns;
    if (rows <= FEW || key?.type !== 'BIGINT') continue;
    const sql = `SELECT max("${key.name}") AS last FROM store.${table.name}`;
    const { last } = await row(connection, sql, {}, greatest);
    if (last !== null) large.set(table.name, { rows, last, digest });
  }
  return large;
}

const WAYS = /\b(?:UPDATE|DELETE FROM|TABLE(?: IF(?: NOT)? EXISTS)?)\s+store\.(\w+)/g;
const TEMPORARY = /\b(?:UPDATE|DELETE FROM)\s+temp\./;

/** Which tables had rows changed or removed through the connection; rows that are added need no watching. */
class Changes {
  private readonly connection: DuckDBConnection;
  private readonly runUnwatched: DuckDBConnection['run'];
  private readonly tables = new Set<string>();
  private isUnknown = false;

  constructor(connection: DuckDBConnection) {
    this.connection = connection;
    const run = connection.run.bind(connection);
    this.runUnwatched = run;
    connection.run = async (...args) => {
      const result = await run(...args);
      if (result.statementType !== StatementType.SELECT) this.note(args[0], result);
      return result;
    };
  }

  private note(sql: string, result: { statementType: StatementType; rowsChanged: number }): void {
    const named = Array.from(sql.matchAll(WAYS), ([, table = '']) => table);
    const changes = !COUNTED.has(result.statementType) || result.rowsChanged > 0;
    if (changes) for (const table of named) this.tables.add(table);
    if (named.length > 0 || TEMPORARY.test(sql)) return;
    if (!ADDING.has(result.statementType) || INSTEAD.test(sql)) this.isUnknown = true;
  }

  mayBeIn(table: string): boolean {
    return this.isUnknown || this.tables.has(table);
  }

  end(): void {
    this.connection.run = this.runUnwatched;
  }
}

/** They say how many rows they changed. */
const COUNTED: ReadonlySet<StatementType> = new Set([StatementType.UPDATE, StatementType.DELETE]);

/** They change no row of a table that they do not name as above. */
const ADDING: ReadonlySet<StatementType> = new Set([
  StatementType.CREATE,
  StatementType.DROP,
  StatementType.INSERT,
  StatementType.SET,
  StatementType.TRANSACTION,
]);
/** Unless they put rows in the place of others. */
const INSTEAD = /\bINSERT OR REPLACE\b|\bON CONFLICT\b/;
