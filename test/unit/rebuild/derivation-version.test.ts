import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../electron/engine/base/canonical-json.ts';
import { sha256 } from '../../../electron/engine/base/hash.ts';
import { DERIVATION_VERSION } from '../../../electron/engine/case/case-file.ts';
import { openCase } from '../../../electron/engine/case/open.ts';
import { openDatabaseForVerifying } from '../../../electron/engine/case/database.ts';
import { declaredTables } from '../../../electron/engine/case/declared-tables.ts';
import { digestTables } from '../../../electron/engine/case/digest.ts';
import { runSelect } from '../../../electron/engine/console/console.ts';
import { type ChainEntry, readChain } from '../../../electron/engine/custody/chain.ts';
import { rebuildCase } from '../../../electron/engine/rebuild/rebuild.ts';
import { caseWithLog, complaints, forge, importText } from '../../fixtures/case-on-disk.ts';

/** The case as if its tables had been derived by another version: its custody says so from the first entry on. */
function derivedBy(
  version: number,
  casePath: string,
  digests?: Awaited<ReturnType<typeof digestTables>>,
): void {
  const path = `${casePath}/custody.jsonl`;
  let prev = '0'.repeat(64);
  const lines = readChain(path).entries.map(({ hash, ...entry }, index) => {
    const told = 'digests' in entry.data && digests !== undefined ? { digests } : {};
    const data = index === 0 ? { ...entry.data, derivation: version } : { ...entry.data, ...told };
    const unsealed: Omit<ChainEntry, 'hash'> = { ...entry, data, prev };
    prev = sha256(canonicalJson(unsealed));
    return canonicalJson({ ...unsealed, hash: prev });
  });
  writeFileSync(path, `${lines.join('\n')}\n`);
}

test('tables of an earlier version are brought forward by a rebuild, with the old database beside', async () => {
  const casePath = await caseWithLog();
  derivedBy(0, casePath);
  const older = `derived by an earlier Exhibit (version 0, this one derives ${DERIVATION_VERSION}).`;
  await expect(openCase(casePath, 'reading')).rejects.toThrow(older);
  await expect(importText(casePath, '{"messages":[]}\n', 'more.jsonl')).rejects.toThrow(older);
  const old = readFileSync(`${casePath}/case.duckdb`);

  const { jobs, backup } = await rebuildCase(casePath);

  expect(jobs).toBe(1);
  expect(backup).toBe(`${casePath}.derivation-0.duckdb`);
  expect(existsSync(backup ?? '') && readFileSync(backup ?? '').equals(old)).toBe(true);
  const last = readChain(`${casePath}/custody.jsonl`).entries.at(-1);
  expect(last?.act).toBe('rebuild.completed');
  expect(last?.data['derivation']).toBe(DERIVATION_VERSION);
  expect(JSON.stringify(last?.data['digests_before'])).toMatch(/"record":\{"0":"5\./);
  (await openCase(casePath, 'reading')).close();
  expect(await complaints(casePath, true)).toEqual([]);
});

/** The case as a version derived it that had other columns and a table less, with the digests of those. */
async function withEarlierSchema(casePath: string): Promise<void> {
  await forge(
    casePath,
    'ALTER TABLE evidence DROP COLUMN headers',
    'DROP TABLE same_record',
    'CREATE TABLE told_twice (turn_id BIGINT NOT NULL, said VARCHAR)',
    "INSERT INTO told_twice VALUES (1, 'yes')",
  );
  const database = await openDatabaseForVerifying(`${casePath}/case.duckdb`);
  const tables = await declaredTables(database.connection, {});
  const digests = await digestTables(database.connection, undefined, tables);
  database.close();
  derivedBy(1, casePath, digests);
  const last = readChain(`${casePath}/custody.jsonl`).entries.at(-1);
  const completion = canonicalJson(last?.data ?? {}).replaceAll("'", "''");
  await forge(casePath, `UPDATE derivation SET digests = '${completion}'`);
}

test('a case of an earlier version is verified by its digests as it stands, whatever its tables were', async () => {
  const casePath = await caseWithLog();
  await withEarlierSchema(casePath);
  expect(await complaints(casePath, true)).toEqual([]);
  await forge(casePath, "UPDATE told_twice SET said = 'no'");
  expect(await complaints(casePath)).toEqual([
    expect.stringMatching(/table told_twice, chunk 0: a value differs/),
  ]);
});

test('a column, a table or a view that no earlier version derived is told', async () => {
  for (const [statement, complaint] of [
    ["ALTER TABLE evidence ADD COLUMN note VARCHAR DEFAULT 'x'", /DEFAULT/],
    ['ALTER TABLE evidence ADD COLUMN note VARCHAR', /table evidence, chunk 0: a value differs/],
    ['CREATE TABLE note (said VARCHAR)', /table note stands in the database or/],
    ['DROP TABLE finding', /table finding stands in the database or/],
    ['CREATE VIEW note AS SELECT 1 AS one', /view note/],
  ] as const) {
    const casePath = await caseWithLog();
    await withEarlierSchema(casePath);
    await forge(casePath, statement);
    expect(await complaints(casePath)).toEqual([expect.stringMatching(complaint)]);
  }
});

test('a query of tables of an earlier version says how they are brought forward', async () => {
  const casePath = await caseWithLog();
  derivedBy(1, casePath);
  const sink = { columns: () => undefined, rows: () => undefined };
  await expect(runSelect(casePath, 'SELECT 1', sink, 60_000)).rejects.toMatchObject({
    code: 'case-older',
    way: 'bring-forward',
  });
});

test('tables of a later version are refused with the sentence to open them there', async () => {
  const casePath = await caseWithLog();
  derivedBy(DERIVATION_VERSION + 1, casePath);
  await expect(openCase(casePath, 'reading')).rejects.toThrow(
    `derived by a newer Exhibit (version ${DERIVATION_VERSION + 1}`,
  );
});
