import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readerAt } from '../../../electron/engine/analysis/open-analysed.ts';
import { verifyCase } from '../../../electron/engine/case/verify.ts';
import { layoutOf } from '../../../electron/engine/case/layout.ts';
import { readChain } from '../../../electron/engine/custody/chain.ts';
import {
  latestDetection,
  reportStandings,
} from '../../../electron/engine/custody/evidence-changes.ts';
import { detectInCase } from '../../../electron/engine/detect/detect-in-case.ts';
import { caseInfo } from '../../../electron/engine/index.ts';
import { rebuildCase } from '../../../electron/engine/rebuild/rebuild.ts';
import { draftExtract } from '../../../electron/engine/report/draft.ts';
import { issueReport } from '../../../electron/engine/report/issue.ts';
import { issuedReports } from '../../../electron/engine/report/issued.ts';
import { staleWords } from '../../../shared/text/stale-words.ts';
import { caseWithLog, importText } from '../../fixtures/case-on-disk.ts';
import { line } from '../import/derived.ts';

test('results say what they have not seen: a later import, and a file that was read anew', async () => {
  const path = await caseWithLog();
  await detectInCase(path, null);
  const verifyFirst = async () => ({ checks: await verifyCase(path) });
  await issueReport(readerAt(path), verifyFirst, { template: 'rca', signer: null, out: null });
  const entries = () => readChain(join(path, 'custody.jsonl')).entries;
  const stale = () => [
    staleWords(latestDetection(entries())?.changed_since ?? []),
    ...reportStandings(entries()).map(({ changed_since }) => staleWords(changed_since)),
  ];
  expect(stale()).toEqual(['', '']);

  await rebuildCase(path);
  expect(stale()).toEqual(['', '']);
  const otherwise = { file: 'log.jsonl', zone: 'Europe/Berlin', reason: 'Local times.' };
  await rebuildCase(path, {}, otherwise);
  expect(stale()).toEqual(['before log.jsonl was read anew', 'before log.jsonl was read anew']);
  await importText(path, line({ id: 'call-9' }), 'later.jsonl');
  const words = 'before import 5 (later.jsonl) and before log.jsonl was read anew';
  expect(stale()).toEqual([words, words]);

  const [report] = await issuedReports(layoutOf(path), new Map());
  expect(staleWords(report?.changed_since ?? [])).toBe(words);
  const { detection, reports } = await caseInfo(path);
  expect([detection?.changed_since.length, reports[0]?.changed_since.length]).toEqual([2, 2]);
  const checks = await verifyCase(path);
  expect(checks.every(({ ok }) => ok)).toBe(true);
  expect(checks.map(({ detail }) => detail).filter((detail) => detail.includes('issued'))).toEqual([
    expect.stringContaining(`; note: it was issued ${words}`),
  ]);
  const { extract } = await draftExtract(readerAt(path), null);
  expect(extract.limitations.statements.map(({ text }) => text)).toContain(
    'The rules ran before log.jsonl was read anew; their hits are of the same rules over what is read now.',
  );

  await detectInCase(path, null);
  expect(stale()).toEqual(['', words]);
});
