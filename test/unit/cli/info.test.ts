import { appendFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { withAnalysedCase } from '../../../electron/engine/analysis/open-analysed.ts';
import { caseInfo } from '../../../electron/engine/index.ts';
import { repairInCase } from '../../../electron/engine/rebuild/repair-in-case.ts';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import { buildExtract } from '../../../electron/engine/report/extract.ts';
import { AS_IT_IS, emptyCase, importText } from '../../fixtures/case-on-disk.ts';
import { runHere } from '../../fixtures/run-here.ts';
import { line } from '../import/derived.ts';

/** What a person reads of the case, line by line. */
async function saidOf(path: string): Promise<string[]> {
  const { status, stdout } = await runHere(['info', path], {
    folder: join(path, '..'),
    environment: process.env,
  });
  expect(status).toBe(0);
  return stdout.split('\n');
}

const reportOf = (path: string) =>
  withAnalysedCase(path, 'drafting', (open) =>
    buildExtract(open, {
      id: 'R-0001',
      template: 'rca',
      status: 'draft',
      supersedes: null,
      signer: null,
      build: 'x',
    }),
  );

/** Stored, not packed, so that every byte but the last record's is there. */
const cutShort = (log: string): Buffer => gzipSync(log, { level: 0 }).subarray(0, -60);

test('a file that is cut short says so in info and report, also when its last record was repaired', async () => {
  const path = await emptyCase();
  await importText(path, cutShort(`${line()}\n${line({ id: 'call-2' })}`), 'log.jsonl.gz');
  const note = 'the gzip file is cut short: its end, with the checksum, is missing';
  expect(await saidOf(path)).toContain(`log.jsonl.gz: ${note}.`);
  const reason = 'The exporter was killed.';
  const asked = { file: 'log.jsonl.gz', ordinals: null, rule: 'truncated-end', withdraw: false };
  await repairInCase(path, { ...asked, reason });
  const said = await saidOf(path);
  expect(said).toContain(`log.jsonl.gz: ${note}.`);
  expect(said.indexOf('completeness of log.jsonl.gz')).toBeGreaterThan(0);
  expect(said.join('\n')).toContain('1 record mapped with a note: repaired by truncated-end');
  const { evidence, limitations } = await reportOf(path);
  const text = `Not all of log.jsonl.gz could be read as it was written: ${note}. What that lost, if anything, stands in no record and in no count.`;
  expect(evidence.files[0]?.notes).toEqual([`${note}.`]);
  expect(evidence.completeness[0]?.text).toContain(
    'Every byte that could be read belongs to one of these records',
  );
  expect(evidence.completeness[1]?.text).toBe(text);
  expect(limitations.not_read.map((stated) => stated.text)).toEqual([text]);
});

test('what was noted of mapped records is read in info', async () => {
  const path = await emptyCase();
  const twice = line({ user: 'x' }).replace('"user":"x"', '"user":"ana","user":"x"');
  await importText(path, `${line()}\n${twice}\n${line({ user: 'x' }).replace('"x"', '"\\ud83d"')}`);
  expect(await saidOf(path)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^ {2}Records: 1 record mapped with a note: .*twice.* \(line 2\)\.$/),
      '  Records: 1 record mapped with a note: a lone surrogate escape is read as U+FFFD (line 3).',
    ]),
  );
  expect((await caseInfo(path)).evidence[0]?.notes).toEqual([]);
});

test('what was refused is named with its reason in info and report, until it is imported', async () => {
  const path = await emptyCase();
  await importText(path, line(), 'good.jsonl');
  for (const name of ['notes.txt', 'later.jsonl']) await importText(path, 'no log', name);
  await importText(path, line({ id: 'later' }), 'later.jsonl');
  await importFiles(path, [join(path, '..', 'good.jsonl')], { ...AS_IT_IS, zone: 'Asia/Tokyo' });
  const { refused } = await caseInfo(path);
  expect(refused.map(({ name }) => name)).toEqual(['notes.txt']);
  const [{ at, reason } = { at: '', reason: '' }] = refused;
  expect(reason).toMatch(/^Nothing in notes\.txt can be parsed as a log \(/);
  expect(await saidOf(path)).toContain(`notes.txt: not imported, refused ${at}: ${reason}`);
  const { scope, citations } = await reportOf(path);
  expect(scope.excluded.map(({ text }) => text)).toEqual([
    `notes.txt was to be imported on ${at} and was refused: it is not among the evidence. ${reason}`,
  ]);
  expect(citations.find(({ id }) => id === scope.excluded[0]?.citations[0])).toMatchObject({
    kind: 'custody',
  });
});

test('info looks at a file that was left in place and says that it was written to, or is gone', async () => {
  const path = await emptyCase();
  const log = join(path, '..', 'stays.jsonl');
  writeFileSync(log, line());
  await importFiles(path, [log], { ...AS_IT_IS, inPlace: true });
  const changeOf = async () => (await caseInfo(path)).evidence[0]?.in_place_change;
  expect(await changeOf()).toBeNull();
  const { size } = statSync(log);
  appendFileSync(log, `\n${line({ id: 'after' })}`);
  expect(await changeOf()).toMatch(
    `stays.jsonl, evidence that was left in place, has ${statSync(log).size} bytes where ${size} were imported (`,
  );
  rmSync(log);
  const change = (await changeOf()) ?? '';
  expect(change).toContain('evidence that was left in place, is no longer there (');
  expect(await saidOf(path)).toContain(change);
});
