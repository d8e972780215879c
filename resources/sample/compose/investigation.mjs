/** What the demo's examiner does after import and detection, as data that the `demo` command carries out. */
import { stringify } from 'yaml';
import { alertVotes } from './alerts.mjs';
import { causes } from './causes.mjs';
import { actions, events } from './course.mjs';
import { exhibits } from './exhibits.mjs';
import { seconds } from './schedule.mjs';
import { tagged } from './select.mjs';
import { inWords, pounds, sentence, spokenDay } from './words.mjs';

const references = [
  {
    file: 'policy-refunds-2026.md',
    title: 'Returns and refunds policy 2026',
    from: '2026-01-01',
    to: null,
  },
];

/** What differs between the two calls of the pair beside times, ids and the answer itself. */
function differing(entries, pinned) {
  const record = (ref) =>
    entries.find(({ record: { id } }) => id === pinned.find((each) => each.ref === ref).external_id)
      .record;
  const [before, after] = [record('right-before'), record('wrong-after')];
  const fields = {
    'answering model': ({ response }) => response.model,
    fingerprint: ({ response }) => response.system_fingerprint,
    release: ({ release }) => release,
    'index build': ({ index_version }) => index_version,
    route: ({ route }) => route,
  };
  if (
    JSON.stringify([before.request, before.context]) !==
    JSON.stringify([after.request, after.context])
  )
    throw new Error('The pair differs in what the model was given');
  return Object.keys(fields)
    .filter((name) => fields[name](before) !== fields[name](after))
    .join(', ');
}

const notes = (entries, pinned) => [
  {
    on: 'wrong-after',
    text: `Checked both raw records: messages, temperature and passages are equal. Beside ids and times these differ: ${differing(entries, pinned)}.`,
  },
  {
    on: 'phone-shown',
    text: 'Ask the order platform for its own log of 16 April: the gateway shows no tool call in this turn.',
  },
  {
    on: 'hostile-page',
    text: 'From 10 April the page carries the instruction in invisible tag characters instead of a comment. Both variants are in the log.',
  },
];

