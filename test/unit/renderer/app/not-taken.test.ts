import { expect, it } from 'vitest';
import type { Granted } from '../../../../shared/contract/host.ts';
import { isThere, notOpened } from '../../../../renderer/app/not-opened.ts';
import { notMapped } from '../../../../renderer/screens/mapping/not-mapped.ts';

const granted = (name: string, kind: Granted['kind']): Granted => ({ grant: name, name, kind });
const log = granted('a.jsonl', 'file');
const gone = granted('gone.jsonl', 'missing');
const closed = granted('closed.jsonl', 'unreadable');

it('what is not opened is told apart: nothing is there, or it may not be read', () => {
  const asked = [log, gone, closed];
  expect(asked.filter(isThere).map(({ name }) => name)).toEqual(['a.jsonl']);
  expect(notOpened(asked)).toEqual([
    expect.stringContaining('Nothing is at the path of gone.jsonl'),
    expect.stringContaining('closed.jsonl may not be read'),
  ]);
  expect(notOpened([log])).toEqual([]);
});

it('what is not mapped is gone, may not be read, or is no file', () => {
  const words = [gone, closed, granted('logs', 'folder')].map((one) => notMapped([one]));
  expect(words).toEqual([
    expect.stringContaining('gone.jsonl is not there any more'),
    expect.stringContaining('does not let Exhibit read closed.jsonl'),
    'A mapping is made for one file.',
  ]);
  expect(notMapped([])).toBeNull();
});
