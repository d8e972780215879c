import { JOINED_BY_WORDS } from '../../../shared/domain/conversation-joins.ts';
import type { Place } from '../../../shared/domain/place.ts';
import type {
  Capture,
  Replay,
  ReplayMessage,
  ReplayRecord,
  ReplayTurn,
} from '../../../shared/domain/replay.ts';
import {
  type Difference,
  differences,
  givesWords,
  recordCount,
  standsAt,
} from '../../../shared/text/turn-sources.ts';
import { heldDates } from '../../../shared/text/in-force.ts';
import { repairSentences } from '../../../shared/text/repair-words.ts';
import { visible } from '../../../shared/text/visible.ts';

/** What may be said of the input, by how near the log is to it. */
const GIVEN: Record<Capture, string> = {
  wire: 'What the model saw (the request body as sent):',
  application: 'What the application passed on (before templating or truncation):',
  reconstructed: 'What was given, as far as the log allows to reconstruct it:',
};

/**
 * A conversation as text for a terminal. Every line of evidence begins with a bar, so that no text of it can pass for a
 * line of ours, and hidden, control and bidirectional characters are written out.
 */
export function transcript(replay: Replay): string {
  const last = replay.offset + replay.turns.length;
  const extent =
    replay.turns.length === replay.total
      ? `${replay.total} turns and steps`
      : `turns and steps ${Math.min(replay.offset + 1, last)} to ${last} of ${replay.total}`;
  const order =
    replay.ordered_by === 'time' ? 'by time' : 'by order of records, for not every turn is dated';
  return [
    `Conversation ${visible(replay.conversation)} (${replay.handle}), ${extent}, ${order}, joined ${JOINED_BY_WORDS[replay.joined_by]}`,
    ...replay.turns.flatMap((turn, index) => ['', ...turnLines(turn, replay.turns[index - 1])]),
    '',
  ].join('\n');
}

function turnLines(turn: ReplayTurn, before: ReplayTurn | undefined): string[] {
  return [
    heading(turn),
    `  ${placeLine(turn.place)}`,
    ...recordLines(turn),
    ...inputLines(turn, before),
    ...contextLines(turn),
    ...(turn.tools.length === 0
      ? []
      : [
          `  Tools offered: ${turn.tools.map(({ name }) => inLine(name ?? '(unnamed)')).join(', ')}`,
        ]),
    ...outputLines(turn),
    ...referenceLines(turn),
    ...judgementLines(turn),
  ];
}

function heading(turn: ReplayTurn): string {
  const facts = [
    turn.kind === 'model' ? 'model call' : turn.kind,
    turn.model ?? (turn.requested_model === null ? null : `${turn.requested_model} (requested)`),
    turn.started_at ?? 'undated',
    `capture: ${turn.capture}`,
    turn.latency_ms === null ? null : `${turn.latency_ms} ms`,
    turn.finish_reason === null ? null : `finished: ${turn.finish_reason}`,
    turn.user_id === null ? null : `user ${turn.user_id}`,
  ];
  return `== ${turn.handle} ${facts
    .filter((fact) => fact !== null)
    .map(inLine)
    .join(' | ')}`;
}

/** Of a turn that rests on one record, whose place stands above, only that it was repaired. */
function recordLines({ records, conflicts }: ReplayTurn): string[] {
  const repaired = records.flatMap(({ place, repair }) =>
    repair === undefined ? [] : [`  ! Record ${place.ordinal}: ${repairSentences(repair)}`],
  );
  if (records.length < 2) return repaired;
  return [
    ...repaired,
    `  This turn rests on ${recordCount(records)} records:`,
    ...records.map(
      (record) =>
        `    ${record.line === null ? '' : `line ${record.line}, `}${placeLine(record.place)}: ${inLine(givesWords(record))}`,
    ),
    ...differences(records, conflicts).map(
      (difference) => `  ! Two records differ on ${differenceWords(difference)}`,
    ),
  ];
}

/** The messages of a side are not repeated: those that are kept stand below, the others in their record. */
function differenceWords({ field, kept, other }: Difference<ReplayRecord>): string {
  const [ofKept, ofOther] = [recordWords(kept.record), recordWords(other.record)];
  return kept.value === null
    ? `${field}: that of ${ofKept} is kept, that of ${ofOther} is not shown here`
    : `${field}: ${inLine(kept.value)} (kept, ${ofKept}) / ${inLine(other.value ?? 'nothing')} (${ofOther})`;
}

const recordWords = (record: ReplayRecord | undefined): string =>
  record === undefined ? 'another record' : inLine(`${record.place.name} ${standsAt(record)}`);

