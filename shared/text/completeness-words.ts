import {
  type DuplicateIds,
  type Holding,
  type IdSequence,
  type Overlap,
  type Reason,
  type RecordName,
  SILENCE,
  type Silence,
  type Silences,
} from '../domain/completeness.ts';
import { count, counted, duration, percent } from './numbers.ts';
import { type Times, timesIn } from './times.ts';
import { turnField } from './turn-fields.ts';

/** What is said of each subject, in plain sentences, for screens, terminals, letters and reports alike. */
export interface CompletenessWords {
  readonly subject:
    | 'Records'
    | 'Events'
    | 'Silences'
    | 'Sequence of ids'
    | 'Same ids'
    | 'Same records'
    | 'Fields'
    | 'Capture';
  readonly sentences: readonly string[];
}

/** `file`: of one file; `case`: of all files together. */
export function completenessWords(
  holding: Holding,
  of: 'file' | 'case',
  times: Times = timesIn('UTC'),
): CompletenessWords[] {
  const subjects: CompletenessWords[] = [
    { subject: 'Records', sentences: recordSentences(holding) },
    { subject: 'Events', sentences: eventSentences(holding, times) },
    { subject: 'Silences', sentences: silenceSentences(holding, of, times) },
    { subject: 'Sequence of ids', sentences: sequenceSentences(holding) },
    { subject: 'Same ids', sentences: duplicateSentences(holding, of) },
    { subject: 'Same records', sentences: overlapSentences(holding, of) },
    { subject: 'Fields', sentences: fieldSentences(holding, of) },
    { subject: 'Capture', sentences: captureSentences(holding) },
  ];
  return subjects.filter(({ sentences }) => sentences.length > 0);
}

/** Only what an investigator has to look at: records unread or with a note, silences that do not recur, missing and repeated ids, records of several files. */
export function troubleWords(
  holding: Holding,
  of: 'file' | 'case',
  times: Times = timesIn('UTC'),
): CompletenessWords[] {
  const troubled = new Set<CompletenessWords['subject']>([
    ...(holding.reasons.length > 0 ? (['Records'] as const) : []),
    ...((holding.silences?.listed.length ?? 0) > 0 ? (['Silences'] as const) : []),
    ...(holding.sequences.some(({ missing }) => missing > 0) ? (['Sequence of ids'] as const) : []),
    ...(holding.duplicates.length > 0 ? (['Same ids'] as const) : []),
    ...(holding.overlap === null ? [] : (['Same records'] as const)),
  ]);
  return completenessWords(holding, of, times).filter(({ subject }) => troubled.has(subject));
}

/** `line 12`, `orders.json: record 3` */
export function recordWords({ member, line, ordinal }: Omit<RecordName, 'record_id'>): string {
  const own = line === null ? `record ${count(ordinal ?? 0)}` : `line ${count(line)}`;
  return member === null ? own : `${member}: ${own}`;
}

function recordSentences({ accounted, repaired, reasons, reasons_total }: Holding): string[] {
  const of = (what: string): number => accounted.find((one) => one.what === what)?.records ?? 0;
  return [
    `${counted(of('mapped'), 'record')} mapped${ofWhich(repaired.mapped)}, ${count(of('unmapped'))} unmapped (readable, but of no known shape${repaired.unmapped === 0 ? '' : `; ${count(repaired.unmapped)} of them repaired`}), ${count(of('quarantined'))} quarantined (not readable), ${counted(of('blank'), 'blank line')}.`,
    ...reasons.map(reasonSentence),
    ...furtherSentence(reasons_total - reasons.length, 'reason'),
  ];
}

const ofWhich = (repaired: number): string =>
  repaired === 0 ? '' : ` (${count(repaired)} of them repaired)`;

export function reasonSentence({ status, words, records, first }: Reason): string {
  const what = status === 'mapped' ? 'mapped with a note' : status;
  return `${counted(records, 'record')} ${what}: ${words} (${records === 1 ? '' : 'first: '}${recordWords(first)}).`;
}

const furtherSentence = (left: number, what: string): string[] =>
  left > 0 ? [`${counted(left, `further ${what}`)} ${left === 1 ? 'is' : 'are'} not listed.`] : [];

function eventSentences(
  { events: { dated, undated, first, last } }: Holding,
  times: Times,
): string[] {
  const without = undated === 0 ? [] : [`${counted(undated, 'event')} without a time.`];
  if (first === null || last === null) return [...without, 'No event has a time.'];
  return [
    `${counted(dated, 'event')} with a time, the first at ${times.dateTimeZoned(first)}, the last at ${times.dateTimeZoned(last)}.`,
    ...without,
  ];
}

