import type { MappedColumn, Mapping, ValueSource } from '../../../../shared/domain/mapping.ts';
import type { MappingReason } from '../../../../shared/domain/mapping-trial.ts';
import type { JsonObject } from '../format.ts';
import { askerIdIn } from './asker-id.ts';
import { type Origin, type Step, writePath } from './field-path.ts';
import { columnsIn, type FoundColumn } from './find-columns.ts';
import { datedTime } from './dated-time.ts';
import { factsIn } from './find-facts.ts';
import { roleIn } from './find-messages.ts';
import { passagesIn } from './find-passages.ts';
import { readScope } from './read-scope.ts';
import { spokenFacts } from './spoken-facts.ts';
import { Parts, sourceOf } from './suggested-parts.ts';
import { instructionsIn } from './text-sides.ts';
import { isEach, type SamplePath, SamplePaths, startsWith } from './sample-paths.ts';
import { isTime, looksLikeTime } from './value-shapes.ts';

export interface Suggestion {
  readonly mapping: Mapping;
  readonly reasons: readonly MappingReason[];
  /** What the mapping cannot say, in sentences. */
  readonly notes: readonly string[];
}

/** What a mapping is called. */
export interface MappingName {
  readonly id: string;
  readonly title: string;
}

/** A mapping for records of which all tell of calls; null where nothing is a message. */
export function suggestMapping(
  sample: readonly JsonObject[],
  { id, title }: MappingName,
): Suggestion | null {
  const record = new SamplePaths(sample);
  const reading = readScope(record);
  if (reading === null) return null;
  const parts = new Parts();
  const paths = reading.each?.paths ?? record;
  parts.take(reading.grounds, paths);
  const holders = reading.each?.holders ?? null;
  const scopes: Scope[] = [
    {
      paths,
      write: (steps) => writePath(steps),
      taken: reading.taken,
      ofOne: reading.sides.transcript === undefined,
      answer: reading.answer,
    },
    ...(holders === null ? [] : [aroundTurns(holders.paths, holders.list, 'holder')]),
    ...(reading.each === null ? [] : [aroundTurns(record, reading.each.steps, 'record')]),
  ];
  const turn: Partial<Record<MappedColumn, ValueSource>> = {};
  const { callId, talkId } = reading;
  if (callId !== undefined) {
    turn.call_id = callId.at.path;
    parts.add({ at: ['turn', 'call_id'], found: callId }, paths);
  }
  if (talkId !== undefined) {
    turn.conversation = talkId.at.path;
    parts.add({ at: ['turn', 'conversation'], found: talkId }, paths);
  }
  const facts: Pick<Mapping, 'feedback' | 'verdict' | 'label'> = {
    feedback: [],
    verdict: [],
    label: [],
  };
  const context: Mapping['context'] = [];
  const notes: string[] = [];
  let instructions: Mapping['input'] = [];
  for (const scope of scopes) {
    const used = new Set(
      scope.paths.all.filter((at) => scope.taken(at) || at === callId?.at || at === talkId?.at),
    );
    if (!reading.instructed && instructions.length === 0) {
      const told = instructionsIn(scope.paths.all.filter((at) => !used.has(at)));
      if (told !== undefined) {
        instructions = [{ role: 'system', content: scope.write(told.at.steps) }];
        parts.add({ at: ['input', 0, 'content'], found: told }, scope.paths);
        used.add(told.at);
      }
    }
    for (const { mapped, found } of passagesIn(scope.paths, (at) => used.has(at), scope.write)) {
      parts.add({ at: ['context', context.length, 'each'], found }, scope.paths);
      context.push(mapped);
      for (const at of scope.paths.all) if (startsWith(at.steps, found.at.steps)) used.add(at);
    }
    const columns = columnsIn({
      all: scope.paths.all,
      total: scope.paths.sample.length,
      taken: used,
      answer: scope.answer,
      ofConversations: !scope.ofOne,
    });
    for (const column of asReading(columns, scope.ofOne, turn.conversation !== undefined)) {
      if (turn[column.column] !== undefined) continue;
      turn[column.column] = sourceOf(column, scope.write);
      parts.add({ at: ['turn', column.column], found: column }, scope.paths);
      used.add(column.at);
    }
    const { message } = reading.sides;
    const role = scope.paths.all.find(({ path }) => path === message?.role);
    const asker =
      turn.user_id !== undefined || role === undefined
        ? undefined
        : askerIdIn(
            scope.paths.all.filter((at) => !used.has(at)),
            role,
            (said) => roleIn(reading.roles, said),
          );
    if (asker !== undefined) {
      turn.user_id = scope.write(asker.at.steps);
      parts.add({ at: ['turn', 'user_id'], found: asker }, scope.paths);
      used.add(asker.at);
    }
    for (const { kind, fact, found } of factsIn(
      scope.paths.all,
      (at) => used.has(at),
      scope.write,
    )) {
      parts.add({ at: [kind, facts[kind].length, 'value'], found }, scope.paths);
      facts[kind].push(fact);
      used.add(found.at);
    }
    const dated =
      turn.started_at === undefined
        ? datedTime(scope.paths.all.filter((at) => !used.has(at)))
        : null;
    if (dated !== null) {
      turn.started_at = { path: scope.write(dated.found.at.steps), format: dated.format };
      parts.add({ at: ['turn', 'started_at'], found: dated.found }, scope.paths);
    }
    notes.push(...unreadTimes(scope.paths, turn, used));
  }
  const { transcript, input = [], ...sides } = reading.sides;
  const spoken = transcript === undefined ? {} : spokenFacts(reading, parts);
  return {
    mapping: {
      mapping: id,
      title,
      capture: 'application',
      ...(reading.each === null ? {} : { each: writePath(reading.each.steps) }),
      turn,
      output: [],
      ...sides,
      input: [...instructions, ...input],
      ...(transcript === undefined ? {} : { transcript: { ...transcript, ...spoken } }),
      roles: { ...reading.roles },
      context,
      ...facts,
    },
    reasons: parts.reasons,
    notes,
  };
}

