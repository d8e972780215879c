import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { withAnalysedCase } from '../../../electron/engine/analysis/open-analysed.ts';
import { rows } from '../../../electron/engine/case/query.ts';
import { reportExtract } from '../../../shared/domain/report-extract.ts';
import { type Answered, answerOf, CommandLine } from '../../fixtures/command-line.ts';
import { runHere } from '../../fixtures/run-here.ts';

const made = z.strictObject({
  case: z.string(),
  report: z.string(),
  pdf: z.string(),
  package: z.string(),
});

/** The demo, run twice with one identity and one clock: in `first` and `second`. */
export const exhibit = new CommandLine();
type Demo = z.infer<typeof made>;
let demos: { first: Demo; second: Demo } | undefined;

export async function runDemos(): Promise<void> {
  // The demo makes its identity where there is none; made before, both runs sign with the same.
  const identity = exhibit.run(['identity', 'new', '--name', 'Demo examiner'], {
    EXHIBIT_PASSPHRASE: 'exhibit-demo',
  });
  if (identity.status !== 0) throw new Error(identity.stderr);
  // A demo may be repeated: in the second folder an earlier one stands.
  const earlier = ['new', 'second/sample.exhibit', '--title', 'Wrong return periods in customer chat'];
  const stands = exhibit.run(earlier);
  if (stands.status !== 0) throw new Error(stands.stderr);
  const [first, second] = await Promise.all(
    ['first', 'second'].map(async (folder) => {
      const { status, stdout, stderr } = await exhibit.start(['demo', folder, '--json']);
      if (status !== 0) throw new Error(stderr);
      return made.parse(JSON.parse(stdout));
    }),
  );
  if (first === undefined || second === undefined) throw new Error('two demos were run');
  demos = { first, second };
}

export function demo(which: 'first' | 'second' = 'first'): Demo {
  if (demos === undefined) throw new Error('the demos were not run');
  return demos[which];
}

export function fileOf(which: 'first' | 'second', ...parts: string[]): Buffer {
  return readFileSync(join(demo(which).case, ...parts));
}

/** A file that the demo hands on beside the case. */
export function handedOn(...parts: string[]): Buffer {
  return readFileSync(join(dirname(demo().case), ...parts));
}

export function extractOf(which: 'first' | 'second') {
  return reportExtract.parse(JSON.parse(fileOf(which, 'reports/R-0001/extract.json').toString()));
}

/** What a command says; demos ran in processes of their own, and of what they left each asks a part. */
export const said = (args: readonly string[]): Promise<Answered> => runHere(args, exhibit);

/** The one JSON document of a command that ends as expected. */
export async function answered(args: readonly string[]): Promise<unknown> {
  return answerOf(args, await said([...args, '--json']), 0);
}

const FORMATS = ['md', 'csv', 'json'] as const;
let checklists: Map<string, string> | undefined;

/** The checklist of the demo in each format, as the command prints it: asked once. */
export async function printedChecklists(): Promise<ReadonlyMap<string, string>> {
  if (checklists !== undefined) return checklists;
  checklists = new Map();
  for (const format of FORMATS) {
    const { status, stdout, stderr } = await said(['checklist', demo().case, '--format', format]);
    if (status !== 0) throw new Error(stderr);
    checklists.set(format, stdout);
  }
  return checklists;
}

/** Rows of a SELECT over the demo's case. */
export async function select<Row>(sql: string, row: z.ZodType<Row>): Promise<Row[]> {
  return withAnalysedCase(demo().case, 'read by a test', ({ database: { connection } }) =>
    rows(connection, sql, {}, row),
  );
}

export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
