/** What monitoring noticed. Shares are those of the log; all of it is invented. */
import { seconds } from './schedule.mjs';
import { votes } from './truth.mjs';

const window = (from, to) => (record) =>
  record.environment === 'production' &&
  record.created >= seconds(from) &&
  record.created < seconds(to);

export const alertVotes = (entries) => ({
  before: votes(entries, window('2026-03-02T00:00:00Z', '2026-04-07T00:00:00Z')),
  firstDays: votes(entries, window('2026-04-07T06:00:00Z', '2026-04-11T06:00:00Z')),
});

export function alerts(entries) {
  const { before, firstDays } = alertVotes(entries);
  const list = [
    {
      id: 'AL-58',
      at: '2026-03-14T02:10:00Z',
      monitor: 'gateway.latency_p95',
      severity: 'low',
      message: 'p95 latency above 4 s for 10 minutes on route app',
      state: 'closed',
      by: 'n.verity',
      note: 'Provider maintenance window',
    },
    {
      id: 'AL-61',
      at: '2026-04-11T06:00:00Z',
      monitor: 'feedback.downvote_share',
      severity: 'medium',
      message: `${firstDays.down} of ${firstDays.rated} rated answers voted down in four days (${firstDays.percent} %); ${before.percent} % before`,
      state: 'snoozed until 2026-04-20',
      by: 'n.verity',
      note: 'Expected after the model change, look again after settling in',
    },
    {
      id: 'AL-63',
      at: '2026-04-16T12:52:00Z',
      monitor: 'feedback.privacy_words',
      severity: 'high',
      message: 'Customer wrote "not my e-mail" after an answer on route app',
      state: 'closed',
      by: 'n.verity',
      note: 'Customer has two accounts, probably',
    },
    {
      id: 'AL-64',
      at: '2026-04-20T14:10:00Z',
      monitor: 'customer-relations',
      severity: 'high',
      message: 'Ticket CR-1187: several customers quote a return period of 60 days from chat',
      state: 'escalated',
      by: 'd.gilchrist',
      note: 'Handed to the release team',
    },
    {
      id: 'AL-66',
      at: '2026-04-22T09:05:00Z',
      monitor: 'index.intake_scan',
      severity: 'high',
      message: 'Invisible characters in marketplace/sellers/brightnest-spares/faq',
      state: 'escalated',
      by: 's.lomax',
      note: 'First run of the new scan; page removed',
    },
    {
      id: 'AL-67',
      at: '2026-04-23T09:30:00Z',
      monitor: 'customer-relations',
      severity: 'high',
      message: 'Wrong return period again, this time on chat-ie',
      state: 'escalated',
      by: 'd.gilchrist',
      note: 'Route was left out of the rollback',
    },
  ];
  return `${JSON.stringify(list, null, 2)}\n`;
}
