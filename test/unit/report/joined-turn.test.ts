import { expect, test } from 'vitest';
import { readerAt } from '../../../electron/engine/analysis/open-analysed.ts';
import { pinExhibit } from '../../../electron/engine/analysis/write.ts';
import { draftExtract } from '../../../electron/engine/report/draft.ts';
import { unresolvedCitations } from '../../../shared/domain/report-extract.ts';
import { emptyCase, importText } from '../../fixtures/case-on-disk.ts';
import { THREE_RECORDS } from '../../fixtures/joined-calls.ts';

test('an exhibit of a joined turn cites the record that holds what is quoted, and names the others and their conflicts', async () => {
  const path = await emptyCase();
  const [request = '', ...later] = THREE_RECORDS.split('\n');
  await importText(path, later.join('\n'), 'answers.jsonl');
  const pinned = { turn: 'T-1', caption: 'The fee', quotation: 'The fee is 5 €.' } as const;
  await pinExhibit(readerAt(path), { ...pinned, side: 'output' });
  // Pinned to a record that is no longer the first to be named.
  await importText(path, request, 'requests.jsonl');
  await pinExhibit(readerAt(path), { ...pinned, quotation: 'What is the fee?', side: 'input' });
  const { extract } = await draftExtract(readerAt(path), null);
  const [answer, question] = extract.exhibits;
  const named = (places: { place: { name: string; ordinal: number } } | undefined) =>
    `${places?.place.name} ${places?.place.ordinal}`;
  expect([named(answer), named(question)]).toEqual(['answers.jsonl 1', 'requests.jsonl 1']);
  expect(answer?.records.map((record) => [named(record), record.gives])).toEqual([
    ['answers.jsonl 1', ['output']],
    ['answers.jsonl 2', []],
    ['requests.jsonl 1', ['input']],
  ]);
  const labels = new Map(extract.citations.map(({ id, label }) => [id, label]));
  const told = (said: { value: string | null; citations: string[] }) => [
    said.value,
    ...said.citations.map((id) => labels.get(id)),
  ];
  expect(
    answer?.conflicts.map(({ field, kept, other }) => [field, told(kept), told(other)]),
  ).toEqual([
    ['model', ['gpt-4o', 'answers.jsonl, record 1'], ['gpt-4o-mini', 'answers.jsonl, record 2']],
    ['output', [null, 'answers.jsonl, record 1'], [null, 'answers.jsonl, record 2']],
  ]);
  expect(unresolvedCitations(extract)).toEqual([]);
});

test('an exhibit of an answer that was logged piece by piece names every piece', async () => {
  const path = await emptyCase();
  const chunk = (content: string) =>
    JSON.stringify({
      id: 'a',
      object: 'chat.completion.chunk',
      model: 'gpt-4o',
      choices: [{ index: 0, delta: { content } }],
    });
  await importText(path, ['The ', 'fee ', 'is 5 €.'].map(chunk).join('\n'), 'chunks.jsonl');
  const quotation = 'The fee is 5 €.';
  await pinExhibit(readerAt(path), { turn: 'T-1', caption: 'The fee', quotation, side: 'output' });
  const { extract } = await draftExtract(readerAt(path), null);
  const [exhibit] = extract.exhibits;
  expect(exhibit?.pieces?.map(({ ordinal }) => ordinal)).toEqual([1, 2, 3]);
  expect(exhibit?.records.map(({ place, pieces }) => [place.ordinal, pieces])).toEqual([
    [1, 0],
    [3, 2],
  ]);
});
