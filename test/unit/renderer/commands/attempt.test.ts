import { afterEach, expect, test } from 'vitest';
import { attempt, caseSubject } from '../../../../renderer/commands/attempt.ts';
import { closeToast, shownToasts, toastsAbout } from '../../../../renderer/design/toast-queue.ts';
import { asked } from '../../../../renderer/engine-client/asked-in.ts';
import { useLive } from '../../../../renderer/engine-client/live.ts';
import type { CaseHead } from '../../../../shared/domain/case-home.ts';

const head = (case_id: string, title: string): CaseHead => ({
  case_id,
  title,
  folder: `${case_id}.exhibit`,
  path: `/cases/${case_id}.exhibit`,
  sample: false,
});
/** What the window does when a case is opened, or closed. */
function open(now: CaseHead | null): void {
  useLive.setState({ head: now });
  toastsAbout(now === null ? null : caseSubject(now));
}
const said = (): readonly string[] =>
  shownToasts().map(({ words, other }) => (other === null ? words : `${other.words} ${words}`));
/** Begins something that goes wrong when what is answered is called. */
function begun(): () => void {
  let fail = (): void => undefined;
  const answer = new Promise<never>((_, reject) => {
    fail = () => reject(new Error('gone'));
  });
  attempt(() => asked(() => answer));
  return () => fail();
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

afterEach(() => {
  for (const { id } of shownToasts()) closeToast(id);
  open(null);
});

test('what fails once another case is open is said of the case that it was asked in', async () => {
  open(head('X-1', 'Refunds'));
  const fail = begun();
  open(head('X-2', 'Fares'));
  fail();
  await settled();
  expect(said()).toEqual([expect.stringMatching(/^In the case Refunds: The engine did not/)]);
  open(head('X-1', 'Refunds'));
  expect(said()).toEqual([expect.stringMatching(/^The engine did not/)]);
});

test('what was asked where no case was open is said of none', async () => {
  const fail = begun();
  open(head('X-2', 'Fares'));
  fail();
  await settled();
  open(head('X-1', 'Refunds'));
  expect(said()).toEqual([expect.stringMatching(/^The engine did not/)]);
});
