import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  endOfValue,
  recordPathOf,
  recordsIn,
} from '../../../electron/engine/evidence/document-records.ts';

const found = (text: string, ...paths: string[]) => {
  const bytes = Buffer.from(text);
  return recordsIn(bytes, 0, paths.map(recordPathOf)).map(({ start, end, path, trail }) => ({
    text: bytes.toString('utf8', start, end),
    path: path.text,
    trail,
  }));
};
const texts = (text: string, ...paths: string[]) => found(text, ...paths).map((one) => one.text);

describe('records within a document', () => {
  it('stand at the paths, in the order of their bytes, with what led to them', () => {
    const text = '{"patch": [{"b": 2}], "n": 1, "post" : [ {"a": 1} , 7 ]}';
    expect(found(text, 'post[*]', 'patch[*]')).toEqual([
      { text: '{"b": 2}', path: 'patch[*]', trail: ['patch', 0] },
      { text: '{"a": 1}', path: 'post[*]', trail: ['post', 0] },
      { text: '7', path: 'post[*]', trail: ['post', 1] },
    ]);
  });
  it('stand in lists of lists, and under any key', () => {
    const text = '{"r":[{"s":[{"x":[1,2]},{"x":[]}]},{"s":[{"x":[3]}]}]}';
    expect(texts(text, 'r[*].s[*].x[*]')).toEqual(['1', '2', '3']);
    expect(found('{"one":[{}],"two":[[1]]}', '*[*]').map(({ trail }) => trail)).toEqual([
      ['one', 0],
      ['two', 0],
    ]);
  });
  it('stand under any key only where all members are what the path goes on with', () => {
    expect(texts('{"name":"a span","events":[{"name":"an event"}]}', '*[*]')).toEqual([]);
    expect(texts('{ "a" : [ 1 ] , "b":[]}', '*[*]')).toEqual(['1']);
    expect(texts('{"runs":{"a":{"n":1},"b":{"n":2}}}', 'runs.*')).toEqual(['{"n":1}', '{"n":2}']);
    expect(texts('{"runs":{"a":{"n":1},"b":2}}', 'runs.*')).toEqual([]);
  });
  it('are not found in texts, under other keys, or where another kind of value stands', () => {
    expect(texts('{"t":"{\\"a\\":[1]}","b":{"a":[1]},"a":{"0":1}}', 'a[*]')).toEqual([]);
    expect(texts('{"a":"\\\\","b":["]",{"c":"}"}]}', 'b[*]')).toEqual(['"]"', '{"c":"}"}']);
  });
  it('are all found where a key stands twice or is written with an escape', () => {
    expect(texts('{"a":[1],"\\u0061":[2]}', 'a[*]')).toEqual(['1', '2']);
  });
  it('are those that JSON.parse finds', () => {
    const leaf = fc.jsonValue({ maxDepth: 2 });
    const document = fc.record({
      before: leaf,
      spans: fc.array(fc.record({ inner: fc.oneof(fc.array(leaf), leaf), beside: leaf })),
      after: leaf,
    });
    fc.assert(
      fc.property(document, fc.constantFrom(0, 1, '\t'), (value, space) => {
        const expected = value.spans.flatMap(({ inner }) => (Array.isArray(inner) ? inner : []));
        const said = texts(JSON.stringify(value, null, space), 'spans[*].inner[*]');
        expect(said.map((text) => JSON.parse(text) as unknown)).toEqual(
          JSON.parse(JSON.stringify(expected)),
        );
      }),
    );
  });
  it('never lead out of bytes that are no JSON', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[[\]{}",:a1\\ ]{0,60}$/), (text) => {
        const bytes = Buffer.from(text);
        expect(endOfValue(bytes, 0)).toBeLessThanOrEqual(bytes.length);
        for (const { start, end } of recordsIn(bytes, 0, [recordPathOf('a[*]')])) {
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(bytes.length);
        }
      }),
    );
  });
});
