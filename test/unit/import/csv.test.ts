import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { forgetContents } from '../../../electron/engine/evidence/kept-contents.ts';
import { complaints, emptyCase, importText, rowsIn } from '../../fixtures/case-on-disk.ts';
import { storedZstd } from '../../fixtures/stored-zstd.ts';
import { line, type TrialCase, withCase } from './derived.ts';

const RECORDS =
  'SELECT ordinal, line, byte_offset, byte_length, status, error FROM store.record ORDER BY record_id';
const TEXTS =
  'SELECT turn_id, side, text FROM store.message JOIN store.content USING (content_id) ORDER BY turn_id, seq';

/** The bytes of each record, cut out of the copy by its place. */
async function cut(trial: TrialCase): Promise<string[]> {
  return (await trial.rows(RECORDS)).map(({ byte_offset, byte_length }) =>
    trial
      .copy()
      .subarray(Number(byte_offset), Number(byte_offset) + Number(byte_length))
      .toString(),
  );
}

const outcomes = async (trial: TrialCase): Promise<unknown[]> =>
  (await trial.rows(RECORDS)).map(({ status, error }) => [status, error]);

const BROKEN =
  'the quotes of the row do not match: a quoted field is not closed, or text follows its closing quote';

describe('rows of separated values', () => {
  test('are records with their places; header, line ends and byte order mark are structure', () =>
    withCase(async (trial) => {
      const rows = [
        'r-1,What is the fee?,"Five euros, as ever"',
        'r-2,"Two\r\nlines\nand one more","He said ""no"""',
        'r-3,Grüße,"ü"',
      ];
      const derived = await trial.derive(`\uFEFFid,prompt,response\r\n${rows.join('\r\n')}`);
      expect(derived).toMatchObject({
        container: 'csv',
        format: 'plain-prompt',
        records: 3,
        mapped: 3,
        turns: 3,
        messages: 6,
        notes: [],
      });
      expect(await cut(trial)).toEqual(rows);
      expect((await trial.rows(RECORDS)).map((row) => [row['ordinal'], row['line']])).toEqual([
        ['1', '2'],
        ['2', '3'],
        ['3', '6'],
      ]);
      expect(await trial.values('SELECT external_id FROM store.turn ORDER BY turn_id')).toEqual([
        'r-1',
        'r-2',
        'r-3',
      ]);
      expect((await trial.rows(TEXTS)).map(({ side, text }) => [side, text])).toEqual([
        ['input', 'What is the fee?'],
        ['output', 'Five euros, as ever'],
        ['input', 'Two\r\nlines\nand one more'],
        ['output', 'He said "no"'],
        ['input', 'Grüße'],
        ['output', 'ü'],
      ]);
    }));

  test.each([
    ['a tab', 'id\tprompt\tresponse\n1\tHi, all; you\tYes\n2\t"a\tb"\tc\n'],
    ['a semicolon', 'id;prompt;response\n1;Hi, all;Yes\n2;"a;b";c\n'],
    ['a comma', 'id,prompt,response\n1,Hi; all,Yes\n2,"a,b",c\n'],
    ['a comma and single quotes', "'id','prompt','response'\n'1','Hi all','Yes'\n'2','a,b','c'\n"],
  ])('may be separated by %s', (_name, source) =>
    withCase(async (trial) => {
      expect(await trial.derive(source)).toMatchObject({ container: 'csv', mapped: 2, turns: 2 });
    }),
  );

  test('give nothing where a field is empty, and an empty text where it is quoted', () =>
    withCase(async (trial) => {
      const derived = await trial.derive('id,prompt,response,model\n1,Hi,,m\n2,Hi,"",m\n');
      expect(derived).toMatchObject({ mapped: 2, turns: 1 });
      expect(await trial.values('SELECT kind FROM store.turn ORDER BY turn_id')).toEqual([
        'request',
        'model',
      ]);
    }));

  test('give numbers and times where a column holds them', () =>
    withCase(async (trial) => {
      await trial.derive(
        'prompt,response,temperature,max_tokens,latency_ms,seed,timestamp\n' +
          'a,b,0.70,100,1234.0,9007199254740993,2026-01-02 03:04:05\n' +
          'a,c,warm,1,1,1,1760000000\n',
      );
      expect(
        await trial.rows(
          'SELECT temperature, max_tokens, latency_ms, seed, started_at FROM store.turn',
        ),
      ).toEqual([
        {
          temperature: 0.7,
          max_tokens: '100',
          latency_ms: 1234,
          seed: '9007199254740993',
          started_at: '2026-01-02 03:04:05+00',
        },
      ]);
      expect((await outcomes(trial))[1]).toEqual([
        'unmapped',
        'temperature: "warm" where a number is expected',
      ]);
    }));

  test('with names that only words make up are read where the rows agree', () =>
    withCase(async (trial) => {
      const derived = await trial.derive(
        'Ticket number,What did you ask?,response\n1,Hi,Yes\n2,Ho,No\n',
      );
      expect(derived).toMatchObject({ container: 'csv', format: 'plain-prompt', mapped: 2 });
    }));
});

