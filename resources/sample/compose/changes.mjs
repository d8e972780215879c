/** The change log of the chat service. All of it is invented. */
import { QUESTIONS } from './evaluation.mjs';
import { NEW, ROLLBACK, UPDATE, iso } from './schedule.mjs';

export function changes() {
  const entries = [
    [
      '2026-03-02T06:00:00Z',
      'index',
      'kb-2026-03-02',
      'content-build',
      'Weekly build of the help centre',
    ],
    [
      '2026-03-16T03:00:00Z',
      'index',
      'kb-2026-03-16',
      'content-build',
      'Weekly build; energy guide revised',
    ],
    [
      '2026-03-17T07:30:00Z',
      'release',
      'chat-3.8.1',
      'f.okafor',
      'Font size of quick-reply buttons',
    ],
    [
      '2026-03-23T00:00:00Z',
      'flag',
      'reranker=on (app)',
      's.lomax',
      'Two-day trial of the re-ranker on route app',
    ],
    [
      '2026-03-24T11:05:00Z',
      'notice',
      'assist-large',
      'provider',
      'Provider notice PN-2214: alias assist-large moves to assist-large-2026-04-02 on 7 April; pin a dated version to stay',
    ],
    [
      '2026-03-25T00:00:00Z',
      'flag',
      'reranker=off (app)',
      's.lomax',
      'Trial ended, no measurable gain',
    ],
    [
      '2026-03-30T03:00:00Z',
      'index',
      'kb-2026-03-30',
      'content-build',
      'Marketplace seller pages included for the first time',
    ],
    [
      '2026-03-31T07:30:00Z',
      'release',
      'chat-3.9.0',
      'f.okafor',
      'Labels for returns can be sent to the phone',
    ],
    [
      '2026-04-03T15:10:00Z',
      'gate',
      'evaluation-2026-04: passed',
      's.lomax',
      `${QUESTIONS} questions on both versions; set of 2025, refunds by process only`,
    ],
    [
      '2026-04-03T16:25:00Z',
      'gate',
      'policy-regression: waived',
      's.lomax',
      'Not run before the Easter weekend; to be made up in the week of 13 April',
    ],
    [
      iso(UPDATE),
      'model',
      NEW,
      'provider',
      'Alias assist-large now answers as assist-large-2026-04-02 on all routes (PN-2214)',
    ],
    ['2026-04-07T05:24:00Z', 'check', 'smoke test: passed', 'f.okafor', '4 questions on staging'],
    ['2026-04-10T03:00:00Z', 'index', 'kb-2026-04-10', 'content-build', 'Seller pages refreshed'],
    [
      iso(ROLLBACK),
      'rollback',
      'assist-large-2026-02-10 (chat-uk, app)',
      'f.okafor',
      'Model pinned with chat-3.9.1 after ticket CR-1187',
    ],
    [
      '2026-04-22T11:00:00Z',
      'index',
      'kb-2026-04-22',
      'content-build',
      'Page of seller BrightNest Spares removed; comments and invisible characters stripped at intake',
    ],
    [
      '2026-04-23T10:15:00Z',
      'rollback',
      'assist-large-2026-02-10 (chat-ie)',
      'f.okafor',
      'chat-ie had its own configuration file and was missed on 21 April',
    ],
    [
      '2026-04-27T09:00:00Z',
      'prompt',
      'support-v15',
      's.lomax',
      'State periods and amounts exactly as the passage has them',
    ],
    [
      '2026-04-27T09:00:00Z',
      'index',
      'kb-2026-04-27',
      'content-build',
      'Notice for customers about wrong return periods in chat',
    ],
  ];
  return entries
    .map(
      ([at, what, value, who, comment], index) =>
        `${JSON.stringify({ id: `CH-${301 + index}`, at, what, value, who, comment })}\n`,
    )
    .join('');
}
