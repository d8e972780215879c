import { readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  type Desk,
  openWorkbench,
  type Workbench,
} from '../../../electron/engine/session/workbench.ts';
import { verify } from '../../../electron/engine/verify/verify.ts';
import type { JobStatus } from '../../../shared/domain/job-status.ts';
import { temporaryFolder } from '../../fixtures/case-on-disk.ts';
import { line } from '../import/derived.ts';

/** A workbench with a home of its own, where the grant of a path is the path itself. */
export function workbenchIn(home = join(temporaryFolder(), 'home')): Workbench {
  const workbench = openWorkbench({
    home,
    pathOf: (grant) => (grant.startsWith('/') ? { path: grant } : undefined),
    verify: ({ path, full }, job) => verify(path, { full, trusted: [] }, job),
  });
  onTestFinished(() => workbench.close());
  return workbench;
}

export async function deskAt(path: string, workbench = workbenchIn()): Promise<Desk> {
  const desk = workbench.desk();
  await desk.cases.open({ grant: path });
  return desk;
}

type Told = Desk['watch'] extends (signal?: AbortSignal) => AsyncIterable<infer Value>
  ? Value
  : never;

/** Follows what a desk is told until it holds what is looked for. */
export async function told<Found>(
  desk: Desk,
  find: (now: Told) => Found | undefined,
): Promise<Found> {
  const stop = new AbortController();
  try {
    for await (const now of desk.watch(stop.signal)) {
      const found = find(now);
      if (found !== undefined) return found;
    }
  } finally {
    stop.abort();
  }
  throw new Error('nothing more is told');
}

export const ended = (desk: Desk, { job }: { job: string }): Promise<JobStatus> =>
  told(desk, ({ jobs }) => jobs.find((one) => one.job === job && one.state !== 'running'));

/** The job is past its beginning: bytes of the file are in the tables' transaction. */
export const underWay = (desk: Desk, { job }: { job: string }): Promise<JobStatus> =>
  told(desk, ({ jobs }) =>
    jobs.find((one) => one.job === job && (one.done > 0 || one.state !== 'running')),
  );

/** A log of so many calls, each with a text of its own, beside the case. */
export function longLog(casePath: string, calls: number, name = 'long.jsonl'): string {
  const path = join(casePath, '..', name);
  const filler = 'The fee for this service was raised. '.repeat(12);
  const lines = Array.from({ length: calls }, (_, index) =>
    line({
      id: `long-${index}`,
      conversation_id: `long-${index >> 2}`,
      note: `${index} ${filler}`,
    }),
  );
  writeFileSync(path, lines.join('\n'));
  return path;
}

export const BY_TURN = { column: 'turn', descending: false } as const;

export const locksIn = (casePath: string): string[] =>
  readdirSync(casePath).filter((name) => name.startsWith('.lock'));

/** Open files of this process that lie in the case, where the system tells. */
export const openFilesIn = (casePath: string): string[] =>
  readdirSync('/proc/self/fd').flatMap((name) => {
    try {
      const path = readlinkSync(join('/proc/self/fd', name));
      return path.startsWith(casePath) ? [path] : [];
    } catch {
      return [];
    }
  });
