import { expect, test } from 'vitest';
import { readerAt } from '../../../electron/engine/analysis/open-analysed.ts';
import { caseInfo } from '../../../electron/engine/case/info.ts';
import { draftExtract } from '../../../electron/engine/report/draft.ts';
import { replay } from '../../../electron/engine/replay/replay.ts';
import { transcript } from '../../../electron/engine/replay/transcript.ts';
import { emptyCase, importText } from '../../fixtures/case-on-disk.ts';
import { openForReading } from '../../fixtures/open-for-reading.ts';
import { line } from '../import/derived.ts';
import { BY_TURN, deskAt } from './desks.ts';

/** Beyond what a number of JavaScript holds exactly. */
const MANY = '9007199254740993';
const FIRST_ID = 9_007_199_254_740_989n;

test('the first and the last year, counts of 2^53 and ids of twenty digits are read by every screen', async () => {
  const path = await emptyCase();
  const times = ['0001-01-01T00:00:00.000001Z', '1600-02-29T12:00:00Z', '9999-12-31T23:59:59Z'];
  await importText(
    path,
    times
      .map((created, at) => line({ id: `t-${at}`, created }))
      .join('\n')
      .replaceAll('"prompt_tokens":12', `"prompt_tokens":${MANY}`),
    'times.jsonl',
  );
  const ids = Array.from({ length: 14 }, (_, at) => FIRST_ID + BigInt(at)).filter(
    (id) => id !== FIRST_ID + 5n,
  );
  await importText(
    path,
    ids.map((id) => line({ id: `req-${id}`, conversation_id: 'ids' })).join('\n'),
    'ids.jsonl',
  );
  await importText(
    path,
    ids.map((id) => line({ id: `long-1234567${id}`, conversation_id: 'ids' })).join('\n'),
    'long-ids.jsonl',
  );
  await importText(
    path,
    'complaint_id,turn_id,created_at,complaint\n1,t-0,9999-12-31,never closed\n',
    'complaints.csv',
  );

  const { connection } = await openForReading(path);
  const { first, last, completeness_statement } = await caseInfo(connection);
  expect([first, last]).toEqual(['0001-01-01T00:00:00.000001Z', '9999-12-31T23:59:59.000Z']);
  expect(
    completeness_statement.case.sequences.map(({ first, missing, ranges }) => [
      first,
      missing,
      ranges[0]?.from,
    ]),
  ).toEqual([
    [`long-1234567${FIRST_ID}`, 1, `long-1234567${FIRST_ID + 5n}`],
    [`req-${FIRST_ID}`, 1, `req-${FIRST_ID + 5n}`],
  ]);
  const replayed = await replay(connection, 'conv-1');
  expect(replayed.turns[0]?.usage.prompt_tokens).toBe(MANY);
  expect(transcript(replayed)).toContain('0001-01-01T00:00:00.000001Z');
  const { extract } = await draftExtract(readerAt(path), null);
  expect(extract.evidence.files.map(({ last_at }) => last_at)).toContain(
    '9999-12-31T23:59:59.000Z',
  );

  const desk = await deskAt(path);
  expect((await desk.cases.home({})).volume.points.length).toBeGreaterThan(0);
  expect((await desk.evidence.register({})).files).toHaveLength(4);
  const { view } = await desk.views.open({ filter: '', sort: BY_TURN });
  const { columns } = await desk.views.page({ view, offset: 0, limit: 10 });
  expect([columns['at']?.[2], columns['prompt_tokens']?.[0]]).toEqual([
    '9999-12-31T23:59:59.000Z',
    MANY,
  ]);
  const { conversation_id } = await desk.replay.open({ conversation: 'conv-1' });
  const { entries } = await desk.replay.rail({ conversation_id, offset: 0, limit: 3 });
  expect(entries.map(({ at }) => at)).toEqual([
    '0001-01-01T00:00:00.000001Z',
    '1600-02-29T12:00:00.000Z',
    '9999-12-31T23:59:59.000Z',
  ]);
  const { steps } = await desk.replay.timing({ turn_id: 1 });
  expect(steps.at(-1)).toMatchObject({ started_at: times[0], start_ms: 0 });
  expect((await desk.replay.turn({ turn_id: 1 })).usage.prompt_tokens).toBe(MANY);
  expect((await desk.events.list({})).evidence.first?.at).toBe('0001-01-01T00:00:00.000001Z');
});
