import type {
  MappedColumn,
  MappedFact,
  MappedPassages,
  MappedTranscript,
  ValueSource,
} from '../../../../shared/domain/mapping.ts';
import { askerIdIn, writerIn } from './asker-id.ts';
import { dayAndClock, type Surroundings } from './day-and-clock.ts';
import { datedTime } from './dated-time.ts';
import { parsePath, writePath } from './field-path.ts';
import { columnsIn } from './find-columns.ts';
import { failureAmong } from './failed-status.ts';
import { factsIn } from './find-facts.ts';
import { roleIn } from './find-messages.ts';
import { passagesIn } from './find-passages.ts';
import { listedDocuments } from './listed-documents.ts';
import type { FoundColumn } from './found.ts';
import type { MappingDraft } from './mapping-draft.ts';
import type { ScopeReading } from './read-scope.ts';
import { type SamplePath, SamplePaths, startsWith } from './sample-paths.ts';
import { silentReason } from './silent-reason.ts';
import { sourceOf } from './suggested-parts.ts';

const OF_A_MESSAGE: ReadonlySet<MappedColumn> = new Set<MappedColumn>([
  ...(['external_id', 'started_at', 'ended_at', 'model', 'provider', 'prompt_tokens'] as const),
  ...(['completion_tokens', 'latency_ms', 'finish_reason', 'error', 'route'] as const),
]);

/** What the messages of a transcript tell, each of the turn that it ends. */
export function spokenFacts(
  { spoken, roles, sides: { transcript }, each }: ScopeReading,
  { parts, turn: ofAll }: Pick<MappingDraft, 'parts' | 'turn'>,
  record: SamplePaths,
): Pick<MappedTranscript, 'writer' | 'failed' | 'turn' | 'context' | 'feedback'> {
  if (spoken === null) return {};
  const contents = [transcript?.content ?? []].flat();
  const used = new Set(
    spoken.all.filter(
      ({ path, steps }) =>
        path === transcript?.role ||
        contents
          .map((one) => parsePath(one).steps)
          .some((one) => startsWith(one, steps) || startsWith(steps, one)),
    ),
  );
  const context: MappedPassages[] = [];
  const named = passagesIn(spoken, (at) => used.has(at), writePath);
  const listed =
    named.length === 0 ? listedDocuments(spoken, (at) => used.has(at), writePath) : undefined;
  for (const { mapped, found } of listed === undefined ? named : [listed]) {
    parts.add({ at: ['transcript', 'context', context.length, 'each'], found }, spoken);
    context.push(mapped);
    for (const at of spoken.all) if (startsWith(at.steps, found.at.steps)) used.add(at);
  }
  const turn: Partial<Record<MappedColumn, ValueSource>> = {};
  // Only where the record holds the transcript itself may its day be told of from a message.
  const clock = each === null ? dayAndClock(around(spoken, record)) : null;
  if (clock !== null) {
    turn.started_at = clock.source;
    parts.add({ at: ['transcript', 'turn', 'started_at'], found: clock.found }, spoken);
    for (const at of clock.told) used.add(at);
  }
  const content = contentAt(spoken, contents);
  for (const column of columnsIn({
    all: spoken.all,
    total: spoken.sample.length,
    taken: used,
    answer: content,
  })) {
    if (!OF_A_MESSAGE.has(column.column) || turn[column.column] !== undefined) continue;
    parts.add({ at: ['transcript', 'turn', column.column], found: column }, spoken);
    turn[column.column] = sourceOf(column, (steps) => writePath(steps));
    used.add(column.at);
  }
  const role = spoken.all.find(({ path }) => path === transcript?.role);
  const roleOf = (said: string): string => roleIn(roles, said);
  const answering = new Set(
    role?.scalars.flatMap(({ record, value }) =>
      roleIn(roles, String(value)) === 'assistant' ? [record] : [],
    ),
  );
  for (const column of ofAnswers(spoken, answering)) {
    const isModel = column.column === 'model' || column.column === 'requested_model';
    if (!isModel || [turn, ofAll].some((one) => one.model ?? one.requested_model)) continue;
    parts.add({ at: ['transcript', 'turn', column.column], found: column }, spoken);
    turn[column.column] = sourceOf(column, (steps) => writePath(steps));
  }
  const unused = spoken.all.filter((at) => !used.has(at));
  const writer =
    role === undefined || ofAll.user_id !== undefined
      ? undefined
      : (askerIdIn(unused, role, roleOf) ?? writerIn(unused, role, roleOf));
  if (writer !== undefined) {
    parts.add({ at: ['transcript', 'writer'], found: writer }, spoken);
    used.add(writer.at);
  }
  const isKnown = turn.error !== undefined || content === undefined || role === undefined;
  const free = spoken.all.filter((at) => !used.has(at));
  const why = isKnown ? undefined : silentReason(free, content, answering);
  const failure = isKnown || why !== undefined ? undefined : failureAmong(free, content, answering);
  if (failure !== undefined) {
    const of = failure.isError ? (['turn', 'error'] as const) : (['failed', 'path'] as const);
    if (failure.isError) turn.error = writePath(failure.found.at.steps);
    parts.add({ at: ['transcript', ...of], found: failure.found }, spoken);
    used.add(failure.found.at);
  }
  if (why !== undefined) {
    turn.error = writePath(why.at.steps);
    parts.add({ at: ['transcript', 'turn', 'error'], found: why }, spoken);
    used.add(why.at);
  }
  const dated =
    turn.started_at === undefined ? datedTime(spoken.all.filter((at) => !used.has(at))) : null;
  if (dated !== null) {
    turn.started_at = { path: writePath(dated.found.at.steps), format: dated.format };
    parts.add({ at: ['transcript', 'turn', 'started_at'], found: dated.found }, spoken);
  }
  const feedback: MappedFact[] = [];
  for (const { kind, fact, found } of factsIn(spoken.all, (at) => used.has(at), writePath)) {
    if (kind !== 'feedback') continue;
    parts.add({ at: ['transcript', 'feedback', feedback.length, 'value'], found }, spoken);
    feedback.push(fact);
  }
  return {
    ...(writer === undefined ? {} : { writer: writePath(writer.at.steps) }),
    ...(failure === undefined || failure.isError
      ? {}
      : { failed: { path: writePath(failure.found.at.steps), ...failure.where } }),
    ...(Object.keys(turn).length === 0 ? {} : { turn }),
    ...(context.length === 0 ? {} : { context }),
    ...(feedback.length === 0 ? {} : { feedback }),
  };
}

/** What a message says, and what stands above all of them. */
const around = (spoken: SamplePaths, record: SamplePaths): Surroundings[] => [
  { all: spoken.all, write: ({ steps }) => writePath(steps) },
  { all: record.all, write: ({ steps }) => writePath(steps, 'record') },
];

/** What is said, at whichever of the places it stands. */
function contentAt({ all }: SamplePaths, contents: readonly string[]): SamplePath | undefined {
  const places = all.filter(({ path }) => contents.includes(path));
  const [first] = places;
  return first === undefined
    ? undefined
    : { ...first, scalars: places.flatMap(({ scalars }) => scalars) };
}

/** The columns that the messages of the machine tell by themselves: what others have at the same place may be something else. */
const ofAnswers = (spoken: SamplePaths, answering: ReadonlySet<number>): FoundColumn[] => {
  const answers = new SamplePaths(spoken.sample.filter((_, record) => answering.has(record)));
  return columnsIn({ all: answers.all, total: answers.sample.length, taken: new Set() });
};
