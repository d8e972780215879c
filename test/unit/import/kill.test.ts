import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  type FSWatcher,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entryPoint } from '../../../electron/engine/base/entry-point.ts';
import { systemCode } from '../../../electron/engine/base/errors.ts';
import { createCase } from '../../../electron/engine/case/create.ts';
import { finishInterrupted } from '../../../electron/engine/case/derive.ts';
import { readChain } from '../../../electron/engine/custody/chain.ts';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import { registerReference } from '../../../electron/engine/import/register-reference.ts';
import { rebuildCase } from '../../../electron/engine/rebuild/rebuild.ts';
import { random } from '../../../electron/engine/statistics/random.ts';
import { z } from 'zod';
import { AS_IT_IS, complaints, importText, rowsIn } from '../../fixtures/case-on-disk.ts';
import { line } from './derived.ts';

const CALLS = 1500;
/** So many calls of the one file stand in the other too. */
const OVERLAP = 500;

let folder = '';
let log = '';
/** A log whose first calls stand in the prepared case already, in another file. */
let overlapping = '';
let policy = '';
let bytes = 0;
/** A case that holds a log already; each series of kills begins with a copy of it. */
let prepared = '';
beforeAll(async () => {
  // The commands that are killed and what is done again say the same time, so that equal tables have equal digests.
  process.env['EXHIBIT_NOW'] = '2026-05-04T09:00:00.000Z';
  folder = mkdtempSync(join(tmpdir(), 'exhibit-kill-'));
  log = join(folder, 'gateway.jsonl');
  policy = join(folder, 'policy.txt');
  const filler = 'The fee for this service was raised. '.repeat(4);
  const calls = (name: string, count: number): string[] =>
    Array.from({ length: count }, (_, index) =>
      line({
        id: `${name}-${index}`,
        conversation_id: `${name}-of-${index >> 2}`,
        created: 1760000000 + index,
        note: `${index} ${filler}`,
      }),
    );
  writeFileSync(log, calls('call', CALLS).join('\n'));
  const both = calls('both', OVERLAP);
  overlapping = join(folder, 'overlapping.jsonl');
  writeFileSync(overlapping, [...both, ...calls('new', CALLS - OVERLAP)].join('\n'));
  bytes = statSync(log).size;
  writeFileSync(policy, 'A fee is what was agreed. '.repeat(20_000));
  prepared = (await createCase(join(folder, 'prepared.exhibit'), 'Killed')).path;
  const earlier = [line({ id: 'earlier' }), '{"cut', ...both, ''].join('\n');
  await importText(prepared, earlier, 'earlier.jsonl');
});
afterAll(() => {
  // Cases of other files that share a title and this time would share their id.
  delete process.env['EXHIBIT_NOW'];
  rmSync(folder, { recursive: true, force: true });
});

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** How far the copy of the evidence reaches, in bytes, whatever its name. */
const copied = (path: string): number =>
  Math.max(
    0,
    ...readdirSync(join(path, 'evidence')).map((name) => sizeOf(join(path, 'evidence', name))),
  );
const evidenceFiles = (path: string): string[] => readdirSync(join(path, 'evidence'));
const saysAct =
  (act: string, times: number) =>
  (path: string): boolean =>
    readFileSync(join(path, 'custody.jsonl'), 'utf8').split(act).length > times;
const grewBy =
  (size: number) =>
  (path: string): boolean =>
    sizeOf(join(path, 'case.duckdb')) + sizeOf(join(path, 'case.duckdb.wal')) >
    sizeOf(join(prepared, 'case.duckdb')) + size;

type Moment = (path: string) => boolean;

/** Moments of an import, named; those of one line strike the same case, one after the other. */
const MOMENTS: readonly (readonly [string, Moment])[][] = [
  [
    ['the lock is put up', (path) => readdirSync(path).includes('.lock-write')],
    ['custody says begun', saysAct('"import.begun"', 2)],
  ],
  [
    ['the copy has a name', (path) => evidenceFiles(path).length > 1],
    ['some rows are written', grewBy(100_000)],
    ['the commit is logged', (path) => sizeOf(join(path, 'case.duckdb.wal')) > 0],
  ],
  [
    ['the copy has its first bytes', (path) => copied(path) > 1000],
    ['half is copied', (path) => copied(path) > bytes / 2],
    ['custody says completed', saysAct('"import.completed"', 2)],
  ],
  [
    ['all is copied', (path) => copied(path) >= bytes],
    [
      'the copy has its final name',
      (path) => evidenceFiles(path).filter((name) => /^[0-9a-f]{64}$/.test(name)).length > 1,
    ],
    ['more rows are written', grewBy(400_000)],
  ],
];