describe('a file of one column', () => {
  test('under a usual name of a prompt or an answer is rows, whatever marks its lines hold', () =>
    withCase(async (trial) => {
      const derived = await trial.derive(
        'Prompt\nHow are you, Bob; well?\n"Two\nlines, ""so"""\n\n',
      );
      expect(derived).toMatchObject({
        container: 'csv',
        format: 'plain-prompt',
        records: 2,
        mapped: 2,
        blank: 1,
      });
      expect((await trial.rows(TEXTS)).map(({ side, text }) => [side, text])).toEqual([
        ['input', 'How are you, Bob; well?'],
        ['input', 'Two\nlines, "so"'],
      ]);
      expect(await trial.values('SELECT kind FROM store.turn')).toEqual(['request', 'request']);
    }));

  test('verifies and derives again', async () => {
    const path = await emptyCase();
    const { files } = await importText(path, '\uFEFFresponse\r\nNo, never.\r\nYes', 'log.csv');
    expect(files[0]).toMatchObject({ records: 2, mapped: 2 });
    expect(await complaints(path, true)).toEqual([]);
  });
});

describe('a quote behind a backslash', () => {
  const rows = [
    String.raw`1,"He said \"no, never\"","c:\new\\"`,
    '2,"Two\nlines \\"so\\"",d',
    '3,e,f',
  ];

  test('is a character where rows can be read so', () =>
    withCase(async (trial) => {
      const derived = await trial.derive(`id,prompt,response\n${rows.join('\n')}\n`);
      expect(derived).toMatchObject({ records: 3, mapped: 3, quarantined: 0 });
      expect(await cut(trial)).toEqual(rows);
      expect((await trial.rows(TEXTS)).map(({ text }) => text)).toEqual([
        'He said "no, never"',
        'c:\\new\\',
        'Two\nlines "so"',
        'd',
        'e',
        'f',
      ]);
    }));

  test('ends the field where rows are read by doubled quotes', () =>
    withCase(async (trial) => {
      const derived = await trial.derive(
        String.raw`id,prompt,response
1,"c:\dir\","b"
2,"say ""yes""","c\"
`,
      );
      expect(derived).toMatchObject({ mapped: 2, quarantined: 0 });
      expect((await trial.rows(TEXTS)).map(({ text }) => text)).toEqual([
        'c:\\dir\\',
        'b',
        'say "yes"',
        'c\\',
      ]);
    }));
});

test('names that a spreadsheet writes as words are the usual ones', () =>
  withCase(async (trial) => {
    const derived = await trial.derive(
      'ID,User Prompt,Response,Model Name,Temperature,Team\nr-1,Hi,Yes,m-1,0.5,north\n',
    );
    expect(derived).toMatchObject({ format: 'plain-prompt', mapped: 1, models: ['m-1'] });
    expect((await trial.rows(TEXTS)).map(({ text }) => text)).toEqual(['Hi', 'Yes']);
    expect(
      await trial.rows('SELECT external_id, model, temperature, metadata FROM store.turn'),
    ).toEqual([
      { external_id: 'r-1', model: 'm-1', temperature: 0.5, metadata: '{"Team":"north"}' },
    ]);
  }));

