import { expect, test } from 'vitest';
import { readerAt } from '../../../electron/engine/analysis/open-analysed.ts';
import { tagCause } from '../../../electron/engine/analysis/cause-acts.ts';
import { compareInCase } from '../../../electron/engine/compare/compare-in-case.ts';
import { keptAnswers } from '../../../electron/engine/report/answers.ts';
import { draftExtract } from '../../../electron/engine/report/draft.ts';
import { enterFields } from '../../../electron/engine/report/fields.ts';
import { caseWithLog, importText } from '../../fixtures/case-on-disk.ts';
import { line } from '../import/derived.ts';

test('answers kept for drafts stay while only words change, and follow marks and evidence', async () => {
  const path = await caseWithLog();
  const reader = readerAt(path);
  const sides = { a: '-cause:M2', b: 'conversation:conv-2', seed: 1 };
  await compareInCase(reader, sides);
  const answers = keptAnswers();
  const asked = () =>
    reader.read('asking', (open) =>
      Promise.all([answers.info(open), answers.comparison(open, sides)]),
    );
  const [info, comparison] = await asked();
  expect([info.turns, comparison.a.turns]).toEqual([2, 2]);

  await enterFields(reader, { title: 'Fees, told wrong' });
  const [sameInfo, sameComparison] = await asked();
  expect(sameInfo).toBe(info);
  expect(sameComparison).toBe(comparison);
  const { extract } = await draftExtract(reader, null, answers);
  expect(extract.report.title).toBe('Fees, told wrong');

  const cause = { cause_id: 'M2', standing: 'root', confidence: 'low', rationale: 'So.' } as const;
  await tagCause(reader, { ...cause, grounds_for: ['T-1'], grounds_against: [] }, 'T-1');
  expect((await asked())[1].a.turns).toBe(1);

  await importText(path, line({ id: 'call-3', conversation_id: 'conv-3' }), 'later.jsonl');
  const [later, compared] = await asked();
  expect([later.turns, compared.a.turns]).toEqual([3, 2]);
  const kept = await draftExtract(reader, null, answers);
  const anew = await draftExtract(reader, null);
  const { created_at: _, ...report } = anew.extract.report;
  expect(kept.extract).toEqual({
    ...anew.extract,
    report: { ...report, created_at: kept.extract.report.created_at },
  });
});
