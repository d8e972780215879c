import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  completenessStatement,
  type CompletenessStatement,
} from '../../../shared/domain/completeness.ts';
import { completenessWords, troubleWords } from '../../../shared/text/completeness-words.ts';
import {
  statementOfCase,
  statementOfFile,
} from '../../../electron/engine/case/completeness/statement.ts';
import { createCase } from '../../../electron/engine/case/create.ts';
import { openCase } from '../../../electron/engine/case/open.ts';
import { importText } from '../../fixtures/case-on-disk.ts';
import { line } from '../import/derived.ts';

const MINUTE = 60;
const at = (day: number, hour: number, minute = 0): number =>
  Date.UTC(2026, 2, day, hour, minute) / 1000;
const id = (number: number): string => `req-${String(number).padStart(4, '0')}`;
/** Never written: 101 stands in a line that cannot be read, 201 to 203 stand nowhere. */
const LACKING = new Set([101, 201, 202, 203]);
const CUT_OFF = `{"id":"${id(101)}","created":`;

/** Office hours, 8 to 18, a call each five minutes from 2 to 15 March; nothing on the 8th. */
function officeLog(): string[] {
  const lines: string[] = [];
  let number = 0;
  for (let day = 2; day <= 15; day += 1) {
    if (day === 8) {
      lines.push('not JSON at all');
      continue;
    }
    for (let minute = 0; minute < 600; minute += 5) {
      number += 1;
      if (number === 101) lines.push(CUT_OFF);
      if (LACKING.has(number)) continue;
      lines.push(line({ id: id(number), created: at(day, 8) + minute * MINUTE }));
    }
  }
  lines.push(lines[9] ?? '');
  lines.push(line({ id: id(20), created: at(2, 9, 35), user: 'someone else' }));
  return lines;
}

const SECOND_LOG = [
  line({ id: id(10), created: at(8, 10), user: 'ana' }),
  line({ id: 'b-1', created: at(8, 10, 1), user: 'ana' }),
  line({ id: 'b-2', created: at(8, 10, 2) }),
  line({ id: 'b-3', created: 'yesterday' }),
];

const COMPLAINTS = [
  'complaint_id,received_at,channel,conversation_id,customer,subject,text,outcome',
  'CR-1,2026-03-08T20:00:00Z,e-mail,,,Delivery,Nobody answers.,open',
];

