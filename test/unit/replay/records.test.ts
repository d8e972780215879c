import { expect, test } from 'vitest';
import { citationOf } from '../../../electron/engine/replay/cite.ts';
import { replay } from '../../../electron/engine/replay/replay.ts';
import { transcript } from '../../../electron/engine/replay/transcript.ts';
import { turnHeadOf } from '../../../electron/engine/replay/turn-head.ts';
import { replay as replayShape } from '../../../shared/domain/replay.ts';
import { turnHead } from '../../../shared/domain/replay-screen.ts';
import { emptyCase, importText } from '../../fixtures/case-on-disk.ts';
import { RETRIEVED, THREE_RECORDS } from '../../fixtures/joined-calls.ts';
import { openForReading } from '../../fixtures/open-for-reading.ts';
import { zip } from '../../fixtures/written-zip.ts';
import { line } from '../import/derived.ts';

async function joinedCase() {
  const path = await emptyCase();
  await importText(path, THREE_RECORDS, 'runs.jsonl');
  await importText(path, RETRIEVED, 'trace.json');
  return openForReading(path);
}

test('a turn of several records says what each gives, and what they say differently', async () => {
  const { connection } = await joinedCase();
  const replayed = replayShape.parse(await replay(connection, 'fees-chat'));
  const [turn] = replayed.turns;
  expect(
    turn?.records.map(({ record_id, names_turn, gives, alone_says, line, place }) => [
      ...[record_id, names_turn, gives, alone_says, line, place.name],
    ]),
  ).toEqual([
    [1, true, ['input'], [], 1, 'runs.jsonl'],
    [2, false, ['output'], [], 2, 'runs.jsonl'],
    [3, false, [], [], 3, 'runs.jsonl'],
  ]);
  expect(turn?.conflicts).toEqual([
    {
      field: 'model',
      value: 'gpt-4o',
      record_id: 2,
      other_value: 'gpt-4o-mini',
      other_record_id: 3,
    },
    { field: 'output', value: null, record_id: 2, other_value: null, other_record_id: 3 },
  ]);
  const lines = transcript(replayed).split('\n');
  expect(lines.filter((line) => line.includes('rests on'))).toEqual([
    '  This turn rests on 3 records:',
  ]);
  expect(
    lines.filter((line) => line.startsWith('    line')).map((line) => line.split(': ')[1]),
  ).toEqual(['names the turn; gives input', 'gives output', 'gives nothing more']);
  expect(lines.filter((line) => line.startsWith('  !'))).toEqual([
    '  ! Two records differ on model: gpt-4o (kept, runs.jsonl line 2) / gpt-4o-mini (runs.jsonl line 3)',
    '  ! Two records differ on output: that of runs.jsonl line 2 is kept, that of runs.jsonl line 3 is not shown here',
  ]);
  const head = turnHead.parse(await turnHeadOf(connection, 1));
  expect([head.records, head.conflicts]).toEqual([turn?.records, turn?.conflicts]);
});

test('a record that an earlier file or member holds too says that it is the same, and where', async () => {
  const path = await emptyCase();
  const call = (id: string): string => line({ id, conversation_id: `of ${id}` });
  const both = call('b');
  await importText(path, `${call('a')}\n${both}`, 'march.jsonl');
  await importText(path, `\n${both}`, 'april.jsonl');
  const archive = zip([
    { name: 'a.jsonl', content: call('c') },
    { name: 'b.jsonl', content: `${call('d')}\n${call('c')}` },
  ]);
  await importText(path, archive, 'may.zip');
  const { connection } = await openForReading(path);
  const restsOn = async (id: string): Promise<string[]> =>
    transcript(replayShape.parse(await replay(connection, id)))
      .split('\n')
      .filter((said) => said.startsWith('    line'))
      .map((said) => said.replace(/, bytes.*?: /, ' ... '));
  expect(await restsOn('of b')).toEqual([
    '    line 2, march.jsonl record 2 ... names the turn; gives input, output',
    '    line 2, april.jsonl record 1 ... the same record as march.jsonl, line 2',
  ]);
  expect((await restsOn('of c'))[1]).toMatch(
    /^ {4}line 2, may.zip b.jsonl record 3 .*the same record as may.zip, a.jsonl: line 1$/,
  );
  const { records } = turnHead.parse(await turnHeadOf(connection, 2));
  expect(records.map(({ same_as }) => same_as)).toEqual([
    undefined,
    { name: 'march.jsonl', member: null, ordinal: 2, line: 2 },
  ]);
});

test('what is quoted is cited with the record that gives it', async () => {
  const { connection } = await joinedCase();
  const at = { seq: 0, part: 0, char_start: 0, char_end: 3 } as const;
  const recordOf = async (side: 'input' | 'output') =>
    (await citationOf(connection, null, 1, { side, ...at })).record_id;
  expect([await recordOf('input'), await recordOf('output')]).toEqual([1, 2]);
});

test('a passage says which retrieval step found it', async () => {
  const { connection } = await joinedCase();
  const { turns } = await replay(connection, 'T-4');
  const call = turns.find(({ kind }) => kind === 'request' || kind === 'model');
  const step = turns.find(({ kind }) => kind === 'retrieval');
  expect(call?.context.map(({ document_id, from_turn_id }) => [document_id, from_turn_id])).toEqual(
    [['fees.md', step?.turn_id]],
  );
  expect(call?.records).toHaveLength(1);
  expect(transcript({ ...(await replay(connection, 'T-4')) })).toContain(
    `Context document 1 (fees.md), retrieved by step ${step?.handle ?? ''}:`,
  );
  expect((await turnHeadOf(connection, call?.turn_id ?? 0)).context[0]?.from_turn_id).toBe(
    step?.turn_id,
  );
});
