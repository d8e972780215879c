import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../electron/engine/base/canonical-json.ts';
import { digestTables } from '../../../electron/engine/case/digest.ts';
import { openDatabaseForVerifying } from '../../../electron/engine/case/database.ts';
import {
  appendToChain,
  type ChainEntry,
  readChain,
} from '../../../electron/engine/custody/chain.ts';
import { detectInCase } from '../../../electron/engine/detect/detect-in-case.ts';
import { registerReference } from '../../../electron/engine/import/register-reference.ts';
import { rebuildCase } from '../../../electron/engine/rebuild/rebuild.ts';
import {
  caseWithLog,
  complaints,
  everyRowIn,
  forge,
  importText,
  rowsIn,
  verified,
} from '../../fixtures/case-on-disk.ts';
import { line } from '../import/derived.ts';

const custodyOf = (path: string): string => join(path, 'custody.jsonl');

/** Two logs that share texts and a conversation, a reference, and two runs of the rules. */
async function richCase(): Promise<string> {
  const path = await caseWithLog();
  await detectInCase(path, null);
  const fixture = readFileSync(join(import.meta.dirname, '../../fixtures/logs/openai-chat.jsonl'));
  await importText(path, fixture, 'gateway.jsonl');
  const policy = join(path, '..', 'policy.md');
  writeFileSync(policy, 'The fee is 5 €.');
  await registerReference(path, policy, { title: 'Fees', from: '2026-01-01', to: null });
  await detectInCase(path, null);
  return path;
}

test('a rebuild gives the same tables, row by row, id by id, and custody says so', async () => {
  const path = await richCase();
  const before = await everyRowIn(path);
  expect(before.flat().length).toBeGreaterThan(50);
  expect(await rebuildCase(path)).toEqual({ jobs: 5, equal: true, differences: [], backup: null });
  expect(await everyRowIn(path)).toEqual(before);
  expect(
    readChain(custodyOf(path))
      .entries.slice(-2)
      .map(({ act }) => act),
  ).toEqual(['rebuild.begun', 'rebuild.completed']);
  expect(await complaints(path, true)).toEqual([]);
});

describe('a rebuild mends a case', () => {
  test('whose database was deleted', async () => {
    const path = await richCase();
    const before = await everyRowIn(path);
    rmSync(join(path, 'case.duckdb'));
    expect(await complaints(path)).toEqual([
      'database: case.duckdb is missing; a rebuild derives it again',
    ]);
    expect((await rebuildCase(path)).equal).toBe(true);
    expect(await everyRowIn(path)).toEqual(before);
    expect(await complaints(path, true)).toEqual([]);
  });

  test.each([
    ['is no database', (file: string) => writeFileSync(file, Buffer.alloc(20_000, 'x'))],
    [
      'is damaged in its head',
      (file: string) => {
        const bytes = readFileSync(file);
        bytes.fill(0xff, 4096, 12_288);
        writeFileSync(file, bytes);
      },
    ],
  ])('whose database %s', async (_name, damage) => {
    const path = await caseWithLog();
    damage(join(path, 'case.duckdb'));
    expect(await complaints(path)).not.toEqual([]);
    expect((await rebuildCase(path)).equal).toBe(true);
    expect(await complaints(path, true)).toEqual([]);
  });

  test('whose tables were changed, and says what differs from custody only where it does', async () => {
    const path = await caseWithLog();
    await forge(path, "UPDATE turn SET model = 'other'");
    expect((await rebuildCase(path)).equal).toBe(true);
    expect(await rowsIn(path, 'SELECT DISTINCT model FROM store.turn')).toEqual([
      { model: 'm-1-0613' },
    ]);
  });

  test('in which a kill left a job that custody does not call complete', async () => {
    const path = await caseWithLog();
    rewrite(path, (entries) => entries.slice(0, -1));
    const before = await everyRowIn(path);
    expect((await rebuildCase(path)).jobs).toBe(1);
    expect(await everyRowIn(path)).toEqual(before);
    expect(await complaints(path, true)).toEqual([]);
  });
});

test('work goes on after a rebuild as before it', async () => {
  const path = await caseWithLog();
  await rebuildCase(path);
  await importText(path, line({ id: 'later' }), 'later.jsonl');
  expect(await rowsIn(path, 'SELECT max(turn_id) AS n FROM store.turn')).toEqual([{ n: '3' }]);
  expect(await complaints(path, true)).toEqual([]);
});

