import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../electron/engine/base/canonical-json.ts';
import { sha256 } from '../../../electron/engine/base/hash.ts';
import { DERIVATION_VERSION } from '../../../electron/engine/case/case-file.ts';
import { openCase } from '../../../electron/engine/case/open.ts';
import { type ChainEntry, readChain } from '../../../electron/engine/custody/chain.ts';
import { rebuildCase } from '../../../electron/engine/rebuild/rebuild.ts';
import { caseWithLog, complaints, importText } from '../../fixtures/case-on-disk.ts';

/** The case as if its tables had been derived by another version: its custody says so from the first entry on. */
function derivedBy(version: number, casePath: string): void {
  const path = `${casePath}/custody.jsonl`;
  let prev = '0'.repeat(64);
  const lines = readChain(path).entries.map(({ hash, ...entry }, index) => {
    const data = index === 0 ? { ...entry.data, derivation: version } : entry.data;
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

test('tables of a later version are refused with the sentence to open them there', async () => {
  const casePath = await caseWithLog();
  derivedBy(DERIVATION_VERSION + 1, casePath);
  await expect(openCase(casePath, 'reading')).rejects.toThrow(
    `derived by a newer Exhibit (version ${DERIVATION_VERSION + 1}`,
  );
});
