/** What is true of the sample, counted from what was composed, for tests and for the texts of the demo investigation. */
import {
  ALIAS,
  HOSTILE_FROM,
  HOSTILE_TO,
  MISSED_ROUTE,
  NEW,
  OLD,
  ROLLBACK,
  ROLLBACK_MISSED,
  UPDATE,
  iso,
} from './schedule.mjs';

const count = (list, test) => list.filter(test).length;
const share = (part, whole) => Number(((100 * part) / whole).toFixed(1));
const distinct = (list) => [...new Set(list)].sort();

export function countsOf(lines) {
  const of = (status) => count(lines, (line) => line.status === status);
  const mapped = lines.filter(({ status }) => status === 'mapped').map(({ entry }) => entry.record);
  return {
    records: lines.length - of('blank'),
    mapped: of('mapped'),
    quarantined: of('quarantined'),
    unmapped: of('unmapped'),
    blank: of('blank'),
    conversations: distinct(mapped.map(({ conversation_id }) => conversation_id)).length,
    turns: mapped.length,
    messages: mapped.reduce((sum, { request }) => sum + request.messages.length + 1, 0),
    models: distinct(mapped.map(({ response }) => response.model)),
    noted: lines.flatMap(({ why, status }, index) =>
      why === undefined ? [] : [{ line: index + 1, status, why }],
    ),
  };
}

/** Rated answers of production and how many of them were voted down. */
export function votes(entries, test) {
  const rated = entries.filter(({ record }) => record.feedback !== undefined && test(record));
  const down = count(rated, ({ record }) => record.feedback.rating === 'down');
  return { rated: rated.length, down, percent: share(down, rated.length) };
}

const meanOf = (list) => list.reduce((sum, value) => sum + value, 0) / list.length;
const answerOf = ({ record }) => record.response.choices[0].message.content ?? '';

function versionFacts(entries, model) {
  const own = entries.filter(
    ({ record, final }) =>
      final && record.response.model === model && record.environment === 'production',
  );
  const has = (tag) => count(own, ({ turn }) => turn.tags.includes(tag));
  return {
    answers: own.length,
    return_period_answers: has('window'),
    wrong: has('wrong'),
    wrong_percent: share(has('wrong'), has('window')),
    refusals: has('refusal'),
    mean_answer_characters: Math.round(meanOf(own.map((entry) => [...answerOf(entry)].length))),
    mean_confidence: Number(meanOf(own.map(({ record }) => record.confidence)).toFixed(3)),
    votes: votes(own, () => true),
  };
}

/** Inputs that were put to both versions in production, word for word with their history and instructions. */
function equalInputs(entries) {
  const inputs = (model) =>
    new Map(
      entries
        .filter(
          ({ record }) => record.environment === 'production' && record.response.model === model,
        )
        .map((entry) => [JSON.stringify(entry.record.request.messages), answerOf(entry)]),
    );
  const old = inputs(OLD);
  return [...inputs(NEW).keys()].filter((key) => old.has(key)).length;
}

export function truthOf(entries, files) {
  const tagged = (tag) => entries.filter(({ turn, final }) => final && turn.tags.includes(tag));
  const ids = (tag) => tagged(tag).map(({ record }) => record.id);
  const wrong = tagged('wrong');
  const created = wrong.map(({ record }) => record.created);
  const afterRollback = wrong.filter(({ record }) => record.created >= ROLLBACK);
  return {
    about: 'Invented data of a fictional company. External ids are the `id` of the gateway log.',
    models: { requested: ALIAS, before: OLD, after: NEW },
    times: {
      update: iso(UPDATE),
      rollback: iso(ROLLBACK),
      rollback_missed_route: iso(ROLLBACK_MISSED),
      missed_route: MISSED_ROUTE,
      hostile_page_from: iso(HOSTILE_FROM),
      hostile_page_to: iso(HOSTILE_TO),
      first_wrong: iso(Math.min(...created)),
      last_wrong: iso(Math.max(...created)),
    },
    files,
    total: {
      conversations: distinct(entries.map(({ record }) => record.conversation_id)).length,
      users: distinct(entries.map(({ record }) => record.user)).length,
      equal_inputs_on_both_versions: equalInputs(entries),
    },
    versions: { before: versionFacts(entries, OLD), after: versionFacts(entries, NEW) },
    wrong_answers: ids('wrong'),
    wrong_after_rollback: afterRollback.map(({ record }) => record.id),
    refusals: ids('refusal'),
    late_refunds: tagged('late-refund').map(({ record, turn }) => ({
      id: record.id,
      pounds: turn.pounds,
    })),
    injection: {
      attempts: ids('attempt'),
      extracted: ids('extracted'),
      hostile_context: ids('hostile-context'),
      obeyed: ids('obeyed'),
    },
    leaks: tagged('leaked').map(({ record, turn }) => ({ id: record.id, ...turn.leaked })),
    affected_users: {
      wrong_answers: distinct(wrong.map(({ record }) => record.user)),
      voucher: distinct(tagged('obeyed').map(({ record }) => record.user)),
    },
    causes: {
      root: ['M2'],
      contributing: ['E1', 'E3', 'D1', 'O1', 'R3', 'R5', 'G1', 'U1'],
      not_indicated: ['M3', 'P2', 'R2', 'T1'],
    },
  };
}