/** Runs the command line in a process of its own, kills it at the moment; gives whether it was still running. */
async function killedAt(
  args: readonly string[],
  path: string,
  moment: () => boolean,
): Promise<boolean> {
  const child = spawn(process.execPath, [entryPoint('exhibit'), ...args], { stdio: 'ignore' });
  const strike = (): void => {
    if (moment()) child.kill('SIGKILL');
  };
  const watchers = new Map<string, FSWatcher>();
  // Node's own way to watch a folder with those in it ends the process where one of them goes while it looks into it.
  const follow = (folder: string): void => {
    if (watchers.has(folder) || !existsSync(folder)) return;
    const told = (): void => {
      for (const inner of ['evidence', '.importing']) follow(join(path, inner));
      strike();
    };
    try {
      watchers.set(
        folder,
        watch(folder, told).on('error', () => undefined),
      );
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error;
    }
  };
  follow(path);
  follow(join(path, 'evidence'));
  try {
    return await new Promise((resolve) => {
      child.once('exit', (_code, signal) => resolve(signal === 'SIGKILL'));
    });
  } finally {
    for (const watcher of watchers.values()) watcher.close();
  }
}

const remains = (path: string): string[] =>
  readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.lock|\.tmp-|\.wal|\.making-|\.importing/.test(name),
  );

/** What the tables hold, whole: a job is in them or it is not. */
async function heldIn(path: string): Promise<string> {
  const [held] = await rowsIn(
    path,
    `SELECT (SELECT count(*) FROM store.evidence) AS files, (SELECT count(*) FROM store.record) AS records,
       (SELECT count(*) FROM store.turn) AS turns, (SELECT max(turn_id) FROM store.turn) AS last,
       (SELECT count(DISTINCT content_id) FROM store.content) AS texts,
       (SELECT count(*) FROM store.message) AS messages, (SELECT count(*) FROM store.same_record) AS same_records,
       (SELECT count(*) FROM store.reference) AS "references"`,
  );
  return JSON.stringify(held);
}

const completedIn = (path: string, { act, numbered }: Killed): unknown[] =>
  readChain(join(path, 'custody.jsonl'))
    .entries.filter((entry) => entry.act === `${act}.completed`)
    .map(({ data }) =>
      Object.entries(z.record(z.string(), z.unknown()).parse(data['digests'])).filter(
        ([table]) => !numbered.includes(table),
      ),
    );

/** A job that is killed: as a command, and as what a person does when it was. */
interface Killed {
  readonly act: string;
  readonly args: (path: string) => readonly string[];
  readonly again: (path: string) => Promise<unknown>;
  /** Tables whose rows name the number of the job, which rises with each that was killed. */
  readonly numbered: readonly string[];
}

const IMPORT: Killed = {
  act: 'import',
  args: (path) => ['import', path, log],
  again: (path) => importFiles(path, [log], AS_IT_IS),
  numbered: ['evidence'],
};
/** With a checkpoint every few hundred lines, so that kills strike between them, and imports go on from them. */
const CHECKPOINTED: Killed = {
  act: 'import',
  args: (path) => ['import', path, log, '--checkpoint', '0.2'],
  again: (path) => importFiles(path, [log], { ...AS_IT_IS, checkpointEvery: 200_000 }),
  numbered: ['evidence'],
};
/** Both again of a file that tells anew what the case holds. */
const OVERLAPPING: Killed = {
  act: 'import',
  args: (path) => ['import', path, overlapping],
  again: (path) => importFiles(path, [overlapping], AS_IT_IS),
  numbered: ['evidence'],
};
const OVERLAPPING_CHECKPOINTED: Killed = {
  act: 'import',
  args: (path) => ['import', path, overlapping, '--checkpoint', '0.2'],
  again: (path) => importFiles(path, [overlapping], { ...AS_IT_IS, checkpointEvery: 200_000 }),
  numbered: ['evidence'],
};
const REFERENCE: Killed = {
  act: 'reference',
  args: (path) => ['reference', path, policy, '--title', 'Fees'],
  again: (path) => registerReference(path, policy, { title: 'Fees', from: null, to: null }),
  numbered: [],
};
const REBUILD: Killed = {
  act: 'rebuild',
  args: (path) => ['rebuild', path],
  again: rebuildCase,
  numbered: ['evidence'],
};

let cases = 0;