/** Records, or parts of them, that facts of a turn are looked for in. */
interface Scope {
  readonly paths: SamplePaths;
  readonly write: (steps: readonly Step[]) => string;
  readonly taken: (at: SamplePath) => boolean;
  /** What it tells is told of one turn. */
  readonly ofOne: boolean;
  /** The text of the model, where it is one of these. */
  readonly answer: SamplePath | undefined;
}

/** What holds lists of turns: only what stands beside them is looked at. */
function aroundTurns(paths: SamplePaths, each: readonly Step[], from: Origin): Scope {
  const list = each.slice(0, each.findIndex(isEach));
  return {
    paths,
    write: (steps) => writePath(steps, from),
    taken: (at) => startsWith(at.steps, list),
    ofOne: false,
    answer: undefined,
  };
}

/**
 * What is told of several turns at once is their conversation by the record's own id, where it names no other, and is
 * the id of none of them; when it ended and how much it took are those of none of them either.
 */
function asReading(columns: readonly FoundColumn[], ofOne: boolean, known: boolean): FoundColumn[] {
  if (ofOne) return [...columns];
  const named = known || columns.some(({ column }) => column === 'conversation');
  return columns
    .filter(({ column }) => !OF_ONE_TURN.has(column))
    .flatMap((one) =>
      one.column !== 'external_id'
        ? [one]
        : named
          ? []
          : [{ ...one, column: 'conversation' as const }],
    );
}

const OF_ONE_TURN: ReadonlySet<MappedColumn> = new Set<MappedColumn>([
  ...(['ended_at', 'latency_ms', 'prompt_tokens', 'completion_tokens', 'finish_reason'] as const),
]);

/** Times that an import cannot read would refuse their records: they stay as they are written. */
function unreadTimes(
  { all }: SamplePaths,
  turn: Mapping['turn'],
  used: ReadonlySet<SamplePath>,
): string[] {
  if (turn.started_at !== undefined) return [];
  const like = all.find((at) => looksLikeTime(at) && !isTime(at) && !used.has(at));
  return like === undefined
    ? []
    : [`${like.path} looks like a time, in a spelling that is not read; it stays in the metadata.`];
}
