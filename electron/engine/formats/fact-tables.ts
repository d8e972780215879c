import {
  columnsIfNarrow,
  FactColumns,
  isFlatFact,
  KEY_NAMES,
  keyOf,
  TURN_KEY_NAMES,
  USER_NAMES,
} from './fact-columns.ts';
import { type FactTable, type Format, type SideFact, Unmapped } from './format.ts';
import { nameOf } from './json-values.ts';

/**
 * Side tables: facts beside the logs, a row each, that people and other programs write. A table is known by the names
 * of its columns; what it is about is joined to turns after the import. All are less sure than any log format.
 */
const SURE = 0.25;

interface FactShape {
  readonly id: string;
  readonly title: string;
  readonly table: FactTable;
  /** Whether the row has the columns of such a table. */
  readonly fits: (columns: FactColumns) => boolean;
  readonly factsOf: (columns: FactColumns) => readonly SideFact[];
}

const factTable = ({ id, title, table, fits, factsOf }: FactShape): Format => ({
  id,
  title,
  recognise(record) {
    const columns = columnsIfNarrow(record);
    return columns !== null && isFlatFact(columns) && fits(columns) ? SURE : 0;
  },
  map(record, emit) {
    const facts = factsOf(new FactColumns(record)).filter(saysSomething);
    if (facts.length === 0) throw new Unmapped(`no row of ${id}: it says nothing of anything`);
    for (const fact of facts) emit[table](fact);
  },
});

/** A value or a comment, and something that tells what it is about. */
const saysSomething = ({ value, comment, key, at, external_id }: SideFact): boolean =>
  (value ?? comment) !== undefined && (key ?? at ?? external_id) !== undefined;

const AT = [
  ...['at', 'time', 'timestamp', 'date', 'datetime', 'ts', 'created_at', 'created', 'received_at'],
  ...['occurred_at', 'opened_at', 'submitted_at', 'reported_at', 'fired_at', 'triggered_at'],
  ...['deployed_at', 'changed_at', 'released_at', 'reviewed_at', 'decided_at', 'labelled_at'],
  ...['labeled_at', 'annotated_at', 'started_at', 'start_time', 'starts_at', 'updated_at'],
];
const COMMENT = [
  ...['comment', 'comments', 'text', 'reason', 'explanation', 'rationale', 'note', 'notes'],
  ...['remarks', 'message', 'description', 'body', 'details', 'summary'],
];
const WHO = ['who', 'by', 'author', 'actor', 'owner', 'source'];

const RATINGS = [
  ...['rating', 'score', 'thumbs', 'thumb', 'thumbs_up', 'vote', 'stars', 'sentiment', 'reaction'],
  ...['liked', 'csat', 'nps', 'feedback', 'feedback_score', 'feedback_value'],
];
const WHAT = ['what', 'name', 'metric', 'type', 'kind'];

/** What kind of fact: as the row names it, else as its column is called. */
const kindOf = (columns: FactColumns, values: readonly string[], otherwise: string): string =>
  nameOf(columns.first(WHAT)) ?? columns.nameOf(values) ?? otherwise;

const feedbackTable = factTable({
  id: 'feedback-table',
  title: 'Side table: votes and ratings of answers, keyed by turn, conversation, session or user',
  table: 'feedback',
  fits: (columns) => columns.has(RATINGS) && columns.has(KEY_NAMES),
  factsOf: (columns) => [
    {
      external_id: columns.first(['feedback_id', 'id']),
      what: kindOf(columns, RATINGS, 'feedback'),
      value: columns.first([...RATINGS, 'value']),
      at: columns.first(AT),
      who: columns.first([...WHO, ...USER_NAMES]),
      comment: columns.first(COMMENT),
      ...keyOf(columns),
    },
  ],
});

