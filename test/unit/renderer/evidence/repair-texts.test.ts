import { expect, test } from 'vitest';
import {
  offerWords,
  outcomeWords,
  repairActWords,
  sideOf,
} from '../../../../renderer/screens/evidence/repair-texts.ts';
import type { RepairOffer } from '../../../../shared/domain/repair.ts';

const offer: RepairOffer = {
  rule: 'truncated-end',
  version: 1,
  says: 'what is open is closed',
  said: 'closed 1 text, 1 object; nothing was dropped',
  bytes: 12,
  pieces: [
    { what: 'kept', text: '{"a":"😀', left_out: 0, ending: '' },
    { what: 'dropped', text: '\\xE2', left_out: 0, ending: '' },
    { what: 'added', text: '"}', left_out: 0, ending: '' },
  ],
  further_pieces: 0,
  outcome: { status: 'mapped', words: null, turns: 1 },
};

test('the raw side marks what is dropped, the other what is added, in code points', () => {
  expect(sideOf(offer.pieces, 'raw')).toEqual({
    text: '{"a":"😀\\xE2',
    marks: [{ from: 7, to: 11, kind: 'removed', label: 'dropped' }],
  });
  expect(sideOf(offer.pieces, 'repaired')).toEqual({
    text: '{"a":"😀"}',
    marks: [{ from: 7, to: 9, kind: 'added', label: 'added' }],
  });
});

test('a stretch that is not shown whole says how much is left out, where it is', () => {
  const long = { what: 'kept', text: 'a', left_out: 5000, ending: 'b' } as const;
  expect(sideOf([long], 'raw').text).toBe('a … (5,000 bytes not shown) … b');
});

test('what a rule would do is said in one line', () => {
  expect(offerWords(offer, 2)).toBe(
    'The rule truncated-end would make it readable: closed 1 text, 1 object; nothing was dropped. It would then be mapped, 1 turn. 2 other rules would apply too.',
  );
  expect(outcomeWords({ status: 'unmapped', words: 'no messages', turns: 0 })).toBe(
    'unmapped: no messages',
  );
  const act = { entry: 5, at: '', by: 'ada', rule: 'trailing-comma', version: 1, reason: 'r' };
  expect(repairActWords({ ...act, withdrawn: true, records: 1 })).toBe(
    '1 record no longer repaired by trailing-comma (version 1)',
  );
});
