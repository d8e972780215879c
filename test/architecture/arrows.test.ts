import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** Each guard is shown to bite: one forbidden import is planted in a copy of the tree, and the checker must name it. */
const root = resolve(import.meta.dirname, '../..');
let copy = '';

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'exhibit-arrows-'));
  for (const name of [
    'electron',
    'renderer',
    'shared',
    'scripts',
    'package.json',
    'tsconfig.json',
    'tsconfig.base.json',
    '.dependency-cruiser.mjs',
  ])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

// That the tree itself has none is a step of the test command.
test('every planted violation is found, and nothing else', () => {
  const planted: [string, string][] = [
    ['shared/domain/planted.ts', "import 'node:fs';"],
    ['shared/domain/planted-lodash.ts', "import 'lodash';"],
    ['electron/engine/seal/planted.ts', "import '../case/schema.ts';"],
    ['electron/engine/import/planted-network.ts', "import 'node:https';"],
    ['electron/engine/formats/planted.ts', "import '../import/intake.ts';"],
    ['electron/engine/search/planted-electron.ts', "import 'electron';"],
    ['electron/engine/statistics/planted.ts', "import '../compare/compare.ts';"],
    ['electron/cli/planted.ts', "import '../engine/case/create.ts';"],
    ['electron/engine-host/planted.ts', "import '../engine/report/issue.ts';"],
    ['electron/engine/base/planted.ts', "import '../case/layout.ts';"],
    ['electron/engine-host/planted-page.ts', "import '../../renderer/commands/table.ts';"],
    ['electron/main/planted.ts', "import '../engine/index.ts';"],
    ['electron/preload/planted.ts', "import '../engine/base/hash.ts';"],
    ['renderer/design/planted.ts', "import '../engine-client/engine.ts';"],
    ['renderer/design/planted-domain.ts', "import '../../shared/domain/view.ts';"],
    ['renderer/engine-client/planted.ts', "import '../design/toast-queue.ts';"],
    ['renderer/engine-client/planted-contract.ts', "import '../../shared/contract/index.ts';"],
    ['renderer/screens/home/planted.ts', "import '../evidence/hex-rows.ts';"],
    ['renderer/screens/home/planted-aria.ts', "import 'react-aria-components';"],
    ['renderer/screens/home/planted-orpc.ts', "import '@orpc/client';"],
    ['renderer/app/planted-node.ts', "import 'node:fs';"],
    ['renderer/app/planted-monaco.ts', "import 'monaco-editor';"],
    ['renderer/design/planted-chart.ts', "import 'recharts';"],
    ['electron/engine/detect/planted-a.ts', "import './planted-b.ts';"],
    ['electron/engine/detect/planted-b.ts', "import './planted-a.ts';"],
  ];
  for (const [path, text] of planted) writeFileSync(join(copy, path), `${text}\nexport {};\n`);
  const { status, stderr } = spawnSync('node', ['scripts/check-arrows.mjs'], {
    cwd: copy,
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  for (const [path] of planted) expect(stderr).toContain(path);
  const named = stderr.split('\n').flatMap((line) => /: (\S+) imports /.exec(line)?.[1] ?? []);
  expect(named.filter((name) => !planted.some(([path]) => path === name))).toEqual([]);
  expect(stderr).toMatch(/offline: electron\/engine\/import\/planted-network\.ts/);
  expect(stderr).toMatch(/orpc-in-three-folders: renderer\/screens\/home\/planted-orpc\.ts/);
  expect(stderr).toMatch(/page-is-free-of-node: renderer\/app\/planted-node\.ts/);
  expect(stderr).toMatch(/design-knows-no-engine: renderer\/design\/planted-domain\.ts/);
  expect(stderr).toMatch(
    /page-knows-contract-by-type: renderer\/engine-client\/planted-contract\.ts/,
  );
  expect(stderr).toMatch(/no-circles: electron\/engine\/detect\/planted-[ab]\.ts/);
});
