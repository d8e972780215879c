import { describe, expect, it } from 'vitest';
import { recordsWithin } from '../../../electron/engine/formats/document-records.ts';
import { recordOf } from './map-fixture.ts';

const SPANS = 'resourceSpans[*].scopeSpans[*].spans[*]';

describe('records within a document', () => {
  it('are told with their path, what is around them and where they stand', () => {
    const first = { spans: [{ id: 1 }, { id: 2 }] };
    const second = { spans: [{ id: 3 }] };
    const resource = { scopeSpans: [first, second] };
    const document = { resourceSpans: [{ scopeSpans: [] }, resource] };
    expect(recordsWithin(document, [SPANS])).toEqual([
      { record: { id: 1 }, within: within([document, resource, first], [1, 0, 0]) },
      { record: { id: 2 }, within: within([document, resource, first], [1, 0, 1]) },
      { record: { id: 3 }, within: within([document, resource, second], [1, 1, 0]) },
    ]);
  });

  it('come path by path', () => {
    const document = { patch: [{ id: 2 }], post: [{ id: 1 }], run: { id: 3 } };
    const found = recordsWithin(document, ['post[*]', 'patch[*]', 'run', 'missing[*]']);
    expect(found.map(({ record, within: { path, at } }) => [record.id, path, at])).toEqual([
      [1, 'post[*]', [0]],
      [2, 'patch[*]', [0]],
      [3, 'run', []],
    ]);
  });

  it('stand under any key where all of them hold lists', () => {
    const document = { good: [{ id: 1 }], bad: [{ id: 2 }, { id: 3 }], none: [] };
    const found = recordsWithin(document, ['*[*]']);
    expect(found.map(({ record, within: { at } }) => [record.id, at])).toEqual([
      [1, ['good', 0]],
      [2, ['bad', 0]],
      [3, ['bad', 1]],
    ]);
    expect(recordsWithin({ name: 'a span', events: [{ name: 'an event' }] }, ['*[*]'])).toEqual([]);
  });

  it('are found under any key whose fields are objects', () => {
    const found = recordsWithin({ traces: { a: { n: 1 }, b: { n: 2 } } }, ['traces.*']);
    expect(found.map(({ record, within: { at } }) => [record.n, at])).toEqual([
      [1, ['a']],
      [2, ['b']],
    ]);
  });

  it.each([
    '{}',
    '{"resourceSpans":null}',
    '{"resourceSpans":{"scopeSpans":[{"spans":[{}]}]}}',
    '{"resourceSpans":[null,7,"x",[],{"scopeSpans":[[]]},{"scopeSpans":[{"spans":[null,[],3]}]}]}',
    `{"resourceSpans":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
  ])('are none where the document is not so', (text) => {
    expect(recordsWithin(recordOf(text), [SPANS])).toEqual([]);
  });

  it('are never what every object has', () => {
    expect(recordsWithin({}, ['__proto__', 'constructor.prototype', 'toString'])).toEqual([]);
    const document = recordOf('{"__proto__":[{"id":1}]}');
    expect(recordsWithin(document, ['__proto__[*]']).map(({ record }) => record.id)).toEqual([1]);
  });

  it('are found among very many', () => {
    const observations = Array.from({ length: 300_000 }, (_, id) => ({ id }));
    expect(recordsWithin({ observations }, ['observations[*]']).at(-1)).toMatchObject({
      record: { id: 299_999 },
      within: { at: [299_999] },
    });
  });
});

const within = (around: readonly object[], at: readonly number[]) => ({ path: SPANS, around, at });