describe('a header', () => {
  test('that repeats or leaves out names gives each column its own', () =>
    withCase(async (trial) => {
      const derived = await trial.derive(
        ',prompt,response,note,note,note_2,__proto__\n0,a,b,c,d,e,f\n',
      );
      expect(derived.notes).toEqual([
        'column 1 has no name in the header; it is read as column_1',
        'the header names "note" more than once; column 5 is read as note_3',
      ]);
      expect(await trial.values('SELECT metadata FROM store.turn')).toEqual([
        '{"column_1":"0","note":"c","note_3":"d","note_2":"e","__proto__":"f"}',
      ]);
    }));

  test('with names beyond ASCII keeps them', () =>
    withCase(async (trial) => {
      await trial.derive('prompt,response,Größe\na,b,5 €\n');
      expect(await trial.values('SELECT metadata FROM store.turn')).toEqual(['{"Größe":"5 €"}']);
    }));

  test('stands below blank lines, which are kept as such', () =>
    withCase(async (trial) => {
      const derived = await trial.derive('\r\n \t\nprompt,response\r\n\r\na,b\r\n');
      expect(derived).toMatchObject({ records: 1, mapped: 1, blank: 3 });
      expect(await cut(trial)).toEqual(['', ' \t', '', 'a,b']);
      expect((await trial.rows(RECORDS)).map((row) => row['line'])).toEqual(['1', '2', '4', '5']);
    }));

  test('alone is refused', () =>
    withCase(async (trial) => {
      await expect(trial.derive('id,prompt,response\n')).rejects.toMatchObject({
        code: 'input-refused',
        message: expect.stringMatching(/it holds no record/) as string,
      });
    }));
});

describe('a row that is not as it should be', () => {
  test('with too few or too many fields is kept with a note, or quarantined', () =>
    withCase(async (trial) => {
      const derived = await trial.derive(
        'prompt,response,label\na,b\na,b,c,,\na,b,c,d\nalone\na,b,c\n',
      );
      expect(derived).toMatchObject({ records: 5, mapped: 3, quarantined: 2 });
      expect(await outcomes(trial)).toEqual([
        ['mapped', '2 fields where the header names 3; the others are taken as missing'],
        ['mapped', '5 fields where the header names 3; those beyond are empty'],
        ['quarantined', '4 fields where the header names 3'],
        ['quarantined', '1 field where the header names 3'],
        ['mapped', null],
      ]);
    }));

  test.each([
    ['below which fields are quoted', '2,"c",d', '3,"e","f"'],
    ['below which no field is quoted', '2,c,d', '3,e,f'],
    ['below which a text holds a quote', '2,c,d', '3,"e ""x"" ",f'],
  ])('with a quote that is not closed, %s, is quarantined alone', (_name, second, third) =>
    withCase(async (trial) => {
      const rows = ['0,a,b', '1,"open,b', second, third];
      const derived = await trial.derive(`id,prompt,response\n${rows.join('\n')}\n`);
      expect(derived).toMatchObject({ records: 4, mapped: 3, quarantined: 1 });
      expect(await cut(trial)).toEqual(rows);
      expect((await outcomes(trial))[1]).toEqual(['quarantined', BROKEN]);
    }),
  );

  test('with a quote that a later one seems to close is quarantined alone', () =>
    withCase(async (trial) => {
      const rows = ['1,"open,b', '2,c,d', '3,e,5"'];
      const derived = await trial.derive(`id,prompt,response\n${rows.join('\n')}\n4,g,h\n`);
      expect(derived).toMatchObject({ records: 4, mapped: 3, quarantined: 1 });
      expect((await outcomes(trial))[0]).toEqual([
        'quarantined',
        'a quoted field is not closed: read over the lines below, the row has 2 fields where the header names 3',
      ]);
    }));

  test('over several lines with quotes that are not doubled takes its lines with it, not the next row', () =>
    withCase(async (trial) => {
      const broken = '1,"He said "hi" to\nall, and left\nat once",b';
      const derived = await trial.derive(`id,prompt,response\r\n${broken}\r\n2,c,d\r\n`);
      expect(derived).toMatchObject({ records: 2, mapped: 1, quarantined: 1 });
      expect(await cut(trial)).toEqual([broken, '2,c,d']);
      expect((await trial.rows(RECORDS)).map((row) => row['line'])).toEqual(['2', '5']);
    }));

  test('that is not UTF-8 is quarantined alone', () =>
    withCase(async (trial) => {
      const source = Buffer.concat([
        Buffer.from('prompt,response\na,b\nc,'),
        Buffer.from([0xff, 0xfe]),
        Buffer.from('\nd,e\n'),
      ]);
      expect(await trial.derive(source)).toMatchObject({ records: 3, mapped: 2, quarantined: 1 });
      expect((await outcomes(trial))[1]).toEqual(['quarantined', 'not UTF-8']);
    }));

  test('may be longer than what is read at once', () =>
    withCase(async (trial) => {
      const long = 'x ""y"",\n'.repeat(700_000);
      const derived = await trial.derive(`prompt,response\na,b\nc,"${long}"\nd,e\n`);
      expect(derived).toMatchObject({ records: 3, mapped: 3 });
      expect(await trial.values('SELECT max(length(text)) FROM store.content')).toEqual([
        String('x "y",\n'.length * 700_000),
      ]);
    }));

  test('is told from its neighbours across the bounds of what is read at once', () =>
    withCase(async (trial) => {
      const row = `1,"a ""quoted"" text, with\r\nlines",b\r\n`;
      const broken = '2,"open,b\r\n';
      const pair = row.repeat(50) + broken;
      const derived = await trial.derive(`id,prompt,response\r\n${pair.repeat(3000)}`);
      expect(derived).toMatchObject({ records: 153_000, mapped: 150_000, quarantined: 3000 });
    }));
});

