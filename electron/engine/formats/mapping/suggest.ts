import type { MappedColumn, Mapping, ValueSource } from '../../../../shared/domain/mapping.ts';
import type { MappingReason } from '../../../../shared/domain/mapping-trial.ts';
import type { JsonObject } from '../format.ts';
import { type Origin, type Step, writePath } from './field-path.ts';
import { columnsIn, type FoundColumn } from './find-columns.ts';
import { datedTime } from './dated-time.ts';
import { factsIn } from './find-facts.ts';
import { passagesIn } from './find-passages.ts';
import { type Grounds, readScope, type ScopeReading } from './read-scope.ts';
import { type SamplePath, SamplePaths, startsWith } from './sample-paths.ts';
import { isTime, looksLikeTime } from './value-shapes.ts';

export interface Suggestion {
  readonly mapping: Mapping;
  readonly reasons: readonly MappingReason[];
  /** What the mapping cannot say, in sentences. */
  readonly notes: readonly string[];
}

/** A mapping for records that no format knows, from names and values of a sample; null where nothing is a message. */
export function suggest(
  sample: readonly JsonObject[],
  { id, title }: { readonly id: string; readonly title: string },
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
    },
    ...(holders === null ? [] : [aroundTurns(holders.paths, holders.list, 'holder')]),
    ...(reading.each === null ? [] : [aroundTurns(record, reading.each.steps, 'record')]),
  ];
  const turn: Partial<Record<MappedColumn, ValueSource>> = {};
  const facts: Pick<Mapping, 'feedback' | 'verdict' | 'label'> = {
    feedback: [],
    verdict: [],
    label: [],
  };
  const context: Mapping['context'] = [];
  const notes: string[] = [];
  for (const scope of scopes) {
    const used = new Set(scope.paths.all.filter(scope.taken));
    for (const { mapped, found } of passagesIn(scope.paths, (at) => used.has(at), scope.write)) {
      parts.add({ at: ['context', context.length, 'each'], found }, scope.paths);
      context.push(mapped);
      for (const at of scope.paths.all) if (startsWith(at.steps, found.at.steps)) used.add(at);
    }
    const columns = columnsIn(scope.paths.all, scope.paths.sample.length, used);
    for (const column of asReading(columns, scope.ofOne, turn.conversation !== undefined)) {
      if (turn[column.column] !== undefined) continue;
      turn[column.column] = sourceOf(column, scope.write);
      parts.add({ at: ['turn', column.column], found: column }, scope.paths);
      used.add(column.at);
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
  const { transcript, ...sides } = reading.sides;
  const spoken = transcript === undefined ? undefined : spokenColumns(reading, parts);
  return {
    mapping: {
      mapping: id,
      title,
      capture: 'application',
      ...(reading.each === null ? {} : { each: writePath(reading.each.steps) }),
      turn,
      input: [],
      output: [],
      ...sides,
      ...(transcript === undefined
        ? {}
        : { transcript: spoken === undefined ? transcript : { ...transcript, turn: spoken } }),
      roles: { ...reading.roles },
      context,
      ...facts,
    },
    reasons: parts.reasons,
    notes,
  };
}

class Parts {
  readonly reasons: MappingReason[] = [];

  add({ at, found }: Grounds, { sample }: SamplePaths): void {
    this.reasons.push({ at, why: found.why, has: found.at.records, of: sample.length });
  }

  take(grounds: readonly Grounds[], paths: SamplePaths): void {
    for (const one of grounds) this.add(one, paths);
  }
}

/** Records, or parts of them, that facts of a turn are looked for in. */
interface Scope {
  readonly paths: SamplePaths;
  readonly write: (steps: readonly Step[]) => string;
  readonly taken: (at: SamplePath) => boolean;
  /** What it tells is told of one turn. */
  readonly ofOne: boolean;
}

/** What holds lists of turns: only what stands beside them is looked at. */
function aroundTurns(paths: SamplePaths, each: readonly Step[], from: Origin): Scope {
  const list = each.slice(
    0,
    each.findIndex((step) => 'each' in step),
  );
  return {
    paths,
    write: (steps) => writePath(steps, from),
    taken: (at) => startsWith(at.steps, list),
    ofOne: false,
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

function sourceOf(
  { at, times }: FoundColumn,
  write: (steps: readonly Step[]) => string,
): ValueSource {
  const path = write(at.steps);
  return times === undefined ? path : { path, times };
}

const OF_A_MESSAGE: ReadonlySet<MappedColumn> = new Set<MappedColumn>([
  ...(['external_id', 'started_at', 'ended_at', 'model', 'provider', 'prompt_tokens'] as const),
  ...(['completion_tokens', 'latency_ms', 'finish_reason', 'error', 'route'] as const),
]);

/** Columns that the messages of a transcript give, each to the turn that it ends. */
function spokenColumns(
  { spoken, sides: { transcript } }: ScopeReading,
  parts: Parts,
): Partial<Record<MappedColumn, ValueSource>> | undefined {
  if (spoken === null) return undefined;
  const used = new Set(
    spoken.all.filter(({ path }) => path === transcript?.role || path === transcript?.content),
  );
  const columns = columnsIn(spoken.all, spoken.sample.length, used).filter(({ column }) =>
    OF_A_MESSAGE.has(column),
  );
  if (columns.length === 0) return undefined;
  for (const column of columns)
    parts.add({ at: ['transcript', 'turn', column.column], found: column }, spoken);
  return Object.fromEntries(
    columns.map((one) => [one.column, sourceOf(one, (steps) => writePath(steps))]),
  );
}

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
