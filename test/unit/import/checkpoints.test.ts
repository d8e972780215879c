import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { expect, onTestFinished, test } from 'vitest';
import { backupCase } from '../../../electron/engine/case/backup.ts';
import { caseInfo } from '../../../electron/engine/index.ts';
import { countsIn } from '../../../electron/engine/case/info.ts';
import { readChain } from '../../../electron/engine/custody/chain.ts';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import { CaseSession } from '../../../electron/engine/session/case-session.ts';
import { LastNumbers } from '../../../electron/engine/session/last-numbers.ts';
import {
  AS_IT_IS,
  complaints,
  emptyCase,
  importText,
  temporaryFolder,
  verified,
} from '../../fixtures/case-on-disk.ts';
import { line } from './derived.ts';

const EVERY = 250_000;
const CHECKPOINTED = { ...AS_IT_IS, checkpointEvery: EVERY };

/**
 * Everything that must be carried from one part to the next: conversations of an earlier file, of this file and of one
 * record, calls that are told twice, answers told piece by piece, texts that come again, blank and broken lines, models.
 */
function largeLog(): string {
  const filler = 'The fee for this service was raised. '.repeat(20);
  return Array.from({ length: 4000 }, (_, at) => {
    if (at % 997 === 0) return '';
    if (at % 991 === 0) return '{"cut';
    if (at % 13 === 0)
      return JSON.stringify({
        id: `stream-${at % 3}`,
        object: 'chat.completion.chunk',
        model: 'gpt-4o',
        choices: [{ index: 0, delta: { content: `${at} ` } }],
      });
    return line({
      // Every tenth call is told again, much later.
      id: `call-${at > 2000 && at % 10 === 0 ? at - 2000 : at}`,
      ...(at % 7 === 0 ? {} : { conversation_id: `conv-${at % 501}` }),
      model: `model-${at >> 10}`,
      note: `${at} ${filler}`,
    });
  }).join('\n');
}

/** Each call is told by its metadata first, then, far behind, by its words. */
function callsToldTwice(): string {
  const told = (at: number, category: string, properties: object) =>
    JSON.stringify({
      time: '2026-02-03T10:00:00.000Z',
      resourceId: '/subscriptions/1/providers/Microsoft.CognitiveServices/accounts/help',
      category,
      correlationId: `call-${at}`,
      properties: JSON.stringify(properties),
      note: 'The fee for this service was raised. '.repeat(30),
    });
  const calls = Array.from({ length: 900 }, (_, at) => at);
  return [
    ...calls.map((at) => told(at, 'RequestResponse', { modelDeploymentName: 'help' })),
    ...calls.map((at) =>
      told(at, 'GatewayLogs', {
        requestBody: { model: 'help', messages: [{ role: 'user', content: `Fee ${at}?` }] },
        responseBody: {
          model: 'gpt-4o',
          choices: [{ message: { role: 'assistant', content: `${at} €.` } }],
        },
      }),
    ),
  ].join('\n');
}

/** A case with an earlier file, and a large log beside it. */
async function prepared(text = largeLog()): Promise<{ path: string; log: string }> {
  process.env['EXHIBIT_NOW'] = '2026-05-04T09:00:00.000Z';
  onTestFinished(() => void delete process.env['EXHIBIT_NOW']);
  const path = await emptyCase();
  await importText(
    path,
    `${line({ id: 'earlier', conversation_id: 'conv-3' })}\n`,
    'earlier.jsonl',
  );
  const log = join(temporaryFolder(), 'large.jsonl');
  writeFileSync(log, text);
  return { path, log };
}

const reached = z.object({ bytes: z.int() });

const reachedBy = (path: string): number => {
  const said = join(path, '.importing', 'reached.json');
  return existsSync(said) ? reached.parse(JSON.parse(readFileSync(said, 'utf8'))).bytes : 0;
};

/** Imports the log, and copies the case as a kill would leave it once it has reached that byte. */
async function killedAfter(path: string, log: string, bytes: number): Promise<string> {
  const copy = join(temporaryFolder(), 'killed.exhibit');
  await importFiles(path, [log], CHECKPOINTED, {
    get signal() {
      // Asked for whenever the import looks whether it is to go on.
      if (!existsSync(copy) && reachedBy(path) >= bytes) {
        cpSync(path, copy, { recursive: true });
        for (const name of readdirSync(copy))
          if (name.startsWith('.lock')) rmSync(join(copy, name));
      }
      return undefined;
    },
  });
  return copy;
}

const completedIn = (path: string) =>
  readChain(join(path, 'custody.jsonl')).entries.findLast(({ act }) => act === 'import.completed')
    ?.data;