describe('what is not taken for separated values', () => {
  test.each([
    ['words', 'Dear Bob, how are you?\nI am fine\nSee you, Ann, and all\n'],
    [
      'a log in plain text',
      '2026-01-01 12:00:00,123 INFO start\n2026-01-01 12:00:01,456 INFO stop\n',
    ],
    ['one column of another name', 'thoughts\nHow are you?\n'],
    ['rows without a header', '1,2,3\n4,5,6\n'],
    ['words under a line with one comma', 'hello,world\nand\nso on\n'],
    ['noise', Buffer.from([0, 1, 2, 44, 3, 10, 4, 44, 5, 10])],
  ])('%s: refused', (_name, source) =>
    withCase(async (trial) => {
      await expect(trial.derive(source)).rejects.toMatchObject({ code: 'input-refused' });
    }),
  );

  test('lines of JSON below a line that is none', () =>
    withCase(async (trial) => {
      const derived = await trial.derive(`time,level,message\n${line()}\n${line()}\n`);
      expect(derived).toMatchObject({ container: 'jsonl', mapped: 2, quarantined: 1 });
    }));
});

test(
  'hostile rows are read in a time that grows with the file alone',
  () =>
    withCase(async (trial) => {
      for (const row of ['x"\n', '"\n', '"a"b,"\n', '1,"open,b\n', '"",""\n']) {
        const began = performance.now();
        const source = `id,prompt,response\n1,a,b\n${row.repeat(Math.ceil(300_000 / row.length))}`;
        const derived = await trial.derive(source);
        expect(derived.records).toBeGreaterThan(0);
        expect(performance.now() - began).toBeLessThan(20_000);
      }
    }),
  120_000,
);

test.each([
  ['plain', (source: Buffer) => source],
  ['gzip', (source: Buffer) => gzipSync(source)],
  ['zstd', storedZstd],
])('a case with %s rows verifies and derives again', async (_name, pack) => {
  const path = await emptyCase();
  const source =
    '\uFEFF\r\nid;prompt;response\r\n1;"a\r\nb";c\r\n2;"open;d\r\n\r\n3;e;f\r\n4;g;h;i';
  const { files } = await importText(path, pack(Buffer.from(source)), 'log.csv');
  expect(files[0]).toMatchObject({ records: 4, mapped: 2, quarantined: 2, blank: 1 });
  expect(await rowsIn(path, 'SELECT container FROM store.evidence')).toEqual([
    { container: 'csv' },
  ]);
  expect(await complaints(path, true)).toEqual([]);
  forgetContents(join(path, 'evidence'));
});