const long = (seconds: number): string => duration(seconds * 1000);

function silenceSentences({ silences }: Holding, of: 'file' | 'case', times: Times): string[] {
  if (silences === null) return ['No two events have different times: silences cannot be told.'];
  const { total, recurring, listed, longest_seconds, threshold_seconds } = silences;
  const bound = `${long(threshold_seconds)} (at least ${long(SILENCE.least_seconds)} and ${SILENCE.times} times ${usualWords(silences)})`;
  if (total === 0)
    return [
      `No silence: the longest time between two events is ${long(longest_seconds)}, and only more than ${bound} counts as one.`,
    ];
  return [
    `${counted(total, 'silence')} of more than ${bound}; ${recurring === 0 ? 'none' : count(recurring)} of them at hours that are mostly silent on the days or weeks around as well.`,
    ...listed.map((silence) => silenceSentence(silence, of, times)),
    ...furtherSentence(total - recurring - listed.length, 'shorter one'),
  ];
}

/** `5 min; 1,410 of 1,421 times between events are at most that`, counted, because few are not nine in ten. */
const usualWords = ({ usual_seconds, steps, usual_steps }: Silences): string =>
  steps === undefined || usual_steps === undefined
    ? long(usual_seconds)
    : `${long(usual_seconds)}; ${count(usual_steps)} of ${counted(steps, 'time')} between events ${steps === 1 ? 'is' : 'are'} at most that`;

export function silenceSentence(silence: Silence, of: 'file' | 'case', times: Times): string {
  const { from, to, seconds, others, unread, days, weeks } = silence;
  const compared = [
    ...(days.of > 0 ? [`on ${count(days.active)} of ${counted(days.of, 'other day')}`] : []),
    ...(weeks.of > 0 ? [`in ${count(weeks.active)} of ${counted(weeks.of, 'other week')}`] : []),
  ];
  const elsewhere = of === 'file' ? 'other files hold' : 'side tables hold';
  return [
    `${long(seconds)} from ${times.dateTimeZoned(from)} to ${times.dateTimeZoned(to)}`,
    compared.length === 0
      ? 'the log is too short to compare the same hours'
      : `the same hours hold no pause of two thirds of this ${compared.join(' and ')}`,
    others === 0 ? `${elsewhere} nothing in it` : `${elsewhere} ${counted(others, 'event')} in it`,
    ...unreadWords(unread),
  ]
    .join('; ')
    .concat('.');
}

const unreadWords = (unread: number | null): string[] =>
  unread === null || unread === 0
    ? []
    : [
        `${counted(unread, 'record')} that could not be read or mapped ${unread === 1 ? 'stands' : 'stand'} there`,
      ];

function sequenceSentences({ sequences, sequences_total }: Holding): string[] {
  if (sequences_total === 0)
    return ['No ids rise by one: whether records are missing cannot be told from ids.'];
  return [
    ...sequences.map(sequenceSentence),
    ...furtherSentence(sequences_total - sequences.length, 'sequence'),
  ];
}

export function sequenceSentence({
  of,
  ids,
  first,
  last,
  missing,
  holes,
  ranges,
}: IdSequence): string {
  const whole = `${count(ids)} ids of ${bearerWords[of]} rise by one from ${first} to ${last}`;
  if (missing === 0) return `${whole}; none is missing.`;
  const spelled = ranges.map(({ from, to, missing: own, unread }) =>
    [
      own === 1 ? from : `${from} to ${to} (${count(own)})`,
      ...unreadWords(unread).map((words) => `[${words}]`),
    ].join(' '),
  );
  const left = holes - ranges.length;
  return `${whole}; ${count(missing)} ${missing === 1 ? 'is' : 'are'} missing: ${spelled.join(', ')}${left > 0 ? ` and ${counted(left, 'further range')}` : ''}.`;
}

export const bearerWords: Readonly<Record<IdSequence['of'], string>> = {
  call: 'calls and steps',
  feedback: 'feedback',
  verdict: 'verdicts',
  label: 'labels',
  change: 'changes',
  person: 'persons',
};

function duplicateSentences({ duplicates }: Holding, of: 'file' | 'case'): string[] {
  if (duplicates.length === 0)
    return [`No id stands at several records${of === 'case' ? ' of the case' : ''}.`];
  return duplicates.map(duplicateSentence);
}

