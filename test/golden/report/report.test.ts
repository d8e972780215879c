import { spawnSync } from 'node:child_process';
import { test as anyTest, expect } from 'vitest';
import { typeset } from '../../../electron/engine/report/typeset.ts';
import { emptyExtract, fullExtract } from '../../fixtures/report/extract.ts';

const missing = spawnSync('pdftotext', ['-v']).error !== undefined;
if (missing) console.log('skipped: pdftotext is not installed');
const test = missing ? anyTest.skip : anyTest;

/** What a reader finds on the pages, in the order of the document. */
async function wordsOf(extract: ReturnType<typeof fullExtract>): Promise<string> {
  const { pdf } = await typeset(extract);
  return spawnSync('pdftotext', ['-raw', '-', '-'], { input: pdf, encoding: 'utf8' }).stdout;
}

test('a report with content in every section reads so', async () => {
  await expect(await wordsOf(fullExtract())).toMatchFileSnapshot('full.txt');
});

test('a report of an empty case says in each section that it is empty, and what that means', async () => {
  await expect(await wordsOf(emptyExtract())).toMatchFileSnapshot('empty.txt');
});