let folder: string;
let statement: CompletenessStatement;
let ofFirstFile: unknown;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'exhibit-completeness-'));
  const { path } = await createCase(join(folder, 'office.exhibit'), 'Office');
  await importText(path, officeLog().join('\n'), 'office.jsonl');
  await importText(path, SECOND_LOG.join('\n'), 'second.jsonl');
  await importText(path, COMPLAINTS.join('\n'), 'complaints.csv');
  const open = await openCase(path, 'read by a test');
  const { connection } = open.database;
  statement = completenessStatement.parse(await statementOfCase(connection));
  ofFirstFile = await statementOfFile(connection, 1);
  open.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string) => {
  const found = statement.files.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no file ${name}`);
  return found;
};

test('a day without calls is told from nights, and whether other files fill it', () => {
  const { silences, events } = file('office.jsonl');
  expect(events).toEqual({
    dated: 13 * 120 - LACKING.size + 2,
    undated: 0,
    first: '2026-03-02T08:00:00.000Z',
    last: '2026-03-15T17:55:00.000Z',
  });
  expect(silences).toEqual({
    steps: 13 * 120 - LACKING.size - 1,
    usual_steps: 13 * 120 - LACKING.size - 1 - 14,
    usual_seconds: 300,
    threshold_seconds: 3600,
    longest_seconds: 38 * 3600 + 5 * MINUTE,
    total: 12,
    recurring: 11,
    listed: [
      {
        from: '2026-03-07T17:55:00.000Z',
        to: '2026-03-09T08:00:00.000Z',
        seconds: 38 * 3600 + 5 * MINUTE,
        others: 4,
        unread: 1,
        days: { active: 9, of: 9 },
        weeks: { active: 0, of: 0 },
      },
    ],
  });
  // The night before ends two hours late, and recurs all the same.
  const { listed = [] } = statement.case.silences ?? {};
  expect(listed.map(({ from, to, others, unread }) => [from, to, others, unread])).toEqual([
    ['2026-03-08T10:02:00.000Z', '2026-03-09T08:00:00.000Z', 1, null],
  ]);
});

test('missing days of an hourly log are told, also where every other time between events is as long', async () => {
  const { path } = await createCase(join(folder, 'hourly.exhibit'), 'Hourly');
  const hourly = (days: number, lacks: readonly number[]): string =>
    Array.from({ length: days * 24 }, (_, hour) => ({ hour, day: Math.floor(hour / 24) }))
      .filter(({ day }) => !lacks.includes(day))
      .map(({ hour }) => line({ id: `h${days}-${hour}`, created: at(2, hour) }))
      .join('\n');
  await importText(path, hourly(3, [1]), 'three.jsonl');
  await importText(path, hourly(10, [2, 4, 7]), 'ten.jsonl');
  const two = [at(2, 0), at(2, 1), at(4, 1)].map((created) => line({ id: `t${created}`, created }));
  await importText(path, two.join('\n'), 'two.jsonl');
  const open = await openCase(path, 'read by a test');
  const { files } = await statementOfCase(open.database.connection);
  open.close();
  const told = files.map(({ silences }) => silences?.listed.map(({ seconds }) => seconds / 3600));
  expect(told).toEqual([[25], [25, 25, 25], [48]]);
  const [three] = files.map((own) => completenessWords(own, 'file'));
  expect(three?.find(({ subject }) => subject === 'Silences')?.sentences).toEqual([
    '1 silence of more than 3 h (at least 1 h and 3 times 1 h; 46 of 47 times between events are at most that); none of them at hours that are mostly silent on the days or weeks around as well.',
    '25 h from 2 Mar 2026, 23:00:00.000 UTC to 4 Mar 2026, 00:00:00.000 UTC; the log is too short to compare the same hours; other files hold 24 events in it.',
  ]);
});

test('missing numbers of ids are ranges, and say where a record that cannot be read may hold them', () => {
  const { sequences, sequences_total } = file('office.jsonl');
  expect(sequences_total).toBe(1);
  expect(sequences).toEqual([
    {
      of: 'call',
      ids: 13 * 120 - 4,
      first: 'req-0001',
      last: 'req-1560',
      missing: 4,
      holes: 2,
      ranges: [
        { from: 'req-0101', to: 'req-0101', missing: 1, unread: 1 },
        { from: 'req-0201', to: 'req-0203', missing: 3, unread: 0 },
      ],
    },
  ]);
  expect(file('second.jsonl').sequences).toEqual([]);
});

test('ids at several records are counted, equal records apart; across files in the case only', () => {
  const [repeated] = file('office.jsonl').duplicates;
  expect(repeated).toMatchObject({ of: 'call', ids: 2, records: 4, identical: 1, partly: 0 });
  expect(
    repeated?.examples.map(({ id: own, places }) => [own, places.map((place) => place.line)]),
  ).toEqual([
    ['req-0010', [10, 1559]],
    ['req-0020', [20, 1560]],
  ]);
  expect(file('second.jsonl').duplicates).toEqual([]);
  // A third record of the first id, in the other file, is another one.
  const [across] = statement.case.duplicates;
  expect(across).toMatchObject({ ids: 2, records: 5, identical: 0, partly: 1 });
  const words = completenessWords(statement.case, 'case');
  expect(words.find(({ subject }) => subject === 'Same ids')?.sentences[0]).toMatch(
    '2 ids of calls and steps stand at several records, 5 in all; of none are all records equal byte for byte, of 1 some are; req-0010 (',
  );
});

test('a field that no record has, one that some lack and one that could not be read are told apart', () => {
  const { fields, reasons, accounted } = file('second.jsonl');
  const of = (field: string) => fields.find((one) => one.field === field);
  expect(of('context')).toEqual({ field: 'context', turns: 0, of: 3, unreadable: 0 });
  expect(of('user_id')).toEqual({ field: 'user_id', turns: 2, of: 3, unreadable: 0 });
  expect(of('started_at')).toEqual({ field: 'started_at', turns: 3, of: 3, unreadable: 1 });
  expect(reasons.map(({ words }) => words)).toEqual(['started_at: not a time: "yesterday"']);
  expect(accounted.find(({ what }) => what === 'unmapped')?.records).toBe(1);
  const words = troubleWords(file('office.jsonl'), 'file').flatMap(({ sentences }) => sentences);
  expect(words).toContain(
    '1,556 ids of calls and steps rise by one from req-0001 to req-1560; 4 are missing: req-0101 [1 record that could not be read or mapped stands there], req-0201 to req-0203 (3).',
  );
  expect(words).toContain(
    '38 h 5 min from 7 Mar 2026, 17:55:00.000 UTC to 9 Mar 2026, 08:00:00.000 UTC; the same hours hold no pause of two thirds of this on 9 of 9 other days; other files hold 4 events in it; 1 record that could not be read or mapped stands there.',
  );
  const second = completenessWords(file('second.jsonl'), 'file');
  expect(second.find(({ subject }) => subject === 'Fields')?.sentences).toContain(
    '1 record has a time that could not be read, and is unmapped for it.',
  );
});

test('the case sums up its files, and a file alone says the same', () => {
  const sum = (what: string): number =>
    statement.case.accounted.find((one) => one.what === what)?.records ?? 0;
  expect([sum('mapped'), sum('unmapped'), sum('quarantined')]).toEqual([1562, 1, 2]);
  const { evidence_id, name, ...alone } = file('office.jsonl');
  expect(ofFirstFile).toEqual(alone);
  expect([evidence_id, name]).toEqual([1, 'office.jsonl']);
});
