// The engine of that window: it opens the tables, asks one question, and tells the answer.
const { DuckDBInstance } = require('@duckdb/node-api');

async function count() {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const path = process.env.EXHIBIT_BENCH_TABLES.replaceAll("'", "''");
  await connection.run(`ATTACH '${path}' AS store (READ_ONLY)`);
  const counted = await connection.runAndReadAll('SELECT count(*) FROM store.turn');
  process.parentPort.postMessage(String(counted.getRows()[0][0]));
}
count();
