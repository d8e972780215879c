import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe } from 'vitest';
import { exhibit, runDemos } from './demo-cases.ts';
import { goldenSuite } from './golden.suite.ts';
import { stockToolsSuite } from './stock-tools.suite.ts';
import { truthSuite } from './truth.suite.ts';

// One file, so that all of it shares two runs of the demo.
beforeAll(runDemos, 600_000);
afterAll(() => rmSync(exhibit.folder, { recursive: true, force: true }));

describe('the demo gives what it gave', goldenSuite);
describe('the demo finds the truth of the sample', truthSuite);
describe('stock tools accept report and package', stockToolsSuite);