const TICKETS = ['complaint_id', 'ticket_id', 'ticket', 'ticket_no', 'complaint_no', 'issue_id'];
/** When it came, as boards of tickets call it; elsewhere such a column may say whether. */
const CAME = [...AT, 'opened', 'reported', 'submitted', 'received'];
const TOLD = ['text', 'complaint', 'description', 'body', 'message', 'details', 'comment'];

const complaintTable = factTable({
  id: 'complaint-table',
  title: 'Side table: complaints and tickets of users',
  table: 'feedback',
  fits: (columns) => columns.has(TICKETS) && columns.has(TOLD) && columns.has(CAME),
  factsOf: (columns) => [
    {
      external_id: columns.first([...TICKETS, 'id']),
      what: 'complaint',
      value: columns.first(['subject', 'summary', 'category', 'title', 'type', 'topic', 'reason']),
      at: columns.first(CAME),
      who: columns.first([...USER_NAMES, 'reporter', 'from', ...WHO]),
      comment: columns.first(TOLD),
      ...keyOf(columns),
    },
  ],
});

const REVIEWERS = ['reviewer', 'reviewed_by', 'reviewer_id', 'approver', 'approved_by'];
const DECISIONS = [
  ...['decision', 'verdict', 'outcome', 'review', 'result', 'action', 'status', 'approved'],
  ...['label', 'score', 'rating'],
];

const reviewTable = factTable({
  id: 'review-table',
  title: 'Side table: decisions of human reviews',
  table: 'verdict',
  fits: (columns) =>
    columns.has([...REVIEWERS, 'review_id', 'reviewed_at']) &&
    columns.has(DECISIONS) &&
    columns.has(TURN_KEY_NAMES),
  factsOf: (columns) => {
    const kind = nameOf(columns.first(WHAT));
    return [
      {
        external_id: columns.first(['review_id', 'id']),
        what: kind === undefined ? 'human review' : `human review: ${kind}`,
        value: columns.first(DECISIONS),
        at: columns.first(['reviewed_at', 'decided_at', ...AT]),
        who: columns.first([...REVIEWERS, ...WHO]),
        comment: columns.first(COMMENT),
        ...keyOf(columns),
      },
    ];
  },
});

const GUARDS = [
  ...['guardrail', 'guardrail_name', 'guardrail_id', 'guard', 'policy', 'policy_name', 'detector'],
  ...['check', 'check_name', 'rule', 'rule_name', 'filter', 'scanner', 'moderation', 'evaluator'],
  ...['judge', 'metric'],
];
const JUDGED = [
  ...['verdict', 'decision', 'action', 'result', 'outcome', 'flagged', 'blocked', 'passed'],
  ...['triggered', 'status', 'score', 'value'],
];

const verdictTable = factTable({
  id: 'verdict-table',
  title: 'Side table: verdicts of guardrails and judges',
  table: 'verdict',
  fits: (columns) => columns.has(GUARDS) && columns.has(JUDGED) && columns.has(TURN_KEY_NAMES),
  factsOf: (columns) => [
    {
      external_id: columns.first(['verdict_id', 'event_id', 'id']),
      what: nameOf(columns.first([...GUARDS, ...WHAT])) ?? 'verdict',
      value: columns.first(JUDGED),
      at: columns.first(AT),
      who: columns.first(WHO),
      comment: columns.first(COMMENT),
      ...keyOf(columns),
    },
  ],
});

const MONITORS = [
  ...['monitor', 'monitor_name', 'alarm', 'alarm_name', 'alert', 'alert_name', 'alertname'],
  ...['alert_id', 'rule', 'detector'],
];
const SEVERITIES = ['severity', 'priority', 'level', 'urgency'];

const alertTable = factTable({
  id: 'alert-table',
  title: 'Side table: alerts of monitors',
  table: 'verdict',
  fits: (columns) => columns.has(MONITORS) && columns.has(SEVERITIES) && columns.has(AT),
  factsOf: (columns) => [
    {
      external_id: columns.first(['alert_id', 'alarm_id', 'id']),
      what: 'alert',
      value: columns.first(SEVERITIES),
      at: columns.first(AT),
      who: columns.first(MONITORS),
      comment: columns.first(['message', 'title', ...COMMENT]),
      key_kind: 'time',
      ...keyOf(columns),
    },
  ],
});

