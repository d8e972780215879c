import { join } from 'node:path';

/* What is done in the whole job, whichever way: the words are short, since they are typed key by key. */

const inSample = (name: string): string =>
  join(import.meta.dirname, '../../../resources/sample', name);

/** In the order in which the sample's own case has them: numbers of turns and findings come from it. */
export const LOGS = [
  'gateway-2026-03.jsonl',
  'gateway-2026-04.jsonl',
  'evaluation-2026-04.parquet',
  'changes.jsonl',
  'complaints.csv',
  'alerts.json',
].map(inSample);
/** It is no log: it is chosen with them, refused, and stands in custody as refused. */
export const POLICY = inSample('policy-refunds-2026.md');

/** With who acts and when alike, and the acts in one order, handles and hashes are alike too. */
export const ENVIRONMENT = {
  EXHIBIT_NOW: '2026-05-04T09:00:00.000Z',
  EXHIBIT_EXAMINER: 'Ana Silva',
};
export const SIGNER = 'Ana Silva';
export const PASSPHRASE = 'five words that open it';

export const CASE = 'Wrong periods';
export const CASE_FOLDER = 'periods.exhibit';

export const FINDING = {
  handle: 'F-1255',
  turn: 'T-1627',
  quote: 'exk_live_7Qm2Vt9xLb4Rk8Zc1Nw6Ys3Hd5Gp0JfA',
  caption: 'A key',
};
export const DISMISSED = { handle: 'F-780', turn: 'T-1057', reason: 'Known' };

/** The two versions; and the first pair of them in which the later one gives 60 days instead of 30. */
export const SIDES = {
  a: 'model:assist-large-2026-02-10',
  b: 'model:assist-large-2026-04-02',
};
export const PAIR = { number: 8, before: 'T-51', turn: 'T-2173', caption: '60 days' };

export const CAUSE = { id: 'M2', search: 'version change', rationale: 'Only the later one.' };
export const EVENT = {
  time: '2026-04-07 09:47',
  text: 'First wrong period.',
  basis: 'Gateway log',
};
export const ACTION = 'Test periods';
export const REPORT = {
  title: 'Wrong periods in chat',
  classification: 'For counsel',
  commissioned: 'Customer Relations',
  scope: 'March and April',
  question: 'Which version?',
  answer: 'That of 2 April.',
};
