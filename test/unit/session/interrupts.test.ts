import { expect, onTestFinished, test } from 'vitest';
import type { DuckDBConnection } from '@duckdb/node-api';
import { openCase } from '../../../electron/engine/case/open.ts';
import { layoutOf } from '../../../electron/engine/case/layout.ts';
import { Connections, InstanceLeft } from '../../../electron/engine/session/connections.ts';
import { ReadingSide } from '../../../electron/engine/session/reading-side.ts';
import { readCaseFile } from '../../../electron/engine/case/case-file.ts';
import { caseWithLog, emptyCase, importText } from '../../fixtures/case-on-disk.ts';
import { line } from '../import/derived.ts';
import { locksIn, openFilesIn } from './desks.ts';

/** Takes hours: only an interrupt ends it. */
const ENDLESS = 'SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b';
const endless = async (connection: DuckDBConnection): Promise<void> => {
  await connection.run(ENDLESS);
};
const one = async (connection: DuckDBConnection): Promise<unknown> =>
  (await connection.runAndReadAll('SELECT 1')).getRowsJson();

async function connectionsTo(path: string): Promise<Connections> {
  const open = await openCase(path, 'testing');
  const connections = new Connections(open.database);
  onTestFinished(async () => {
    await connections.leave();
    open.close();
  });
  return connections;
}

async function sideOf(path: string): Promise<ReadingSide> {
  const layout = layoutOf(path);
  const side = new ReadingSide(layout, readCaseFile(layout).case_id, () => undefined);
  onTestFinished(() => side.close());
  await side.read(one);
  return side;
}

test('a cancel interrupts its own call and no other', async () => {
  const connections = await connectionsTo(await emptyCase());
  const stop = new AbortController();
  const cancelled = connections.ask(endless, stop.signal);
  const others = [connections.ask(one), connections.ask(one)];
  stop.abort();
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  expect(await Promise.all(others)).toEqual([[[1]], [[1]]]);
  expect(await connections.ask(one)).toEqual([[1]]);
});

test('a cancel that falls between two statements holds for the next one', async () => {
  const connections = await connectionsTo(await emptyCase());
  const stop = new AbortController();
  const work = async (connection: DuckDBConnection): Promise<void> => {
    await one(connection);
    stop.abort();
    await one(connection);
    await endless(connection);
  };
  await expect(connections.ask(work, stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
});

test('an instance that is left ends what runs and takes nothing more', async () => {
  const connections = await connectionsTo(await emptyCase());
  const running = connections.ask(endless);
  const leaving = connections.leave();
  await expect(running).rejects.toBeInstanceOf(InstanceLeft);
  await leaving;
  await expect(connections.ask(one)).rejects.toBeInstanceOf(InstanceLeft);
});

test('a read that is interrupted by a job is asked again afterwards; the file is let go of meanwhile', async () => {
  const path = await caseWithLog();
  const side = await sideOf(path);
  expect(openFilesIn(path)).toHaveLength(1);
  let asked = 0;
  const answer = side.read(async (connection) => {
    asked += 1;
    if (asked === 1) await endless(connection);
    return one(connection);
  });
  await side.read(one);
  await side.stepAside();
  expect(openFilesIn(path)).toEqual([]);
  expect(locksIn(path)).toEqual([]);
  side.comeBack();
  expect(await answer).toEqual([[1]]);
  expect(asked).toBe(2);
});

test('many small jobs in a row under constant reading', async () => {
  const { registerCoReader } = await import('../../../electron/engine/case/co-readers.ts');
  const path = await caseWithLog();
  const side = await sideOf(path);
  onTestFinished(registerCoReader(path, side));
  const turns = (): Promise<number> =>
    side.read(async (connection) =>
      Number((await connection.runAndReadAll('SELECT count(*) FROM turn')).getRows()[0]?.[0]),
    );
  const stop = new AbortController();
  let seen = 0;
  const reading = [1, 2, 3].map(async () => {
    let last = 0;
    while (!stop.signal.aborted) {
      const now = await turns();
      expect(now).toBeGreaterThanOrEqual(last);
      last = now;
      seen += 1;
    }
  });
  for (let number = 1; number <= 8; number += 1) {
    const text = line({ id: `more-${number}`, conversation_id: `more-${number}` });
    expect((await importText(path, text, `more-${number}.jsonl`)).refused).toEqual([]);
    expect(side.tables).toBe(number + 1);
  }
  stop.abort();
  await Promise.all(reading);
  expect(seen).toBeGreaterThan(20);
  expect(await turns()).toBe(10);
});
