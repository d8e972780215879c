import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../electron/engine/formats/format.ts';
import { FORMATS, formatById, recognise } from '../../../electron/engine/formats/index.ts';
import { NeedsDecodedText } from '../../../electron/engine/formats/nested-json.ts';
import { Unmapped } from '../../../electron/engine/formats/format.ts';
import { fixtureLines, fixtureRecords, recordOf, turnsOf } from './map-fixture.ts';

const FIXTURES = FORMATS.map(
  ({ id }) => [id, `${id}${id === 'alpaca-eval' ? '.json' : '.jsonl'}`] as const,
);

describe('recognising a format by content', () => {
  it.each(FIXTURES)('%s is what its own records speak for', (id, file) => {
    expect(recognise(fixtureRecords(file))?.format.id).toBe(id);
  });

  it.each(FIXTURES)('%s gives marks between 0 and 1 to records of every format', (id) => {
    for (const [, file] of FIXTURES) {
      for (const record of fixtureRecords(file)) {
        const mark = formatById(id)?.recognise(record);
        expect(mark).toBeGreaterThanOrEqual(0);
        expect(mark).toBeLessThanOrEqual(1);
      }
    }
  });

  it('each single record of an exchange is recognised alone', () => {
    const ids = ['openai-chat', 'openai-responses', 'anthropic-messages', 'ollama-chat'];
    for (const id of ids) {
      for (const record of fixtureRecords(`${id}.jsonl`)) {
        expect(recognise([record])?.format.id, JSON.stringify(record)).toBe(id);
      }
    }
  });

  it('what speaks for nothing is null', () => {
    const strange: JsonObject[] = [
      {},
      { level: 'info', msg: 'started' },
      { messages: 'none' },
      { request: null, response: 7 },
      { choices: [] },
    ];
    expect(recognise([])).toBeNull();
    expect(recognise(strange)).toBeNull();
  });

  it('a stray line does not change what the sample is', () => {
    const sample = [...fixtureRecords('openai-batch.jsonl'), { note: 'exported by hand' }];
    expect(recognise(sample)?.format.id).toBe('openai-batch');
    expect(recognise(sample)?.confidence).toBeCloseTo((1 + 1 + 1 + 0.9) / 5, 10);
  });
});

describe('a record that the format cannot map', () => {
  it.each(FORMATS)('$id refuses it with a reason and emits nothing', (format) => {
    const embedding = {
      request: { model: 'embedder' },
      response: { object: 'list', data: [{ embedding: [0.1] }] },
      status: 200,
    };
    // Two fields called request and response are a pair to the plainest format, whatever they hold.
    const others = format.id === 'plain-prompt' ? [] : [embedding];
    for (const other of [{}, { level: 'info' }, ...others]) {
      expect(() => turnsOf(format, other)).toThrow(Unmapped);
    }
  });
});

describe('texts that hold one character per byte', () => {
  it.each(FIXTURES)('%s maps them to the same bytes, or asks for decoded text', (id, file) => {
    const format = formatById(id);
    if (format === undefined) throw new TypeError(id);
    for (const line of fixtureLines(file)) {
      const decoded = record(format, line.toString('utf8'), true);
      const bytes = record(format, line.toString('latin1'), false);
      if (bytes === 'needs decoded text') {
        expect(line.includes('\\u')).toBe(true);
      } else {
        expect(Buffer.from(bytes, 'latin1').toString('utf8')).toBe(decoded);
      }
    }
  });

  it('an escape inside JSON inside a text asks for decoded text', () => {
    const format = formatById('openai-chat');
    const line = fixtureLines('openai-chat.jsonl').at(7)?.toString('latin1') ?? '';
    expect(() => format && turnsOf(format, recordOf(line), false)).toThrow(NeedsDecodedText);
  });
});

function record(format: (typeof FORMATS)[number], text: string, decoded: boolean): string {
  try {
    return JSON.stringify(turnsOf(format, recordOf(text), decoded));
  } catch (error) {
    if (error instanceof NeedsDecodedText) return 'needs decoded text';
    if (error instanceof Unmapped) return error.message;
    throw error;
  }
}