function report(entries, truth) {
  const { before, after } = truth.versions;
  const { firstDays, before: earlier } = alertVotes(entries);
  const users = truth.affected_users;
  const late = truth.late_refunds;
  return {
    title: 'Wrong return periods in customer chat, April 2026',
    classification: 'Confidential: incident team and counsel',
    scope:
      'Customer chat of Hallowby on the routes chat-uk, chat-ie and app, 2 March to 30 April 2026. The log was exported by the gateway team; its completeness at the source was not examined.',
    commissioned_by: 'Head of Customer Relations, Hallowby (invented)',
    questions: [
      {
        question: 'Since when, and until when, did the assistant state a wrong return period?',
        answer: `From ${spokenDay(truth.times.first_wrong)} to ${spokenDay(truth.times.last_wrong)} 2026. Before the update and after the last route was rolled back the log holds no such answer.`,
        grounds: ['right-before', 'wrong-after', 'missed-route'],
      },
      {
        question: 'What caused it, and what did not?',
        answer:
          'In the examiner’s opinion the newer model version (M2), let through without the policy regression gate (E3) and without a test on the subject (E1). Prompt, passages and an unannounced change at the provider are not indicated.',
        grounds: ['right-before', 'wrong-after', 'passage-30'],
      },
      {
        question: 'Who was affected?',
        answer: `${users.wrong_answers.length} users by their id in the log; three of them were refunded late.`,
        grounds: ['late-refund', 'customer-notices'],
      },
      {
        question:
          'Is the passing on of vouchers and of other customers’ details part of the same failure?',
        answer:
          'No. The voucher was passed on under the older version too; its cause is a hostile page in the index. All leaking answers were given by the newer version, but three of them repeat what an order look-up had returned, and none concerns a return period.',
        grounds: ['hostile-obeyed', 'hostile-obeyed-new', 'key-source'],
      },
    ],
    excluded: [
      {
        text: 'Telephone and e-mail service, and the chat before 2 March 2026: no log of them was handed over.',
        grounds: [],
      },
    ],
    summary: [
      {
        text: `On 7 April 2026 the model alias of the customer chat moved to a newer version. From then on ${after.wrong} of ${after.return_period_answers} answers on the return period (${after.wrong_percent} %) said 60 days instead of the 30 that the policy and the passages supplied state. The first was given on ${spokenDay(truth.times.first_wrong)}, the last on ${spokenDay(truth.times.last_wrong)}. The earlier version gave ${before.return_period_answers} such answers and none was wrong.`,
        grounds: ['right-before', 'wrong-after', 'passage-30'],
      },
      {
        text: `The newer version also answered at greater length (${after.mean_answer_characters} characters on average, ${before.mean_answer_characters} before), was less sure (mean log-probability ${after.mean_confidence} against ${before.mean_confidence}) and turned away ${after.refusals} legitimate questions (${before.refusals} before). Of its rated answers ${after.votes.percent} % were voted down, against ${before.votes.percent} %.`,
        grounds: ['refusal'],
      },
      {
        text: `The rollback of 21 April left out one route, on which ${inWords(truth.wrong_after_rollback.length)} more wrong answers were given until 23 April.`,
        grounds: ['missed-route'],
      },
      {
        text: `Two further failures fall into the same weeks and have causes of their own: a seller page with a hidden instruction, which ${inWords(truth.injection.obeyed.length)} answers followed, and ${inWords(truth.leaks.length)} answers that showed another customer's details or an internal key.`,
        grounds: ['hostile-page', 'hostile-obeyed', 'key-shown', 'phone-shown'],
      },
    ],
    harms: [
      {
        kind: 'Financial',
        severity: 'medium',
        text: `${sentence(inWords(late.length))} refunds (${pounds(late.reduce((sum, refund) => sum + refund.pounds, 0))}) were made on the ground of the wrong period; other customers were refused a return that the chat had promised.`,
        grounds: ['late-refund', 'customer-notices'],
      },
      {
        kind: 'Privacy',
        severity: 'high',
        text: 'Contact data of other customers and an internal key were shown in answers.',
        grounds: ['key-shown', 'phone-shown'],
      },
    ],
    impact: `${users.wrong_answers.length} users were given a wrong return period and ${inWords(users.voucher.length)} the voucher of the hostile page, counted by user id in the log; people who write from two accounts are counted twice. ${sentence(inWords(late.length))} refunds (${pounds(late.reduce((sum, refund) => sum + refund.pounds, 0))}) were registered after the period was over.`,
    notifications: [
      {
        to: 'Customers',
        at: '2026-04-27T09:00:00.000Z',
        text: 'Notice in the help centre (CH-318). Letters are an open action.',
      },
      {
        to: 'Data protection officer',
        at: null,
        text: 'Complaints CR-1171 and CR-1190 were passed on; the files do not say when. Whether an authority has to be notified is not decided by this report.',
      },
    ],
    limitations: [
      'Passages are logged beside the request, before the gateway puts them into the prompt; what reached the model was not recorded.',
      'Two records do not parse and were not examined: one was cut off, one holds a byte that is not UTF-8.',
      `Feedback is voluntary: ${after.votes.rated} of ${after.answers} answers of the newer version were rated.`,
      `The alert of 11 April rests on ${firstDays.rated} rated answers (${firstDays.percent} % voted down, against ${earlier.percent} % of ${earlier.rated} before).`,
      'The provider’s training data, weights and release tests were not available.',
    ],
    playbook_changes: [
      'Drift: ask first which version answered, not which was requested.',
      'Rollback: list the answering model of every route before and after.',
      'Retrieval: search the index for instructions and invisible characters on the first day.',
    ],
  };
}

export function investigation(entries, truth) {
  const pinned = exhibits(entries);
  const lastWrong = Math.max(...tagged(entries, 'wrong').map(({ record }) => record.created));
  if (lastWrong >= seconds(truth.times.rollback_missed_route))
    throw new Error('A wrong answer after containment');
  const content = {
    version: 1,
    case: { title: 'Wrong return periods in customer chat', examiner: 'Demo examiner' },
    import: [
      'gateway-2026-03.jsonl',
      'gateway-2026-04.jsonl',
      'evaluation-2026-04.parquet',
      'changes.jsonl',
      'complaints.csv',
      'alerts.json',
    ],
    references,
    compare: {
      a: `model:${truth.models.before} environment:production`,
      b: `model:${truth.models.after} environment:production`,
      title: `${truth.models.before} and ${truth.models.after} in production`,
    },
    exhibits: pinned,
    causes: causes(entries, truth),
    events: events(truth),
    actions: actions(),
    notes: notes(entries, pinned),
    playbook: 'drift',
    report: report(entries, truth),
  };
  return `# Written by generate.mjs; numbers and quotations are those of the log. All of it is invented.\n${stringify(content, { lineWidth: 120 })}`;
}