function inputLines(turn: ReplayTurn, before: ReplayTurn | undefined): string[] {
  if (turn.input.length === 0) return ['  The log holds no input of this turn.'];
  const fresh = turn.input.filter(({ new_since_previous }) => new_since_previous);
  const repeated = turn.input.length - fresh.length;
  const toldInOne =
    before?.place.evidence === turn.place.evidence && before.place.ordinal === turn.place.ordinal;
  return [
    `  ${GIVEN[turn.capture]}`,
    ...(repeated === 0
      ? []
      : [
          `  (${counted(repeated, 'message')} already held by the previous call, not repeated here)`,
        ]),
    ...(toldInOne && repeated === 0
      ? ['  (its record tells the conversation once: the turns above are its history)']
      : []),
    ...fresh.flatMap((message) => messageLines(message, turn.instructions.includes(message.seq))),
  ];
}

function contextLines({ context }: ReplayTurn): string[] {
  return context.flatMap((document) => {
    const facts = [
      document.document_id,
      document.source,
      document.score === null ? null : `score ${document.score}`,
    ];
    const named = facts
      .filter((fact) => fact !== null)
      .map(inLine)
      .join(', ');
    const found =
      document.from_turn_id === null ? '' : `, retrieved by step T-${document.from_turn_id}`;
    return [
      `  Context document ${document.rank}${named === '' ? '' : ` (${named})`}${found}:`,
      ...barred(document.text ?? ''),
    ];
  });
}

function outputLines(turn: ReplayTurn): string[] {
  const failed = turn.error === null ? [] : ['  Error:', ...barred(turn.error)];
  if (turn.output.length === 0 && failed.length === 0)
    return ['  The log holds no answer of this turn.'];
  return [
    ...(turn.output.length === 0 ? [] : ['  What it answered:']),
    ...turn.output.flatMap((message) => messageLines(message, false)),
    ...failed,
  ];
}

const referenceLines = ({ references }: ReplayTurn): string[] =>
  references.map(
    ({ reference_id, title, ...held }) =>
      `  in force then: D-${reference_id} ${inLine(title)}, ${heldDates(held)}`,
  );

function messageLines(message: ReplayMessage, isInstruction: boolean): string[] {
  const name = message.name === null ? '' : ` ${inLine(message.name)}`;
  const choice = message.choice === 0 ? '' : `, alternative ${message.choice}`;
  const instruction = isInstruction ? ', instructions' : '';
  return [
    `  [${inLine(message.role ?? 'no role')}${name}${choice}${instruction}]`,
    ...message.parts.flatMap(({ type, name: tool, text }) => [
      ...(type === 'text' ? [] : [`  <${type}${tool === null ? '' : ` ${inLine(tool)}`}>`]),
      ...(text === null ? ['  (null in the log)'] : barred(text)),
    ]),
  ];
}

function judgementLines(turn: ReplayTurn): string[] {
  return [
    ...turn.findings.map(
      ({ handle, lane, rule_id, severity, explanation }) =>
        `  ${lane} ${handle} ${inLine(rule_id)} (${severity}): ${inLine(explanation)}`,
    ),
    ...turn.causes.map(
      ({ cause_id, standing, confidence, rationale }) =>
        `  cause, the examiner's opinion: ${inLine(cause_id)}, ${standing}, confidence ${confidence}: ${inLine(rationale)}`,
    ),
    ...turn.exhibits.map(({ number, caption }) => `  exhibit ${number}: ${inLine(caption)}`),
    ...[...turn.feedback, ...turn.verdicts, ...turn.labels].map(
      ({ what, value, who, comment }) =>
        `  said of it: ${[what, value, who, comment]
          .filter((fact) => fact !== null)
          .map(inLine)
          .join(', ')}`,
    ),
  ];
}

function placeLine({ name, member, ordinal, byte_offset, byte_length, sha256 }: Place): string {
  const within = member === null ? '' : ` ${inLine(member)}`;
  const bytes =
    byte_offset === null || byte_length === null
      ? ''
      : `, bytes ${byte_offset} to ${byte_offset + byte_length}`;
  return `${inLine(name)}${within} record ${ordinal}${bytes}, SHA-256 ${sha256}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Evidence within a line of ours: its line breaks and tabs are written out too. */
function inLine(text: string): string {
  return visible(text).replaceAll('\n', '⟦U+000A⟧').replaceAll('\t', '⟦U+0009⟧');
}

function barred(text: string): string[] {
  return visible(text)
    .split('\n')
    .map((line) => `  │ ${line}`);
}
