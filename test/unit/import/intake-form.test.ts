import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readerAt } from '../../../electron/engine/analysis/open-analysed.ts';
import { caseInfo } from '../../../electron/engine/case/info.ts';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import {
  clockOf,
  intakeForm,
  readIntakeFacts,
} from '../../../electron/engine/import/intake-form.ts';
import { draftExtract } from '../../../electron/engine/report/draft.ts';
import {
  AS_IT_IS,
  emptyCase,
  rowsIn,
  temporaryFolder,
  verified,
} from '../../fixtures/case-on-disk.ts';
import { openForReading } from '../../fixtures/open-for-reading.ts';

function written(text: string, name = 'form.yaml'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
}

const filled = (facts: Record<string, string>): string =>
  Object.entries(facts).reduce(
    (form, [key, value]) => form.replace(`\n${key}:\n`, `\n${key}: ${value}\n`),
    intakeForm(),
  );

test('an empty form states nothing; a filled one states what stands there, word for word', () => {
  expect(readIntakeFacts(written(intakeForm()))).toEqual({});
  const form = filled({
    exported_by: '0042',
    period: '2026-01-01',
    sampling: '~',
    clock_offset_ms: '-2000',
  });
  expect(readIntakeFacts(written(form))).toEqual({
    ...{ exported_by: '0042', period: '2026-01-01', clock_offset_ms: '-2000' },
  });
  const json = '{"exported_by": "Ana", "query": null, "received_at": "2026-01-02"}';
  expect(readIntakeFacts(written(json, 'form.json'))).toEqual({
    ...{ exported_by: 'Ana', received_at: '2026-01-02' },
  });
});

test('a form that cannot be read is refused with its line', () => {
  for (const [form, words] of [
    [`${intakeForm()}colour: red\n`, 'colour is no fact of the form'],
    [filled({ clock_offset_ms: 'two' }), 'a whole number of milliseconds'],
    [filled({ zone: 'Europe/Nowhere' }), 'Europe/Nowhere'],
    [`${intakeForm()}exported_by: twice\n`, 'unique'],
    ['- a list\n', 'the intake form'],
  ] as const)
    expect(() => readIntakeFacts(written(form))).toThrow(words);
});

test('what was asked for and what the form states must agree', () => {
  const facts = { zone: 'Europe/Berlin', clock_offset_ms: '-2000' };
  const none = { zone: undefined, clockOffsetMs: undefined };
  expect(clockOf(none, null)).toEqual({ zone: 'UTC', clockOffsetMs: 0 });
  expect(clockOf(none, facts)).toEqual({ zone: 'Europe/Berlin', clockOffsetMs: -2000 });
  expect(() => clockOf({ ...none, zone: 'UTC' }, facts)).toThrow('say which holds');
});

test('an import reads by the zone of its form, and a report prints what the form leaves blank', async () => {
  const path = await emptyCase();
  const log = written(
    '{"prompt": "Fee?", "response": "5 €.", "timestamp": "2026-07-01 12:00:00"}\n',
    'log.jsonl',
  );
  const facts = readIntakeFacts(
    written(filled({ zone: 'Europe/Berlin', sampling: 'one call in ten' })),
  );
  const clock = clockOf({ zone: undefined, clockOffsetMs: undefined }, facts);
  await importFiles(path, [log], { format: null, ...clock, intake: facts });
  expect(await rowsIn(path, 'SELECT started_at FROM store.turn')).toEqual([
    { started_at: '2026-07-01 10:00:00+00' },
  ]);
  const { extract } = await draftExtract(readerAt(path), null);
  const intake = extract.evidence.files[0]?.intake ?? [];
  expect(intake).toHaveLength(14);
  expect(intake.filter(({ value }) => value !== 'not stated')).toEqual([
    { label: 'Sampling', value: 'one call in ten' },
    { label: 'Zone stated for its times', value: 'Europe/Berlin' },
  ]);
});

test('the hashes that a sender stated are compared with each file, and said wherever it is spoken of', async () => {
  const path = await emptyCase();
  const record = '{"prompt": "Fee?", "response": "5 €."}';
  const [sent, other] = [written(`${record}\n`, 'sent.jsonl'), written(record, 'other.jsonl')];
  const hash = createHash('sha256').update(readFileSync(sent)).digest('hex').toUpperCase();
  const form = filled({ sender_sha256: `"${hash}  sent.jsonl, ${'0'.repeat(64)}  lost.jsonl"` });
  const intake = readIntakeFacts(written(form));
  await importFiles(path, [sent, other], { ...AS_IT_IS, intake });
  const { connection } = await openForReading(path);
  const { evidence } = await caseInfo(connection);
  expect(evidence.map(({ name, senders_hash }) => [name, senders_hash])).toEqual([
    ['sent.jsonl', 'confirmed'],
    ['other.jsonl', 'differs'],
  ]);
  const { checks } = await verified(path);
  const detailOf = (file: string) => checks.find(({ name }) => name === `evidence ${file}`)?.detail;
  expect(detailOf('sent.jsonl')).not.toContain('note');
  expect(detailOf('other.jsonl')).toContain(
    '; note: it is not the file whose SHA-256 its sender stated',
  );
  const { extract } = await draftExtract(readerAt(path), null);
  expect(
    extract.evidence.files.map(({ name, intake: facts }) => [
      name,
      facts.find(({ label }) => label === 'Compared with the file')?.value,
    ]),
  ).toEqual(
    evidence.map(({ name }) => [
      name,
      name === 'sent.jsonl'
        ? 'equal: the file is what its sender hashed'
        : 'DIFFERENT: the file is not what its sender hashed',
    ]),
  );
});
