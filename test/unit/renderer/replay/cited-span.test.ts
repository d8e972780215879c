import { expect, test } from 'vitest';
import { citedSpan } from '../../../../renderer/screens/replay/cited-span.ts';
import { placeWords, selectionTitle } from '../../../../renderer/screens/replay/place-words.ts';
import type { TextSource } from '../../../../renderer/screens/replay/selection.ts';
import { finding, turnHead } from './turn-head.ts';

const source: TextSource = {
  side: 'input',
  seq: 3,
  choice: 0,
  part: 1,
  title: 'User, input message 3, part 1',
  content_id: 5,
  characters: 1020,
  text: 'words',
  place: null,
};
const head = turnHead({
  findings: [
    finding({ finding_id: 1, side: 'context', seq: 2, part: 0, char_start: 7, char_end: 9 }),
    finding({ finding_id: 2, side: null, seq: null, part: null, char_start: null, char_end: null }),
  ],
});

test('a whole turn has no characters to cite', () => {
  expect(citedSpan(head, { what: 'turn' })).toBeNull();
});

test('a text is cited whole, a passage by its characters', () => {
  expect(citedSpan(head, { what: 'text', source })).toEqual({
    side: 'input',
    seq: 3,
    part: 1,
    char_start: 0,
    char_end: 1020,
  });
  const passage = { what: 'passage', source, from: 167, to: 203 } as const;
  const span = citedSpan(head, passage);
  expect(span).toMatchObject({ char_start: 167, char_end: 203 });
  expect(span === null ? null : placeWords(span, passage)).toBe('167 to 203 of 1,020');
});

test('a text that the log leaves null is cited as its turn', () => {
  expect(citedSpan(head, { what: 'text', source: { ...source, text: null } })).toBeNull();
});

test('a finding is cited by its own characters, one about a field as its turn', () => {
  expect(citedSpan(head, { what: 'finding', id: 1 })).toMatchObject({ side: 'context', seq: 2 });
  expect(citedSpan(head, { what: 'finding', id: 2 })).toBeNull();
  expect(selectionTitle(head, { what: 'finding', id: 1 })).toBe('context document of rank 2');
  expect(selectionTitle(head, { what: 'finding', id: 2 })).toBe('T-7, the whole turn');
});
