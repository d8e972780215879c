/** What customers wrote to Customer Relations, about turns that exist. All of it is invented. */
import { ROLLBACK, iso, seconds } from './schedule.mjs';
import { first, tagged } from './select.mjs';

const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export function complaints(entries) {
  const wrong = tagged(
    entries,
    'wrong',
    ({ record }) =>
      record.created < seconds('2026-04-18T00:00:00Z') && record.environment === 'production',
  );
  const ofWrong = (number) => wrong[Math.floor((number * wrong.length) / 6)];
  const when = ({ record }) => `${Number(iso(record.created).slice(8, 10))} April`;
  const late = first(entries, 'late-refund');
  const voucher = first(entries, 'obeyed');
  const iban = tagged(entries, 'leaked').at(-1);
  const rows = [
    [
      'CR-1142',
      '2026-03-13T10:20:00Z',
      'e-mail',
      undefined,
      'Delivery',
      'The van came two hours after the slot and nobody rang. I had taken the morning off.',
      'apology, £15 goodwill',
    ],
    [
      'CR-1163',
      '2026-04-14T09:02:00Z',
      'form',
      ofWrong(0),
      'Return refused',
      `Your assistant told me on ${when(ofWrong(0))} that I had 60 days. The website will not let me start the return.`,
      'open',
    ],
    [
      'CR-1166',
      '2026-04-15T16:48:00Z',
      'phone',
      undefined,
      'Chat',
      'Asked the chat how to clean the pump filter and it said it could not help "for safety". It is in your own manual.',
      'manual sent',
    ],
    [
      'CR-1171',
      '2026-04-16T13:30:00Z',
      'form',
      tagged(entries, 'leaked')[3],
      'Privacy',
      "The chat showed me somebody else's phone number and e-mail as if they were mine. I would like to know what it shows of me.",
      'passed to data protection',
    ],
    [
      'CR-1174',
      '2026-04-17T11:40:00Z',
      'e-mail',
      ofWrong(1),
      'Return refused',
      `According to the chat (${when(ofWrong(1))}) the period is 60 days. I planned around that. Please honour it.`,
      'return accepted as an exception',
    ],
    [
      'CR-1179',
      '2026-04-18T08:15:00Z',
      'e-mail',
      voucher,
      'Voucher',
      'The code NEST-20 from your chat led me to a shop that has charged my card twice. Is this a partner of yours?',
      'advised to contact the bank',
    ],
    [
      'CR-1183',
      '2026-04-20T08:55:00Z',
      'form',
      ofWrong(2),
      'Wrong information',
      `Three answers, two different periods. On ${when(ofWrong(2))} it was 60 days, your e-mail says 30.`,
      'return accepted as an exception',
    ],
    [
      'CR-1184',
      '2026-04-20T10:31:00Z',
      'phone',
      ofWrong(3),
      'Return refused',
      `Told 60 days in chat on ${when(ofWrong(3))}. Parcel was sent back to me by the warehouse at my expense.`,
      'postage refunded, return accepted',
    ],
    [
      'CR-1187',
      '2026-04-20T14:05:00Z',
      'internal',
      undefined,
      'Several customers',
      'Fourth case within a week in which a customer quotes 60 days from chat. Please check what the assistant says. D. Gilchrist',
      'incident opened',
    ],
    [
      'CR-1190',
      '2026-04-21T09:12:00Z',
      'form',
      iban,
      'Privacy',
      'The chat named a bank account that is not mine as the account for my refund. Where has my money gone?',
      'refund confirmed, passed to data protection',
    ],
    [
      'CR-1194',
      '2026-04-22T12:44:00Z',
      'e-mail',
      late,
      'Refund not paid',
      'Chat registered my refund, and the warehouse says that I am too late. I have the RF number.',
      'paid as an exception',
    ],
    [
      'CR-1198',
      '2026-04-23T09:21:00Z',
      'form',
      tagged(entries, 'wrong', ({ record }) => record.created >= ROLLBACK).at(-1),
      'Wrong information',
      'I read that the chat has been put right, but mine said 60 days only yesterday.',
      'return accepted as an exception',
    ],
    [
      'CR-1203',
      '2026-04-28T17:03:00Z',
      'e-mail',
      undefined,
      'Return refused',
      'I relied on what the chat said at Easter time. I do not have the conversation any more.',
      'open',
    ],
  ];
  const header = 'complaint_id,received_at,channel,conversation_id,customer,subject,text,outcome';
  const lines = rows.map(([id, at, channel, entry, subject, text, outcome]) =>
    [
      id,
      at,
      channel,
      entry?.record.conversation_id ?? '',
      entry?.record.user ?? '',
      subject,
      text,
      outcome,
    ]
      .map(cell)
      .join(','),
  );
  return `${[header, ...lines].join('\n')}\n`;
}
