import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { RPCHandler } from '@orpc/server/message-port';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { router } from '../../../electron/engine-host/router.ts';
import { createCase, importFiles, openWorkbench } from '../../../electron/engine/index.ts';
import type { contract } from '../../../shared/contract/index.ts';
import { CONTRACT_VERSION } from '../../../shared/contract/version.ts';

type Engine = ContractRouterClient<typeof contract>;

const folder = mkdtempSync(join(tmpdir(), 'exhibit-contract-'));
const casePath = join(folder, 'night.exhibit');
const sample = join(import.meta.dirname, '../../../resources/sample/gateway-2026-03.jsonl');
const faults: unknown[] = [];
let engine: Engine;
let end: () => Promise<void>;

beforeAll(async () => {
  await createCase(casePath, 'Night desk');
  await importFiles(casePath, [sample], {
    format: null,
    zone: 'UTC',
    clockOffsetMs: 0,
    intake: null,
  });
  const workbench = await openWorkbench({
    home: join(folder, 'home'),
    pathOf: (grant) =>
      ({ case: { path: casePath }, nowhere: { path: join(folder, 'none') } })[grant],
    verify: () => Promise.reject(new Error('planted')),
  });
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(router).upgrade(port1, {
    context: {
      desk: workbench.desk(),
      logFault: (error: unknown) => {
        faults.push(error);
        return 'f-1';
      },
    },
  });
  engine = createORPCClient(new RPCLink({ port: port2 }));
  end = async () => {
    port1.close();
    await workbench.close();
  };
});
afterAll(async () => {
  await end();
  rmSync(folder, { recursive: true, force: true });
});

const codeOf = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'answered',
    (error: unknown) => (error instanceof ORPCError ? [error.code, error.data] : error),
  );

test('page and engine greet each other by the version of the contract', async () => {
  expect(await engine.hello({ contract: CONTRACT_VERSION })).toMatchObject({
    contract: CONTRACT_VERSION,
  });
});

test('before a case is open every question says so, and no fault is logged', async () => {
  expect(
    await codeOf(engine.views.open({ filter: '', sort: { column: 'turn', descending: false } })),
  ).toEqual(['NO_CASE', undefined]);
  expect(faults).toEqual([]);
});

test('a grant that nobody gave, and a place without a case, are refused in words', async () => {
  expect(await codeOf(engine.cases.open({ grant: 'made up' }))).toMatchObject(['REFUSED', {}]);
  expect(await codeOf(engine.cases.open({ grant: 'nowhere' }))).toMatchObject([
    'REFUSED',
    {
      sentence: `There is no case at ${join(folder, 'none')}; make a new case, or open another.`,
    },
  ]);
});

test('a view is opened, read by columns, and lost once it is closed', async () => {
  await engine.cases.open({ grant: 'case' });
  const head = await engine.views.open({
    filter: 'role:user',
    sort: { column: 'at', descending: true },
  });
  expect(head).toMatchObject({ length: 1035, turns: 1035, of: 1035 });
  const { columns } = await engine.views.page({ view: head.view, offset: 0, limit: 2 });
  expect(columns['turn_id']).toHaveLength(2);
  await engine.views.close({ view: head.view });
  expect(await codeOf(engine.views.page({ view: head.view, offset: 0, limit: 2 }))).toEqual([
    'VIEW_LOST',
    undefined,
  ]);
});

test('what breaks the contract never reaches the engine', async () => {
  const tooMuch = engine.views.page({ view: 'view_1', offset: 0, limit: 100_000 });
  expect(await codeOf(tooMuch)).toMatchObject(['BAD_REQUEST', {}]);
});

test('a filter that is none points at its character', async () => {
  const opened = engine.views.open({
    filter: 'model:',
    sort: { column: 'turn', descending: false },
  });
  expect(await codeOf(opened)).toMatchObject([
    'REFUSED',
    { code: 'bad-filter', detail: expect.stringContaining('^') as string },
  ]);
});

test('an aborted call rejects, and the case answers the next one', async () => {
  const stop = new AbortController();
  const call = engine.views.facets({ filter: '/(a|b)+c/' }, { signal: stop.signal });
  stop.abort();
  await expect(call).rejects.toThrow();
  expect((await engine.views.facets({ filter: '' })).total).toBe(1035);
});
