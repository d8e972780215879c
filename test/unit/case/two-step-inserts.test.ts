import { expect, test } from 'vitest';
import { createDatabase, openDatabaseForWriting } from '../../../electron/engine/case/database.ts';
import { GrownTables } from '../../../electron/engine/case/grown-tables.ts';
import { layoutOf } from '../../../electron/engine/case/layout.ts';
import { temporaryFolder } from '../../fixtures/case-on-disk.ts';

/** More than DuckDB gathers before it writes rows away. */
const MANY = 50_000;

const SORTED = 'SELECT range AS conversation_id, 0 AS turns, $by AS joined_by FROM range(50000)';

test('many rows that follow a sorted insert of none in one transaction are there, in it and after it', async () => {
  const layout = layoutOf(temporaryFolder());
  await createDatabase(layout.database);
  const database = await openDatabaseForWriting(layout, '1GB', 2);
  const { connection } = database;
  const count = async (): Promise<unknown> =>
    (await connection.runAndReadAll('SELECT count(*) FROM store.conversation')).getRowsJS();
  const insert = (where: string) =>
    connection.run(
      `INSERT INTO store.conversation BY NAME ${SORTED} WHERE ${where} ORDER BY conversation_id`,
      { by: 'id' },
    );
  try {
    const grown = await GrownTables.since(connection, {});
    await connection.run('BEGIN');
    expect((await insert('range < 0')).rowsChanged).toBe(0);
    grown.end();
    expect((await insert('range < 0')).rowsChanged).toBe(0);
    expect((await insert('true')).rowsChanged).toBe(MANY);
    expect(await count()).toEqual([[BigInt(MANY)]]);
    await connection.run('COMMIT');
    expect(await count()).toEqual([[BigInt(MANY)]]);
  } finally {
    database.close();
  }
});