const copyOfPrepared = (): string => {
  cases += 1;
  const path = join(folder, `killed-${cases}.exhibit`);
  cpSync(prepared, path, { recursive: true });
  return path;
};

/** The state before a job, and the one after it where nothing interrupts. */
const wholes = new Map<Killed, { before: string; after: string; digests: unknown }>();

async function wholeOf(job: Killed): Promise<{ before: string; after: string; digests: unknown }> {
  const known = wholes.get(job);
  if (known !== undefined) return known;
  const path = copyOfPrepared();
  const before = await heldIn(path);
  await job.again(path);
  const whole = { before, after: await heldIn(path), digests: completedIn(path, job).at(-1) };
  wholes.set(job, whole);
  rmSync(path, { recursive: true });
  return whole;
}

/**
 * Kills the job at each moment in turn, in one case; then does it again, which completes it. Gives how many kills struck
 * while it ran.
 */
async function survives(
  job: Killed,
  moments: readonly (readonly [string, () => Moment])[],
): Promise<number> {
  const { before, after, digests } = await wholeOf(job);
  const path = copyOfPrepared();
  let held = before;
  let kills = 0;
  for (const [name, momentOf] of moments) {
    const moment = momentOf();
    const struck = await killedAt(job.args(path), path, () => moment(path));
    if (struck) kills += 1;
    expect(await complaints(path), name).toEqual([]);
    held = await heldIn(path);
    expect([before, after], name).toContain(held);
    if (held !== before) break;
  }
  // A second reference to one file is a reference of its own: it is registered again only where it is not.
  if (job === REFERENCE && held !== before) await finishInterrupted(path);
  else await job.again(path);
  expect(await heldIn(path)).toBe(after);
  expect(await complaints(path)).toEqual([]);
  expect(remains(path)).toEqual([]);
  const completed = completedIn(path, job);
  expect(completed.at(-1)).toEqual(digests);
  if (job !== REBUILD) expect(completed).toHaveLength(job.act === 'import' ? 2 : 1);
  rmSync(path, { recursive: true });
  return kills;
}

test.each(MOMENTS.map((series) => [series.map(([name]) => name).join(', then when '), series]))(
  'a kill when %s leaves before or after',
  async (_names, series) => {
    await survives(
      IMPORT,
      series.map(([name, moment]) => [name, () => moment]),
    );
  },
);

describe('a kill at any moment leaves before or after', () => {
  /** Other moments with EXHIBIT_SEED. */
  const source = random(Number(process.env['EXHIBIT_SEED'] ?? 1));

  /** How many changes of its folder a whole run makes. */
  async function changesOf(job: Killed): Promise<number> {
    const path = copyOfPrepared();
    let changes = 0;
    await killedAt(job.args(path), path, () => {
      changes += 1;
      return false;
    });
    rmSync(path, { recursive: true });
    return changes;
  }

  const afterChanges =
    (changes: number): (() => Moment) =>
    () => {
      let seen = 0;
      return () => {
        seen += 1;
        return seen >= changes;
      };
    };

  test.each([
    ['an import', IMPORT, 4, 6],
    ['an import with checkpoints', CHECKPOINTED, 5, 5],
    ['an import that overlaps', OVERLAPPING, 4, 4],
    ['an import with checkpoints that overlaps', OVERLAPPING_CHECKPOINTED, 5, 5],
    ['the registering of a reference', REFERENCE, 2, 1],
    ['a rebuild', REBUILD, 2, 1],
  ])('of %s', async (_name, job, each, least) => {
    const most = await changesOf(job);
    let kills = 0;
    // A moment may come after the job has ended: such a kill does not count.
    for (let series = 0; series < least && kills < least; series += 1) {
      const moments = Array.from({ length: each }, () => 1 + source.below(most));
      kills += await survives(
        job,
        moments.map((changes) => [`change ${changes} of ${most}`, afterChanges(changes)]),
      );
    }
    expect(kills).toBeGreaterThanOrEqual(least);
  });
});

test('what overlaps stands once after an import in one go and in parts alike', async () => {
  const wholesOf = [await wholeOf(OVERLAPPING), await wholeOf(OVERLAPPING_CHECKPOINTED)];
  for (const { after } of wholesOf)
    expect(JSON.parse(after)).toMatchObject({
      records: String(CALLS + OVERLAP + 2),
      turns: String(CALLS + 1),
      same_records: String(OVERLAP),
    });
  expect(wholesOf[1]?.digests).toEqual(wholesOf[0]?.digests);
});
