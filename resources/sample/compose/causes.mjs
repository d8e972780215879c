/** The demo examiner's opinion on causes. Rationales claim only what the files show; their numbers come from the truth. */
import { QUESTIONS } from './evaluation.mjs';
import { seconds } from './schedule.mjs';
import { tagged } from './select.mjs';
import { inWords, sentence } from './words.mjs';

export function causes(entries, truth) {
  const { before, after } = truth.versions;
  const afterAlert = tagged(
    entries,
    'wrong',
    ({ record }) => record.created > seconds('2026-04-11T06:00:00Z'),
  ).length;
  const { hostile_context: shown, obeyed } = truth.injection;
  const fromTool = truth.leaks.filter(({ in_tool_result }) => in_tool_result).length;
  const leaks = truth.leaks.length;
  return [
    {
      cause: 'M2',
      standing: 'root',
      confidence: 'high',
      on: 'wrong-after',
      for: ['right-before', 'wrong-after', 'passage-30', 'wrong-german', 'missed-route'],
      against: [],
      rationale: `All ${after.wrong} wrong return periods were answered by ${truth.models.after}, out of ${after.return_period_answers} answers on the subject (${after.wrong_percent} %). ${truth.models.before} gave ${before.return_period_answers} such answers and none was wrong, before the update and after the rollback. The system prompt did not change between, and every wrong answer had a passage with the right period before it.`,
    },
    {
      cause: 'E3',
      standing: 'contributing',
      confidence: 'high',
      on: 'wrong-after',
      for: ['wrong-after'],
      against: [],
      rationale:
        'The change log (CH-310) records that the policy regression gate was waived on 3 April and never made up before the alias moved on 7 April.',
    },
    {
      cause: 'E1',
      standing: 'contributing',
      confidence: 'high',
      on: 'wrong-after',
      for: ['wrong-after'],
      against: [],
      rationale: `The evaluation of 3 April put ${QUESTIONS} questions to both versions. None of them asks how long a customer may return an item, and neither does the smoke test of 7 April.`,
    },
    {
      cause: 'D1',
      standing: 'contributing',
      confidence: 'high',
      on: 'missed-route',
      for: ['missed-route'],
      against: [],
      rationale: `chat-ie kept the newer version until 23 April, 10:15 UTC, because it has a configuration file of its own (CH-316). ${sentence(inWords(truth.wrong_after_rollback.length))} of the wrong answers fall into these two days.`,
    },
    {
      cause: 'O1',
      standing: 'contributing',
      confidence: 'medium',
      on: 'customer-notices',
      for: ['customer-notices'],
      against: [],
      rationale: `Alert AL-61 reported the rise in downvotes on 11 April and was snoozed until the 20th. ${afterAlert} of the ${after.wrong} wrong answers were given after it. Whether an earlier look would have found the cause cannot be told from the log.`,
    },
    {
      cause: 'R3',
      standing: 'contributing',
      confidence: 'high',
      on: 'hostile-obeyed',
      for: ['hostile-page', 'hostile-obeyed', 'hostile-obeyed-new'],
      against: ['hostile-ignored'],
      rationale: `A marketplace page with an instruction to the assistant stood in the index from 30 March to 22 April. It was retrieved for ${shown.length} answers, of which ${obeyed.length} passed the voucher on. It has no part in the wrong return periods: none of those answers had the page in its context.`,
    },
    {
      cause: 'R5',
      standing: 'contributing',
      confidence: 'medium',
      on: 'key-shown',
      for: ['key-shown', 'key-source', 'phone-shown'],
      against: [],
      rationale: `${sentence(inWords(leaks))} answers showed another customer's details or an internal key. In ${inWords(fromTool)} of them the order look-up had returned these; for the other ${inWords(leaks - fromTool)} nothing in the logged input holds them, so their way into the answer cannot be determined from this log.`,
    },
    {
      cause: 'G1',
      standing: 'contributing',
      confidence: 'high',
      on: 'key-shown',
      for: ['key-shown', 'hostile-obeyed'],
      against: [],
      rationale: `The output filter ran and reported "pass" on all ${inWords(leaks)} leaking answers and on all ${obeyed.length} that carried the voucher.`,
    },
    {
      cause: 'U1',
      standing: 'contributing',
      confidence: 'high',
      on: 'prompt-shown',
      for: ['prompt-shown'],
      against: ['attempt-refused'],
      rationale: `In ${inWords(truth.injection.attempts.length)} conversations a customer tried to override or extract the instructions. One, who claimed to be staff, was given three sentences of them, the limit for goodwill included; the others got nothing. None of the wrong return periods stands in such a conversation.`,
    },
    {
      cause: 'M3',
      standing: 'not-indicated',
      confidence: 'high',
      on: 'wrong-after',
      for: [],
      against: ['wrong-after'],
      rationale:
        'The move of the alias was announced: provider notice PN-2214 of 24 March stands in the change log (CH-305), and the model name and fingerprint in the responses change at the announced time and at the rollback, and not otherwise.',
    },
    {
      cause: 'P2',
      standing: 'not-indicated',
      confidence: 'high',
      on: 'wrong-after',
      for: [],
      against: ['right-before', 'wrong-after'],
      rationale:
        'Prompt version and system message are the same in every call from 2 March to 27 April, 09:00 UTC; the exhibits show equal input with different answers.',
    },
    {
      cause: 'R2',
      standing: 'not-indicated',
      confidence: 'high',
      on: 'wrong-after',
      for: [],
      against: ['passage-30'],
      rationale: `In each of the ${after.wrong} wrong answers the passages supplied name 30 days, and no passage of the log names 60 days as a return period.`,
    },
    {
      cause: 'T1',
      standing: 'not-indicated',
      confidence: 'low',
      on: 'wrong-after',
      for: [],
      against: ['passage-30'],
      rationale:
        'No call without passages states a wrong period, so the log does not show the number coming from training. The provider’s training data and test results were not available and were not examined.',
    },
  ];
}
