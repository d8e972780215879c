import { afterEach, expect, test } from 'vitest';
import {
  closeToast,
  shownToasts,
  toast,
  toastsAbout,
} from '../../../../renderer/design/toast-queue.ts';

const first = { key: 'X-1', words: 'In the case Refunds:' };
const second = { key: 'X-2', words: 'In the case Fares:' };
const said = (): readonly string[] =>
  shownToasts().map(({ words, other }) => (other === null ? words : `${other.words} ${words}`));

afterEach(() => {
  for (const { id } of shownToasts()) closeToast(id);
  toastsAbout(null);
});

test('a failure stays when another case is opened, and names its own', () => {
  toastsAbout(first);
  toast({ words: 'The note was not written.', tone: 'fail' });
  toastsAbout(second);
  expect(said()).toEqual(['In the case Refunds: The note was not written.']);
  toastsAbout(null);
  expect(said()).toEqual(['In the case Refunds: The note was not written.']);
  toastsAbout(first);
  expect(said()).toEqual(['The note was not written.']);
});

test('what ends in another case is said of that one, what is of none of none', () => {
  toastsAbout(second);
  toast({ words: 'The disk is full.', tone: 'fail', about: first });
  toast({ words: 'R-0001.zip was verified.', about: null });
  expect(said()).toEqual(['In the case Refunds: The disk is full.', 'R-0001.zip was verified.']);
  toastsAbout(first);
  expect(said()).toEqual(['The disk is full.', 'R-0001.zip was verified.']);
});
