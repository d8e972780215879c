import { expect, test } from 'vitest';
import type { CompletenessStatement } from '../../../shared/domain/completeness.ts';
import { completenessWords, troubleWords } from '../../../shared/text/completeness-words.ts';
import {
  statementOfCase,
  statementOfFile,
} from '../../../electron/engine/case/completeness/statement.ts';
import { openCase } from '../../../electron/engine/case/open.ts';
import { emptyCase, importText } from '../../fixtures/case-on-disk.ts';
import { zip } from '../../fixtures/written-zip.ts';
import { line } from '../import/derived.ts';

/** The statement of the case, that of the second file asked for alone, and what is said of each. */
async function statementOf(path: string) {
  const open = await openCase(path, 'read by a test');
  const { connection } = open.database;
  const statement = await statementOfCase(connection);
  const alone = await statementOfFile(connection, 2).catch(() => null);
  open.close();
  return { ...statement, alone };
}

const said = (holding: CompletenessStatement['case'], of: 'file' | 'case'): readonly string[] =>
  troubleWords(holding, of).find(({ subject }) => subject === 'Same records')?.sentences ?? [];

const undated = (id: string): string => line({ id, created: undefined });

test('records that stand in another file are counted by file and for the case, those without a time apart', async () => {
  const path = await emptyCase();
  const rating = 'request_id,rating';
  await importText(
    path,
    [line({ id: 'a' }), undated('b'), '', '{"x":1}'].join('\n'),
    'march.jsonl',
  );
  await importText(
    path,
    [undated('b'), line({ id: 'c' }), '', '{"x":1}'].join('\n'),
    'april.jsonl',
  );
  await importText(path, `${rating}\na,1\n`, 'one.csv');
  await importText(path, `${rating}\nc,1\na,1\n`, 'two.csv');
  const { case: whole, files, alone } = await statementOf(path);
  expect(whole.overlap).toMatchObject({
    records: 6,
    one_turn: 0,
    undated: 2,
    apart: 0,
    no_turn: 4,
  });
  expect(files.map(({ overlap }) => overlap?.records)).toEqual([2, 2, 1, 1]);
  expect(files[1]?.overlap).toEqual({
    ...{ records: 2, one_turn: 0, undated: 1, apart: 0, no_turn: 1, files_total: 1 },
    files: [
      {
        ...{ evidence_id: 1, name: 'march.jsonl', records: 2 },
        first: { record_id: 5, name: 'april.jsonl', member: null, line: 1, ordinal: 1 },
      },
    ],
  });
  expect(alone?.overlap).toEqual(files[1]?.overlap);
  const [, april] = files;
  if (april === undefined) throw new Error('no second file');
  expect(said(april, 'file')).toEqual([
    '2 records stand byte for byte in another file of the case too: march.jsonl (2, here first: line 1).',
    '1 of them has no time of its own, or only a date, and counts in each file: the same words without a time may be two calls.',
    '1 of them gives no turn (a row of a side table, or not mapped) and counts in each file.',
  ]);
  expect(said(whole, 'case')[0]).toBe(
    '6 records stand byte for byte in another file of the case too: march.jsonl (2, first: line 2), april.jsonl (2, first: line 1), one.csv (1, first: line 2), two.csv (1, first: line 3).',
  );
});

test('nothing is said where no record stands in two files, though one stands twice in its own', async () => {
  const path = await emptyCase();
  await importText(path, [line({ id: 'a' }), line({ id: 'a' })].join('\n'), 'march.jsonl');
  await importText(path, line({ id: 'c' }), 'april.jsonl');
  const { case: whole, files } = await statementOf(path);
  expect([whole.overlap, ...files.map(({ overlap }) => overlap)]).toEqual([null, null, null]);
  expect(completenessWords(whole, 'case').map(({ subject }) => subject)).not.toContain(
    'Same records',
  );
});

test('members of one archive are files of their own', async () => {
  const path = await emptyCase();
  const archive = zip([
    { name: 'march.jsonl', content: `${undated('a')}\n${undated('b')}` },
    { name: 'april.jsonl', content: `${undated('b')}\n${undated('c')}` },
  ]);
  await importText(path, archive, 'export.zip');
  const { files } = await statementOf(path);
  expect(files[0]?.overlap).toMatchObject({
    ...{ records: 2, undated: 2 },
    files: [{ name: 'export.zip', records: 2, first: { member: 'march.jsonl', line: 2 } }],
  });
});
