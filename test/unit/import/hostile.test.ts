import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../electron/engine/base/errors.ts';
import { malformed } from '../../../electron/engine/import/exact-json.ts';
import { line, withCase } from './derived.ts';

const RECORDS = 'SELECT status, error FROM store.record ORDER BY record_id';

describe('a line that is not as it should be', () => {
  test('is kept with its reason and does not harm its neighbours', () =>
    withCase(async (trial) => {
      const broken = [
        Buffer.from('{"id": "cut off'),
        Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
        Buffer.from('nul \0 byte'),
        Buffer.from('plain words'),
      ];
      const lines = broken.flatMap((bad) => [bad, Buffer.from(line())]);
      const source = Buffer.concat(lines.flatMap((bytes) => [bytes, Buffer.from('\n')]));
      const derived = await trial.derive(source);
      expect(derived).toMatchObject({
        records: 8,
        mapped: 4,
        quarantined: 4,
        turns: 4,
        messages: 8,
      });
      const rows = await trial.rows(RECORDS);
      expect(rows.map(({ status }) => status)).toEqual(
        Array.from({ length: 4 }, () => ['quarantined', 'mapped']).flat(),
      );
      expect(rows[0]?.['error']).toMatch(/^malformed JSON: Unterminated string/);
      expect(rows[2]?.['error']).toBe('not UTF-8');
    }));

  test('is unmapped when it parses but is no call', () =>
    withCase(async (trial) => {
      const derived = await trial.derive(
        [line(), '5', '"text"', '[1]', 'null', '{"event":"start"}'].join('\n'),
      );
      expect(derived).toMatchObject({ records: 6, mapped: 1, unmapped: 5, quarantined: 0 });
      expect((await trial.rows(RECORDS))[1]).toEqual({
        status: 'unmapped',
        error: 'not an object',
      });
    }));

  test('is unmapped, without a row, when a value does not fit its column', () =>
    withCase(async (trial) => {
      const derived = await trial.derive(
        [
          line(),
          line({ created: 'yesterday' }),
          line({ request: { messages: [], max_tokens: 5.5 } }),
          line({ id: {} }),
        ].join('\n'),
        { format: 'openai-chat' },
      );
      expect(derived).toMatchObject({ mapped: 1, unmapped: 3, turns: 1 });
      expect((await trial.rows(RECORDS)).map(({ error }) => error)).toEqual([
        null,
        'started_at: not a time: "yesterday"',
        'max_tokens: 5.5 where a whole number of at most 64 bits is expected',
        'external_id: an object where text is expected',
      ]);
      expect(await trial.values('SELECT count(*) FROM store.turn')).toEqual(['1']);
      expect(await trial.values('SELECT count(*) FROM store.content')).toEqual(['2']);
    }));
});

describe('what producers write beyond the standard', () => {
  test('NaN and the infinities are read, kept as NULL and noted', () =>
    withCase(async (trial) => {
      const nan = line().replace('"temperature":0.5', '"temperature":NaN,"top_p":-Infinity');
      const derived = await trial.derive([nan, line({ id: 'NaN in a text is a text' })].join('\n'));
      expect(derived).toMatchObject({ mapped: 2, quarantined: 0 });
      expect((await trial.rows(RECORDS)).map(({ error }) => error)).toEqual([
        expect.stringMatching(
          /NaN is not JSON.*temperature is NaN, kept as NULL.*top_p is -Infinity, kept as NULL/,
        ),
        null,
      ]);
      expect(await trial.values('SELECT temperature FROM store.turn ORDER BY turn_id')).toEqual([
        null,
        0.5,
      ]);
    }));

  test('a lone surrogate becomes U+FFFD and is noted; a pair is one character', () =>
    withCase(async (trial) => {
      const message = (text: string) => line().replace('What is the fee?', text);
      await trial.derive(
        [
          message('cut \\ud83d'),
          message('whole \\ud83d\\ude00'),
          message('no escape \\\\ud83d'),
        ].join('\n'),
      );
      expect((await trial.rows(RECORDS)).map(({ error }) => error)).toEqual([
        'a lone surrogate escape is read as U+FFFD',
        null,
        null,
      ]);
      expect(
        await trial.values(
          `SELECT text FROM store.message JOIN store.content USING (content_id) WHERE role = 'user' ORDER BY turn_id`,
        ),
      ).toEqual(['cut \uFFFD', 'whole 😀', 'no escape \\ud83d']);
    }));

  test('integers beyond 2^53 keep every digit, or do not fit', () =>
    withCase(async (trial) => {
      const seed = (digits: string) =>
        line().replace('"temperature":0.5', `"temperature":0.5,"seed":${digits}`);
      const id = line().replace('"id":"call-1"', '"id":638515262815394150123');
      await trial.derive([seed('9007199254740993'), seed('9223372036854775808'), id].join('\n'));
      expect(await trial.rows('SELECT seed, external_id FROM store.turn ORDER BY turn_id')).toEqual(
        [
          { seed: '9007199254740993', external_id: 'call-1' },
          { seed: null, external_id: '638515262815394150123' },
        ],
      );
      expect((await trial.rows(RECORDS))[1]).toEqual({
        status: 'unmapped',
        error: 'seed: a number beyond 64 bits',
      });
    }));

  test.each([
    ['at once', '"temperature":0.5,"temperature":0.9'],
    [
      'where numbers are read exactly',
      '"temperature":0.5,"temperature":0.9,"seed":9007199254740993',
    ],
    ['written with spaces', '"temperature" : 0.5,"temperature"\t:0.9'],
    ['with escapes', '"temp\\u0065rature":0.5,"temperature":0.9'],
    ['beside texts of quotes and colons', '"a":"\\":","b":":","temperature":0.5,"temperature":0.9'],
    ['one level down', '"temperature":0.9,"metadata":{"\\\\":1,"\\\\":2}'],
  ])('of two equal keys the last counts, and it is said: %s', (_name, keys) =>
    withCase(async (trial) => {
      const once = line().replace('"temperature":0.5', '"temperature":0.9,"b":":","c\\"":"\\\\"');
      await trial.derive([line().replace('"temperature":0.5', keys), once].join('\n'));
      expect(await trial.values('SELECT temperature FROM store.turn')).toEqual([0.9, 0.9]);
      expect(await trial.rows(RECORDS)).toEqual([
        { status: 'mapped', error: 'a key stands twice in one object; the last counts' },
        { status: 'mapped', error: null },
      ]);
    }),
  );
});