const LABELS = ['label', 'labels', 'annotation', 'category', 'class', 'tag', 'tags', 'grade'];
const LABELLERS = ['annotator', 'annotator_id', 'labeler', 'labeller', 'labelled_by', 'labeled_by'];

const labelTable = factTable({
  id: 'label-table',
  title: 'Side table: labels of annotators and data sets',
  table: 'label',
  fits: (columns) => columns.has(LABELS) && columns.has(TURN_KEY_NAMES),
  factsOf: (columns) => [
    {
      external_id: columns.first(['label_id', 'annotation_id', 'id']),
      what: kindOf(columns, LABELS, 'label'),
      value: columns.first([...LABELS, 'value']),
      at: columns.first(AT),
      who: columns.first([...LABELLERS, ...WHO]),
      comment: columns.first(COMMENT),
      ...keyOf(columns),
    },
  ],
});

const CHANGED = ['what', 'change_type', 'change', 'type', 'kind', 'action', 'event'];
const PARTS = ['component', 'service', 'application', 'app', 'system', 'flag', 'flag_name'];
/** Parts of a system whose column says what they are. */
const KINDS_OF_PART: readonly (readonly [kind: string, names: readonly string[]])[] = [
  ['flag', ['flag', 'flag_name']],
  ['prompt', ['prompt_name', 'prompt_id', 'prompt_key']],
  ['index', ['index', 'index_name']],
];
const FROM_VERSIONS = ['from_version', 'old_version', 'previous_version', 'old_value'];
/** Mails, calls and counts have such columns too. */
const BARE_FROM = ['from', 'before', 'old'];
const FROM = [...FROM_VERSIONS, ...BARE_FROM];
/** Calls and documents name these too. */
const VERSIONS = ['prompt_version', 'index_version', 'model_version', 'config_version'];
const TO = [
  ...[
    'to_version',
    'new_version',
    'version',
    'to',
    'new_value',
    'after',
    'new',
    'release',
    'build',
  ],
  ...['tag', 'commit', 'sha', 'value', 'state', 'enabled'],
];
const CHANGED_AT = ['deployed_at', 'changed_at', 'released_at', 'built_at', 'indexed_at'];
const CHANGED_BY = ['deployed_by', 'changed_by', 'released_by', 'edited_by'];
const WHY = ['note', 'notes', 'reason', 'changelog', 'change_note', 'description', 'details'];
/** What a log of changes calls them, where its columns are named as those of other facts may be. */
const CHANGE_WORDS =
  /^(?:change|deploy(?:ment|ed)?|release|rollback|rolled[ -]back|roll[ -]?out|flag|feature[ _-]flag|config(?:uration)?|prompt|model|index|index[ _-]build|migration|upgrade)\b/i;
/** The same where no column says to what it was changed: then the word alone must be of changes. */
const DEPLOY_WORDS =
  /^(?:re-?)?(?:deploy(?:ment|ed)?|released?|hot-?fix|roll(?:ed)?[ _-]?(?:back|out)|(?:prompt|model|index|config(?:uration)?|(?:feature[ _-])?flag)[ _-](?:changed?|updated?|edit(?:ed)?|switch(?:ed)?|(?:re)?build|rebuilt|release|deploy(?:ed)?))\b/i;

/** What else stands in tables of changes. Logs of calls and lists of documents have columns beyond these. */
const OF_CHANGES: ReadonlySet<string> = new Set([
  ...['id', 'environment', 'env', 'stage', 'cluster', 'host', 'branch', 'status', 'documents'],
  ...[
    'chunks',
    'name',
    'by',
    'who',
    'actor',
    'owner',
    'author',
    'approved_by',
    'comment',
    'comments',
    'remarks',
  ],
  ...[...AT, ...CHANGED_AT, ...CHANGED, ...PARTS, ...KINDS_OF_PART.flatMap(([, names]) => names)],
  ...[...FROM, ...VERSIONS, ...TO, ...CHANGED_BY, ...WHY],
]);