test('a rebuild whose evidence is gone fails and leaves the case as it was', async () => {
  const path = await caseWithLog();
  const [{ sha256 } = {}] = await rowsIn(path, 'SELECT sha256 FROM store.evidence');
  const before = await everyRowIn(path);
  rmSync(join(path, 'evidence', String(sha256)));
  await expect(rebuildCase(path)).rejects.toThrow();
  expect(await everyRowIn(path)).toEqual(before);
});

type Said = Pick<ChainEntry, 'at' | 'actor' | 'act' | 'data'>;

/** Writes the custody log anew with valid hashes, as a forger would. */
function rewrite(path: string, change: (entries: Said[]) => Said[]): void {
  const entries = readChain(custodyOf(path)).entries.map(({ at, actor, act, data }) => ({
    at,
    actor,
    act,
    data,
  }));
  rmSync(custodyOf(path));
  for (const entry of change(entries)) appendToChain(custodyOf(path), entry);
}

async function digestsNow(path: string): Promise<Record<string, Record<string, string>>> {
  const database = await openDatabaseForVerifying(join(path, 'case.duckdb'));
  try {
    return await digestTables(database.connection);
  } finally {
    database.close();
  }
}

describe('a forger who computes digests anew', () => {
  const EDIT = "UPDATE turn SET model = 'innocent' WHERE turn_id = 1";

  async function storeDigests(path: string, data: Record<string, unknown>): Promise<void> {
    await forge(
      path,
      `UPDATE derivation SET digests = '${canonicalJson(data).replaceAll("'", "''")}'`,
    );
  }

  async function forged(): Promise<{ path: string; completed: Record<string, unknown> }> {
    const path = await caseWithLog();
    await forge(path, EDIT);
    const last = readChain(custodyOf(path)).entries.at(-1);
    return { path, completed: { ...last?.data, digests: await digestsNow(path) } };
  }

  test('in table and custody log passes the quick look and is caught by the full one', async () => {
    const { path, completed } = await forged();
    await storeDigests(path, completed);
    rewrite(path, (entries) =>
      entries.map((entry) =>
        entry.act === 'import.completed' ? { ...entry, data: completed } : entry,
      ),
    );
    expect(await complaints(path)).toEqual([]);
    expect(await complaints(path, true)).toEqual([
      'tables derived again from the evidence: table turn, chunk 0: a value differs from what was derived',
    ]);
  });

  test('and cuts the log so that it looks like a kill is caught by the full look', async () => {
    const { path, completed } = await forged();
    await storeDigests(path, completed);
    rewrite(path, (entries) => entries.slice(0, -1));
    const { ok, checks } = await verified(path);
    expect(ok).toBe(true);
    expect(checks.some(({ detail }) => detail.includes('was interrupted before'))).toBe(true);
    expect(await complaints(path, true)).toEqual([
      'tables derived again from the evidence: table turn, chunk 0: a value differs from what was derived',
    ]);
  });

  test('and claims another derivation version is caught by the full look', async () => {
    const { path, completed } = await forged();
    await storeDigests(path, completed);
    for (const derivation of [0, 99]) {
      rewrite(path, (entries) =>
        entries.map((entry) => {
          if (entry.act === 'import.completed') return { ...entry, data: completed };
          return entry.act === 'case.created'
            ? { ...entry, data: { ...entry.data, derivation } }
            : entry;
        }),
      );
      expect(await complaints(path, true)).toEqual([
        `tables derived again from the evidence: this Exhibit knows no derivation version ${derivation}`,
      ]);
    }
  });

  test('and changes the counts that custody tells is caught by the quick look', async () => {
    const path = await caseWithLog();
    const last = readChain(custodyOf(path)).entries.at(-1);
    const completed = { ...last?.data, quarantined: 0, mapped: 3 };
    await storeDigests(path, completed);
    rewrite(path, (entries) => [
      ...entries.slice(0, -1),
      ...entries.slice(-1).map((entry) => ({ ...entry, data: completed })),
    ]);
    expect(await complaints(path)).toEqual([
      'records of log.jsonl: custody says another mapped, quarantined than table evidence',
    ]);
  });

  test('and names files outside the case is refused by the shape of an entry', async () => {
    const path = await caseWithLog();
    rewrite(path, (entries) =>
      entries.map((entry) =>
        entry.act === 'import.begun'
          ? { ...entry, data: { ...entry.data, sha256: '../../../etc/passwd' } }
          : entry,
      ),
    );
    expect((await complaints(path)).join('\n')).toMatch(
      /custody log: an entry is not as its act demands: sha256: not a SHA-256/,
    );
  });
});
