/**
 * Writes the bundled sample: `node resources/sample/generate.mjs [FOLDER]`. The same files each time; evaluation's
 * Parquet has the same rows, its bytes belong to DuckDB.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { ordinaryConversations, smokeTests } from './compose/conversations.mjs';
import { EVALUATION_COLUMNS, evaluationRows } from './compose/evaluation.mjs';
import { investigation } from './compose/investigation.mjs';
import { linesOf } from './compose/lines.mjs';
import { alerts } from './compose/alerts.mjs';
import { changes } from './compose/changes.mjs';
import { complaints } from './compose/complaints.mjs';
import { policy, readme } from './compose/papers.mjs';
import { recordsOf } from './compose/record.mjs';
import { iso } from './compose/schedule.mjs';
import { stagedConversations } from './compose/staged.mjs';
import { countsOf, truthOf } from './compose/truth.mjs';

const MONTHS = ['2026-03', '2026-04'];
const gatewayName = (month) => `gateway-${month}.jsonl`;
const EVALUATION = 'evaluation-2026-04.parquet';

function composed() {
  const conversations = [...ordinaryConversations(), ...smokeTests(), ...stagedConversations()];
  const entries = conversations.flatMap((conversation) =>
    recordsOf(conversation).map((entry) => ({ ...entry, conversation })),
  );
  return entries.sort(
    (a, b) => a.record.created - b.record.created || (a.record.id < b.record.id ? -1 : 1),
  );
}

async function writeParquet(path, rows) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run(
    `CREATE TABLE evaluation (${EVALUATION_COLUMNS.map((name) => `${name} VARCHAR`).join(', ')})`,
  );
  const appender = await connection.createAppender('evaluation');
  for (const row of rows) {
    for (const value of row) appender.appendVarchar(value);
    appender.endRow();
  }
  appender.closeSync();
  await connection.run(
    `COPY evaluation TO '${path.replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION zstd)`,
  );
  connection.closeSync();
  instance.closeSync();
}

export async function generate(folder) {
  mkdirSync(folder, { recursive: true });
  const all = composed();
  const months = MONTHS.map((month) =>
    linesOf(
      month,
      all.filter(({ record }) => iso(record.created).startsWith(month)),
    ),
  );
  const entries = months.flatMap(({ lines }) =>
    lines
      .filter(({ status, entry }) => entry !== undefined && status === 'mapped')
      .map(({ entry }) => entry),
  );
  const rows = evaluationRows();
  const files = Object.fromEntries(
    months.map(({ lines }, index) => [gatewayName(MONTHS[index]), countsOf(lines)]),
  );
  files[EVALUATION] = {
    records: rows.length,
    mapped: rows.length,
    quarantined: 0,
    unmapped: 0,
    blank: 0,
    conversations: rows.length,
    turns: rows.length,
  };
  const truth = truthOf(entries, files);
  const texts = {
    'policy-refunds-2026.md': policy(),
    'changes.jsonl': changes(),
    'complaints.csv': complaints(entries),
    'alerts.json': alerts(entries),
    'investigation.yaml': investigation(entries, truth),
    'README.md': readme(truth),
    'truth.json': `${JSON.stringify(truth, null, 1)}\n`,
  };
  months.forEach(({ bytes }, index) =>
    writeFileSync(join(folder, gatewayName(MONTHS[index])), bytes),
  );
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
  const parquet = join(folder, EVALUATION);
  rmSync(parquet, { force: true });
  await writeParquet(parquet, rows);
}

await generate(process.argv[2] ?? import.meta.dirname);