describe('a hostile file', () => {
  test('of 20,000 nested arrays neither crashes nor hides its neighbour', () =>
    withCase(async (trial) => {
      const deep = '['.repeat(20_000) + ']'.repeat(20_000);
      const inside = line().replace('"temperature":0.5', `"temperature":0.5,"extra":${deep}`);
      const half = '{"a":'.repeat(20_000);
      const derived = await trial.derive([deep, line(), inside, half, line()].join('\n'));
      expect(derived.records).toBe(5);
      expect(
        (await trial.rows(RECORDS))
          .map(({ status }) => status)
          .filter((status) => status === 'mapped').length,
      ).toBeGreaterThanOrEqual(2);
    }));

  test('whose names are those of object internals stays data', () =>
    withCase(async (trial) => {
      const derived = await trial.derive(
        [
          line(),
          '{"__proto__":{"polluted":1},"constructor":5}',
          line({ id: "'; DROP TABLE store.turn; --" }),
        ].join('\n'),
      );
      expect(derived).toMatchObject({ mapped: 2, unmapped: 1 });
      expect(await trial.values('SELECT external_id FROM store.turn ORDER BY turn_id')).toEqual([
        'call-1',
        "'; DROP TABLE store.turn; --",
      ]);
    }));

  test.each([
    [
      'words',
      'first\nsecond\n',
      /Nothing in log\.jsonl can be parsed as a log \(line 1: malformed JSON.*registered as a reference/,
    ],
    ['nothing', '', /it holds no record/],
    ['only space', ' \n\t\r\n', /it holds no record/],
    [
      'cut gzip',
      Buffer.from([0x1f, 0x8b, 8, 0]),
      /the gzip file is cut short at byte 0.*reference/,
    ],
    ['cut zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]), /the zstd file is cut short at byte 0/],
    ['cut zip', Buffer.from('PK\u0003\u0004'), /no directory at its end, as when it is cut short/],
  ])('of %s is refused and leaves no row', (_name, content, sentence) =>
    withCase(async (trial) => {
      const refusal = await trial.derive(content).then(
        () => null,
        (error: unknown) => error,
      );
      expect(refusal).toBeInstanceOf(Refusal);
      expect(refusal).toMatchObject({
        code: 'input-refused',
        message: expect.stringMatching(sentence) as string,
      });
      expect(await trial.values('SELECT count(*) FROM store.record')).toEqual(['0']);
      await trial.derive(line());
      expect(await trial.values('SELECT record_id FROM store.record')).toEqual(['1']);
    }),
  );

  test('that no format knows is kept as unmapped records', () =>
    withCase(async (trial) => {
      const derived = await trial.derive('{"event":"start"}\n{"event":"stop"}\n');
      expect(derived).toMatchObject({
        format: 'unknown',
        records: 2,
        mapped: 0,
        unmapped: 2,
        turns: 0,
      });
      expect((await trial.rows(RECORDS))[0]).toEqual({
        status: 'unmapped',
        error: 'no known format',
      });
    }));
});

test('an import that is cancelled leaves no row and ends its threads', () =>
  withCase(async (trial) => {
    const stop = new AbortController();
    const lines = Array.from({ length: 60_000 }, (_, index) =>
      line({ id: `call-${index}`, conversation_id: `c-${index}` }),
    );
    const job = { signal: stop.signal, onProgress: () => stop.abort() };
    await expect(trial.derive(lines.join('\n'), {}, job)).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(await trial.values('SELECT count(*) FROM store.turn')).toEqual(['0']);
    await trial.derive(line());
    expect(await trial.values('SELECT turn_id FROM store.turn')).toEqual(['1']);
  }));

test('a format that is not known is refused by name', () =>
  withCase(async (trial) => {
    await expect(trial.derive(line(), { format: 'no-such' })).rejects.toMatchObject({
      code: 'bad-usage',
    });
    await expect(trial.derive(line(), { zone: 'Mars/Base' })).rejects.toMatchObject({
      code: 'bad-usage',
    });
  }));

test('a file of very many empty lines and elements stays counted', () =>
  withCase(async (trial) => {
    const blank = await trial.derive(`${'\n'.repeat(50_000)}${line()}\n`);
    expect(blank).toMatchObject({ records: 1, mapped: 1, blank: 50_000 });
    expect(
      await trial.rows(
        "SELECT ordinal, line, byte_offset FROM store.record WHERE status = 'mapped'",
      ),
    ).toEqual([{ ordinal: '1', line: '50001', byte_offset: '50000' }]);
    const zeros = await trial.derive(`[${'0,'.repeat(40_000)}0]`);
    expect(zeros).toMatchObject({
      container: 'json',
      records: 40_001,
      unmapped: 40_001,
      format: 'unknown',
    });
  }));

test('what is said of malformed JSON does not depend on the runtime that parses it', () => {
  const said = 'Unterminated string in JSON at position 107';
  for (const words of [said, `${said} (line 1 column 108)`])
    expect(malformed(new SyntaxError(words))).toBe(`malformed JSON: ${said}`);
});