export function duplicateSentence(duplicates: DuplicateIds): string {
  const { of, ids, records, examples } = duplicates;
  const spelled = examples.map(({ id, places, records: own }) => {
    const left = own - places.length;
    const named = places.map((place) => `${place.name} ${recordWords(place)}`).join(', ');
    return `${id} (${named}${left > 0 ? ` and ${count(left)} more` : ''})`;
  });
  const left = ids - examples.length;
  return [
    `${counted(ids, 'id')} of ${bearerWords[of]} ${ids === 1 ? 'stands' : 'stand'} at several records, ${count(records)} in all`,
    equalWords(duplicates),
    `${spelled.join(', ')}${left > 0 ? ` and ${counted(left, 'further id')}` : ''}.`,
  ].join('; ');
}

/** How many ids stand at records that were only exported again, as far as that is known. */
export function equalWords({ identical, partly = 0 }: DuplicateIds): string {
  if (identical + partly === 0) return 'of none are two records equal byte for byte';
  const all =
    identical === 0 ? 'of none are all records' : `of ${count(identical)} all records are`;
  return `${all} equal byte for byte${partly === 0 ? '' : `, of ${count(partly)} some are`}`;
}

function overlapSentences({ overlap }: Holding, of: 'file' | 'case'): string[] {
  if (overlap === null) return [];
  const { records, files, files_total } = overlap;
  const spelled = files.map(
    (file) =>
      `${file.name} (${count(file.records)}, ${of === 'file' ? 'here first' : 'first'}: ${recordWords(file.first)})`,
  );
  const left = files_total - files.length;
  return [
    `${counted(records, 'record')} ${records === 1 ? 'stands' : 'stand'} byte for byte in another file of the case too: ${spelled.join(', ')}${left > 0 ? ` and ${counted(left, 'further file')}` : ''}.`,
    ...overlapCounts(overlap),
  ];
}

/** How often records that stand in several files count. */
export function overlapCounts({ one_turn, undated, apart, no_turn }: Overlap): string[] {
  const said = (records: number, one: string, several: string): string[] =>
    records === 0 ? [] : [`${count(records)} of them ${records === 1 ? one : several}.`];
  return [
    ...said(
      one_turn,
      'tells the same turn as its equal: it counts once',
      'tell the same turns as their equals: each turn counts once',
    ),
    ...said(
      undated,
      'has no time of its own, or only a date or a minute, and counts in each file: the same words may be two calls',
      'have no time of their own, or only a date or a minute, and count in each file: the same words may be two calls',
    ),
    ...said(
      apart,
      'has a time and counts in each file all the same',
      'have a time and count in each file all the same',
    ),
    ...said(
      no_turn,
      'gives no turn (a row of a side table, or not mapped) and counts in each file',
      'give no turn (rows of side tables, or not mapped) and count in each file',
    ),
  ];
}

function fieldSentences({ fields, accounted, overlap }: Holding, of: 'file' | 'case'): string[] {
  const turns = fields[0]?.of ?? 0;
  const isShared = of === 'file' && (overlap?.one_turn ?? 0) > 0;
  if (turns === 0)
    return [
      isShared
        ? 'Every answered call that stands here counts under its equal in another file.'
        : 'No answered call stands here.',
    ];
  const named = (some: Holding['fields']): string =>
    some.map(({ field }) => turnField(field).words).join(', ');
  const absent = fields.filter((one) => one.turns === 0 && one.unreadable === 0);
  const lacking = fields.filter((one) => one.turns < one.of && !absent.includes(one));
  const unreadable = fields.filter((one) => one.unreadable > 0);
  const unread = ['unmapped', 'quarantined'].reduce(
    (sum, what) => sum + (accounted.find((one) => one.what === what)?.records ?? 0),
    0,
  );
  return [
    ...(absent.length === 0
      ? []
      : [
          `No turn of ${count(turns)} has ${named(absent)}: ${of === 'file' ? 'this log does not carry it' : 'no log of the case carries it'}.`,
        ]),
    ...lacking.map(
      (one) =>
        `${count(one.of - one.turns)} of ${counted(one.of, 'turn')} (${percent(one.of - one.turns, one.of)}) lack ${turnField(one.field).words}.`,
    ),
    ...unreadable.map(
      ({ field, unreadable: records }) =>
        `${counted(records, 'record')} ${records === 1 ? 'has' : 'have'} a ${turnField(field).words} that could not be read, and ${records === 1 ? 'is' : 'are'} unmapped for it.`,
    ),
    ...(absent.length + lacking.length === 0
      ? ['Every turn has every field that is looked for.']
      : []),
    ...(unread > 0
      ? [
          `What the ${counted(unread, 'record')} that could not be read or mapped would have said is not counted here.`,
        ]
      : []),
  ];
}

const captureSentences = ({ capture }: Holding): string[] =>
  capture.map(({ level, turns }) => `${level}: ${counted(turns, 'turn')}.`);
