import { type ChildProcess, fork } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  lockForAppending,
  lockForReading,
  lockForWriting,
  removeStaleLocks,
  staleLocks,
  writerOf,
} from '../../../electron/engine/case/lock.ts';
import { complaints, emptyCase, temporaryFolder } from '../../fixtures/case-on-disk.ts';

/** Another process that holds a lock file of its own making: it stands for a second Exhibit. */
async function otherProcess(): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, '../../fixtures/idle-child.mjs'));
  onTestFinished(() => void child.kill('SIGKILL'));
  await new Promise((resolve) => child.once('message', resolve));
  return child;
}

/** The start time of a process as the system counts it, field 22 of its stat. */
async function startOf(pid: number): Promise<string> {
  const { readFileSync } = await import('node:fs');
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

async function holdBy(
  child: ChildProcess,
  root: string,
  name: string,
  changes: Record<string, unknown> = {},
): Promise<void> {
  const pid = child.pid ?? 0;
  const holder = {
    pid,
    started: await startOf(pid),
    host: hostname(),
    since: '2026-11-25T09:00:00.000Z',
    doing: 'importing gateway.jsonl',
    ...changes,
  };
  writeFileSync(join(root, name), JSON.stringify(holder));
}

const locksIn = (root: string): string[] =>
  readdirSync(root).filter((name) => name.startsWith('.lock'));

describe('one writer or many readers', () => {
  test('many may read, nobody may write meanwhile', async () => {
    const root = temporaryFolder();
    const child = await otherProcess();
    await holdBy(child, root, `.lock-read-${child.pid ?? 0}-1`);
    const mine = lockForReading(root, 'searching');
    expect(locksIn(root)).toHaveLength(2);
    expect(() => lockForWriting(root, 'importing')).toThrow(/is in use/);
    mine.release();
    expect(locksIn(root)).toHaveLength(1);
  });

  test('while another writes, nobody reads or writes, and the sentence names the holder', async () => {
    const root = temporaryFolder();
    const child = await otherProcess();
    await holdBy(child, root, '.lock-write');
    for (const lock of [lockForReading, lockForWriting])
      expect(() => lock(root, 'searching')).toThrow(
        `is in use: process ${child.pid ?? 0} on ${hostname()} has been importing gateway.jsonl since 2026-11-25T09:00:00.000Z; wait for it or stop it.`,
      );
    expect(locksIn(root)).toEqual(['.lock-write']);
    expect(writerOf(root)).toMatch(/has been importing gateway.jsonl/);
  });

  test('two jobs of one process exclude each other', () => {
    const root = temporaryFolder();
    const first = lockForWriting(root, 'importing');
    expect(() => lockForWriting(root, 'detecting')).toThrow(/has been importing since/);
    first.release();
    lockForWriting(root, 'detecting').release();
    expect(readdirSync(root)).toEqual([]);
  });

  test('a released lock leaves nothing behind', async () => {
    const root = temporaryFolder();
    for (const lock of [
      lockForReading(root, 'a'),
      lockForWriting(root, 'b'),
      await lockForAppending(root),
    ])
      lock.release();
    expect(readdirSync(root)).toEqual([]);
  });
});

describe('a stale lock', () => {
  test('of a process that was killed does not hinder, and the next job removes it', async () => {
    const root = await emptyCase();
    const child = await otherProcess();
    const readLock = `.lock-read-${child.pid ?? 0}-1`;
    await holdBy(child, root, '.lock-write');
    await holdBy(child, root, readLock);
    expect(staleLocks(root)).toEqual([]);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(staleLocks(root).sort()).toEqual([readLock, '.lock-write']);
    expect(writerOf(root)).toBeNull();
    expect(await complaints(root)).toEqual([]);
    lockForWriting(root, 'importing').release();
    removeStaleLocks(root);
    expect(locksIn(root)).toEqual([]);
  });

  test('is one whose process number now belongs to a later process', async () => {
    const root = temporaryFolder();
    const child = await otherProcess();
    await holdBy(child, root, '.lock-write', { started: '1' });
    lockForReading(root, 'searching').release();
  });

  test('is never one of another host: nobody here can know', async () => {
    const root = temporaryFolder();
    const child = await otherProcess();
    await holdBy(child, root, '.lock-write', { host: 'elsewhere', pid: 1 });
    for (const lock of [lockForReading, lockForWriting])
      expect(() => lock(root, 'searching')).toThrow(
        `${root} is in use: process 1 on elsewhere has been importing gateway.jsonl since 2026-11-25T09:00:00.000Z; if that machine no longer works on the case, delete ${root}/.lock-write.`,
      );
    expect(writerOf(root)).toBeNull();
  });

  test('of which nothing can be read does not hinder', () => {
    const root = temporaryFolder();
    writeFileSync(join(root, '.lock-write'), '');
    lockForWriting(root, 'importing').release();
    expect(readdirSync(root)).toEqual([]);
  });
});