test('an import that was killed goes on from its last checkpoint and gives the same tables', async () => {
  const { path, log } = await prepared();
  const copy = await killedAfter(path, log, 6 * EVERY);
  expect(readdirSync(path)).not.toContain('.importing');
  const whole = completedIn(path);
  expect(await complaints(path, true)).toEqual([]);

  // As the kill left it: what was there before counts, and the rest is said.
  const before = await verified(copy);
  const stopped =
    /an unfinished import of large\.jsonl, which stopped after record \d+ at byte \d{7}; nothing of it counts yet/;
  expect(before.ok).toBe(true);
  expect(before.checks.find(({ name }) => name === 'files of the case')?.detail).toMatch(stopped);
  expect((await caseInfo(copy)).unfinished_import).toMatch(stopped);
  const backup = await backupCase(copy, join(copy, '..', 'backup'));
  expect(readdirSync(backup.path)).not.toContain('.importing');

  const stoodAt = reachedBy(copy);
  const { files } = await importFiles(copy, [log], CHECKPOINTED);
  expect((await caseInfo(copy)).unfinished_import).toBeNull();
  const { continued_after, activity: _, ...continued } = completedIn(copy) ?? {};
  expect(continued_after).toMatchObject({ byte: stoodAt });
  const { activity: __, ...uninterrupted } = whole ?? {};
  expect(continued).toEqual(uninterrupted);
  expect(files).toMatchObject([{ quarantined: 4, blank: 5 }]);
  expect(readdirSync(copy)).not.toContain('.importing');
  expect(await complaints(copy, true)).toEqual([]);
});

test('what a kill after the last line of custody left is gone once the same file is imported again', async () => {
  const { path, log } = await prepared(line({ id: 'only' }));
  await importFiles(path, [log], CHECKPOINTED);
  const before = readdirSync(path).toSorted();
  mkdirSync(join(path, '.importing'));
  writeFileSync(join(path, '.importing', 'reached.json'), '{}');
  writeFileSync(join(path, '.lock-write-1-1.tmp-1'), '{}');
  await importFiles(path, [log], CHECKPOINTED);
  expect(readdirSync(path).toSorted()).toEqual(before);
});

test('a call that was told before the kill is not counted again where more of it is told after', async () => {
  const { path, log } = await prepared(callsToldTwice());
  const copy = await killedAfter(path, log, 6 * EVERY);
  expect(completedIn(path)).toMatchObject({ mapped: 1800, turns: 900 });
  await importFiles(copy, [log], CHECKPOINTED);
  expect(completedIn(copy)).toHaveProperty('continued_after');
  expect(completedIn(copy)).toMatchObject({ mapped: 1800, turns: 900 });
});

test('screens read the case as it was until a large import is whole, then as it is', async () => {
  const { path, log } = await prepared();
  const session = await CaseSession.open(
    path,
    () => false,
    new LastNumbers(temporaryFolder()),
    () => undefined,
  );
  onTestFinished(() => session.close());
  const turns = async (): Promise<number> =>
    session.read(async (connection) => (await countsIn(connection)).turns);
  const before = await turns();
  const importing = importFiles(path, [log], CHECKPOINTED);
  const ended = importing.then(() => true);
  const seen: number[] = [];
  for (;;) {
    const earlier = reachedBy(path);
    const now = await turns();
    if (earlier > 0 && reachedBy(path) > 0) seen.push(now);
    if (await Promise.race([ended, setImmediate(false)])) break;
  }
  const { files } = await importing;
  expect(new Set(seen)).toEqual(new Set([before]));
  expect(await turns()).toBeGreaterThan(before + 3500);
  expect(files).toHaveLength(1);
});

test('what a kill left is not gone on with where the case or the file changed since', async () => {
  const { path, log } = await prepared();
  const copy = await killedAfter(path, log, 6 * EVERY);
  const asLeft = (): string => {
    const again = join(temporaryFolder(), 'again.exhibit');
    cpSync(copy, again, { recursive: true });
    return again;
  };

  const otherCase = asLeft();
  await importText(otherCase, `${line({ id: 'between' })}\n`, 'between.jsonl');
  await importFiles(otherCase, [log], CHECKPOINTED);
  expect(completedIn(otherCase)).not.toHaveProperty('continued_after');
  expect(await complaints(otherCase)).toEqual([]);

  // Of the same size and time, but not the bytes whose copy was begun.
  const otherBytes = asLeft();
  const { mtime } = statSync(log);
  writeFileSync(log, readFileSync(log, 'utf8').replace('call-1"', 'call-x"'));
  utimesSync(log, mtime, mtime);
  const { refused } = await importFiles(otherBytes, [log], CHECKPOINTED);
  expect(refused).toMatchObject([
    {
      reason: expect.stringContaining(
        'it is not what an earlier import of it began to copy',
      ) as string,
    },
  ]);
  expect(readdirSync(otherBytes)).not.toContain('.importing');
  expect((await importFiles(otherBytes, [log], CHECKPOINTED)).files).toHaveLength(1);
});
