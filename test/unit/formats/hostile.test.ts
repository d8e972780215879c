import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Emit, type JsonObject, Unmapped } from '../../../electron/engine/formats/format.ts';
import { FORMATS } from '../../../electron/engine/formats/index.ts';

/** Names that the formats look at, so that chance reaches their branches. */
const NAMES = [
  ...['request', 'response', 'messages', 'choices', 'message', 'content', 'role', 'tool_calls'],
  ...['function', 'arguments', 'object', 'output', 'input', 'usage', 'type', 'custom_id', 'result'],
  ...['body', 'status', 'error', 'params', 'done', 'prompt', 'answer', 'context', 'feedback'],
  ...['conversation', 'from', 'value', 'model1', 'model2', 'instruction', 'generator', 'system'],
  ...['__proto__', 'constructor', 'toString'],
];
const WORDS = [
  ...['assistant', 'user', 'tool', 'message', 'chat.completion', 'response', 'succeeded', '{"a":'],
  ...['data: {"choices":[{"delta":{"content":"x"}}]}', 'event: message_start\ndata: {"type":7}'],
  ...['{"model":"m","done":true}', 'data: [DONE]', '{"messages":[{"role":"user"}]}'],
];

const { value } = fc.letrec<{ value: unknown; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, -1, 2e9, ...WORDS),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 8 }),
}));
const record = fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 10 });

const SILENT: Emit = {
  decoded: true,
  turn: () => undefined,
  message: () => undefined,
  context: () => undefined,
  feedback: () => undefined,
  verdict: () => undefined,
  label: () => undefined,
  note: () => undefined,
};

describe('records that mean harm', () => {
  it.each(FORMATS)('$id maps anything or says why not', (format) => {
    fc.assert(
      fc.property(record, (odd) => {
        const mark = format.recognise(odd);
        expect(mark).toBeGreaterThanOrEqual(0);
        expect(mark).toBeLessThanOrEqual(1);
        try {
          format.map(odd, SILENT);
        } catch (error) {
          expect(error).toBeInstanceOf(Unmapped);
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it.each(FORMATS)('$id does not follow nesting down', (format) => {
    const deep: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    for (const name of NAMES) {
      const odd = { request: { messages: [] }, response: { choices: [] }, [name]: deep };
      expect(format.recognise(odd)).toBeLessThanOrEqual(1);
      try {
        format.map(odd, SILENT);
      } catch (error) {
        expect(error).toBeInstanceOf(Unmapped);
      }
    }
  });
});