const changedIn = (columns: FactColumns): string => nameOf(columns.first(CHANGED)) ?? '';

function namesChange(columns: FactColumns): boolean {
  if (!columns.has(TO)) return false;
  if (columns.has(['change_id', 'change_type', 'deployment_id', ...FROM_VERSIONS])) return true;
  const namesPart = columns.has(PARTS);
  if (columns.has(BARE_FROM) && (namesPart || columns.has(['what', 'change', ...CHANGED_AT])))
    return true;
  if (namesPart && columns.has(['version', 'release', 'build', 'commit'])) return true;
  return CHANGE_WORDS.test(changedIn(columns));
}

/** What might as well be a log of calls, of events or of documents, were it not for what else it does not say. */
function tellsOnlyOfChanges(columns: FactColumns): boolean {
  if (!columns.hasNoneBut(OF_CHANGES)) return false;
  return columns.has(VERSIONS)
    ? columns.has([...CHANGED_AT, ...CHANGED_BY, 'author', 'approved_by'])
    : columns.has(WHY) && DEPLOY_WORDS.test(changedIn(columns));
}

/** What was changed: as the row says, and which part. */
function changeOf(columns: FactColumns): string {
  const kind = KINDS_OF_PART.find(([, names]) => columns.first(names) !== undefined);
  const part = nameOf(columns.first([...PARTS, ...(kind?.[1] ?? [])]));
  const changed = nameOf(columns.first(CHANGED)) ?? kind?.[0];
  const words = [changed, part].filter((name) => name !== undefined).join(' ');
  return words === '' ? 'change' : words;
}

const changeTable = factTable({
  id: 'change-table',
  title: 'Side table: deployments, prompt edits, flags, index builds',
  table: 'change',
  fits: (columns) =>
    columns.has([...AT, ...CHANGED_AT]) &&
    !columns.has(KEY_NAMES) &&
    (namesChange(columns) || tellsOnlyOfChanges(columns)),
  factsOf: (columns) => {
    const from = nameOf(columns.first(FROM));
    const to = columns.first([...TO, ...VERSIONS]);
    return [
      {
        external_id: columns.first(['change_id', 'deployment_id', 'id']),
        what: changeOf(columns),
        value: from === undefined ? to : `${from} -> ${nameOf(to) ?? ''}`,
        at: columns.first([...CHANGED_AT, ...AT]),
        who: columns.first([...CHANGED_BY, ...WHO, 'approved_by', 'user', 'user_id']),
        comment: columns.first([...COMMENT, ...WHY]),
        key_kind: 'time',
      },
    ];
  },
});

const ABOUT_USERS = [
  ...['email', 'plan', 'tier', 'country', 'locale', 'language', 'segment', 'signup_date', 'region'],
  ...['registered_at', 'full_name', 'display_name', 'age_group', 'account_type', 'is_staff'],
];

const userTable = factTable({
  id: 'user-table',
  title: 'Side table: lists of users',
  table: 'person',
  fits: (columns) =>
    columns.has(USER_NAMES) && columns.has(ABOUT_USERS) && !columns.has(TURN_KEY_NAMES),
  factsOf: (columns) => {
    const key = columns.first(USER_NAMES);
    const about = [...columns.filled()].filter(([name]) => !USER_NAMES.includes(name));
    return about.map(([what, value]) => ({ what, value, key, key_kind: 'user' as const }));
  },
});

/** In the order in which they are tried: the more exactly named first. */
export const FACT_TABLES: readonly Format[] = [
  complaintTable,
  reviewTable,
  alertTable,
  verdictTable,
  changeTable,
  labelTable,
  feedbackTable,
  userTable,
];
