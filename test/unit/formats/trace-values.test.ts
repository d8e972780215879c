import { describe, expect, it } from 'vitest';
import { messagesIn } from '../../../electron/engine/formats/genai-messages.ts';
import { openInference } from '../../../electron/engine/formats/openinference.ts';
import { otlp } from '../../../electron/engine/formats/otlp.ts';
import { durationOf, idOf } from '../../../electron/engine/formats/span.ts';
import { turnOf } from './map-fixture.ts';

const textsOf = (value: unknown) =>
  messagesIn(value, true).flatMap(({ parts }) => parts.map(({ content }) => content));

describe('texts of traces', () => {
  it.each(['1.10', '12345678901234567890', 'true', '"hi"', 'null'])(
    '%s stays as it was written',
    (text) => expect(textsOf(text)).toEqual([text]),
  );
  it('a thought is its words, whatever they stand under', () => {
    const thought = [{ role: 'assistant', parts: [{ type: 'thinking', thinking: 'Hm.' }] }];
    expect(messagesIn(JSON.stringify(thought), true)[0]?.parts).toEqual([
      { type: 'thinking', content: 'Hm.' },
    ]);
  });
});

describe('ids of traces', () => {
  it.each(['', '0000000000000000', '0x0000000000000000', 'AAAAAAAAAAA='])('%j is none', (id) =>
    expect(idOf(id)).toBeUndefined(),
  );
  it('a span whose id is of zeros is a step all the same', () => {
    const { fields } = turnOf(openInference, {
      name: 'root',
      span_kind: 'CHAIN',
      context: { trace_id: 'a'.repeat(32), span_id: '0'.repeat(16) },
      start_time: '2026-01-05T10:00:00Z',
    });
    expect(fields.span_id).toBeUndefined();
    expect(fields.kind).toBe('chain');
  });
  it('log records without a trace are no events of one step', () => {
    const { fields } = turnOf(otlp, {
      timeUnixNano: '1767607200000000000',
      traceId: '0'.repeat(32),
      spanId: '0'.repeat(16),
      eventName: 'gen_ai.choice',
      attributes: [],
      body: { kvlistValue: { values: [{ key: 'content', value: { stringValue: 'Yes.' } }] } },
    });
    expect(fields.event_of).toBeUndefined();
    expect(fields.conversation).toBeUndefined();
  });
});

describe('how long a step took', () => {
  it.each([
    ['2024-03-31T01:59:59', '2024-03-31T03:00:01', 3_602_000],
    ['2024-03-31T01:59:59.000100Z', '2024-03-31T01:59:59.000900Z', 0.8],
    ['2024-03-31T01:59:59.9+02:00', '2024-03-31T00:00:01.1Z', 1200],
    ['2024-03-31 01:59:59.9 UTC', '2024-03-31T04:00:01.1+02', 1200],
    ['2024-03-31T01:59:59', '2024-03-31T02:00:00Z', undefined],
    ['2024-03-31T02:00:00Z', '2024-03-31T01:00:00Z', undefined],
    ['1767607200000000000', '1767607200000500000', 0.5],
  ])('from %s to %s', (start, end, milliseconds) =>
    expect(durationOf(start, end)).toBe(milliseconds),
  );
});
