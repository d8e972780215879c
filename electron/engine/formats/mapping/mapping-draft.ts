import type { MappedColumn, Mapping, ValueSource } from '../../../../shared/domain/mapping.ts';
import { askerIdIn, namedAsAsker, namesUsers, writerIn } from './asker-id.ts';
import { dayAndClock } from './day-and-clock.ts';
import { datedTime } from './dated-time.ts';
import { parsePath, type Step } from './field-path.ts';
import { saysWhy } from './failed-values.ts';
import { failureAmong } from './failed-status.ts';
import { columnsIn } from './find-columns.ts';
import { factsIn } from './find-facts.ts';
import { roleIn } from './find-messages.ts';
import { passagesIn } from './find-passages.ts';
import { type Found, found, type FoundColumn } from './found.ts';
import { lastKey, lastWords } from './key-names.ts';
import { listedDocuments } from './listed-documents.ts';
import type { ScopeReading } from './read-scope.ts';
import { type SamplePath, type SamplePaths, startsWith } from './sample-paths.ts';
import { silentReason } from './silent-reason.ts';
import { Parts, sourceOf } from './suggested-parts.ts';
import { instructionsIn } from './text-sides.ts';
import { distinct, isTime, looksLikeModels, looksLikeTime } from './value-shapes.ts';

/** Records, or parts of them, that facts of a turn are looked for in. */
export interface Scope {
  readonly paths: SamplePaths;
  readonly write: (steps: readonly Step[]) => string;
  readonly taken: (at: SamplePath) => boolean;
  /** What it tells is told of one turn. */
  readonly ofOne: boolean;
  /** The text of the model, where it is one of these. */
  readonly answer: SamplePath | undefined;
}

/** What was found of a turn beside its messages, scope by scope: what one tells, those after it do not tell again. */
export class MappingDraft {
  readonly parts = new Parts();
  readonly turn: Partial<Record<MappedColumn, ValueSource>> = {};
  readonly facts: Pick<Mapping, 'feedback' | 'verdict' | 'label'> = {
    feedback: [],
    verdict: [],
    label: [],
  };
  readonly context: Mapping['context'] = [];
  readonly notes: string[] = [];
  instructions: Mapping['input'] = [];
  writer: string | undefined;
  failed: Mapping['failed'];
  private daysAndClocks: readonly SamplePath[] = [];
  private readonly reading: ScopeReading;

  constructor(reading: ScopeReading, paths: SamplePaths) {
    this.reading = reading;
    this.parts.take(reading.grounds, paths);
    this.takeId('call_id', reading.callId, paths);
    this.takeId('conversation', reading.talkId, paths);
  }

  /** When a call began, where its day and its time of day stand apart, in one of the scopes or in several. */
  readClock(scopes: readonly Scope[], paths: SamplePaths): void {
    const told = dayAndClock(
      scopes.map(({ paths: { all }, write, taken }) => ({
        all: all.filter((at) => !taken(at)),
        write: ({ steps }) => write(steps),
      })),
    );
    if (told === null) return;
    this.turn.started_at = told.source;
    this.daysAndClocks = told.told;
    this.parts.add({ at: ['turn', 'started_at'], found: told.found }, paths);
  }

  /** Finds what the scope tells; each path tells one thing. */
  read(scope: Scope): void {
    const { callId, talkId } = this.reading;
    const used = new Set(
      scope.paths.all.filter(
        (at) =>
          scope.taken(at) ||
          at === callId?.at ||
          at === talkId?.at ||
          this.daysAndClocks.includes(at),
      ),
    );
    this.readInstructions(scope, used);
    this.readPassages(scope, used);
    this.readColumns(scope, used);
    this.readReason(scope, used);
    this.readFailure(scope, used);
    this.readModel(scope);
    this.readAsker(scope, used);
    this.readFacts(scope, used);
    this.readDate(scope, used);
    this.notes.push(...unreadTimes(scope.paths, this.turn, used));
  }

  private takeId(column: 'call_id' | 'conversation', id: Found | undefined, paths: SamplePaths) {
    if (id === undefined) return;
    this.turn[column] = id.at.path;
    this.parts.add({ at: ['turn', column], found: id }, paths);
  }

  private readInstructions({ paths, write }: Scope, used: Set<SamplePath>): void {
    if (this.reading.instructed || this.instructions.length > 0) return;
    const told = instructionsIn(paths.all.filter((at) => !used.has(at)));
    if (told === undefined) return;
    this.instructions = [{ role: 'system', content: write(told.at.steps) }];
    this.parts.add({ at: ['input', 0, 'content'], found: told }, paths);
    used.add(told.at);
  }

  private readPassages({ paths, write, ofOne }: Scope, used: Set<SamplePath>): void {
    const named = passagesIn(paths, (at) => used.has(at), write).filter(
      ({ found }) =>
        (found.score > UNNAMED || !saysAgain(paths, found.at, used)) &&
        (ofOne || !isKeptForAll(paths, found.at)),
    );
    const listed =
      named.length + this.context.length === 0 && ofOne
        ? listedDocuments(paths, (at) => used.has(at), write)
        : undefined;
    for (const { mapped, found } of listed === undefined ? named : [listed]) {
      this.parts.add({ at: ['context', this.context.length, 'each'], found }, paths);
      this.context.push(mapped);
      for (const at of paths.all) if (startsWith(at.steps, found.at.steps)) used.add(at);
    }
  }

  private readColumns({ paths, write, ofOne, answer }: Scope, used: Set<SamplePath>): void {
    const columns = columnsIn({
      all: paths.all,
      total: paths.sample.length,
      taken: used,
      answer,
      ofConversations: !ofOne,
    });
    for (const column of asReading(columns, ofOne, this.turn.conversation !== undefined)) {
      if (this.turn[column.column] !== undefined) continue;
      this.turn[column.column] = sourceOf(column, write);
      this.parts.add({ at: ['turn', column.column], found: column }, paths);
      used.add(column.at);
    }
  }

  /** Why a call has no answer. */
  private readReason({ paths, write, answer }: Scope, used: Set<SamplePath>): void {
    if (answer === undefined || this.turn.error !== undefined) return;
    const reason = silentReason(
      paths.all.filter((at) => !used.has(at) && saysWhy(at)),
      answer,
      new Set(paths.sample.keys()),
    );
    if (reason === undefined) return;
    this.turn.error = write(reason.at.steps);
    this.parts.add({ at: ['turn', 'error'], found: reason }, paths);
    used.add(reason.at);
  }

  /** Which calls failed, where a word beside each says how it went. */
  private readFailure({ paths, write, answer }: Scope, used: Set<SamplePath>): void {
    if (this.turn.error !== undefined || this.failed !== undefined) return;
    const { message } = this.reading.sides;
    const content = answer ?? paths.all.find(({ path }) => path === [message?.content].flat()[0]);
    if (content === undefined) return;
    const role = paths.all.find(({ path }) => path === message?.role);
    const answering =
      role === undefined
        ? [...paths.sample.keys()]
        : role.scalars.flatMap(({ record, value }) =>
            roleIn(this.reading.roles, String(value)) === 'assistant' ? [record] : [],
          );
    const free = paths.all.filter((at) => !used.has(at) || at.path === this.turn.finish_reason);
    const failure = failureAmong(free, content, new Set(answering));
    // Records of messages that say nothing are looked at by themselves.
    const isApart = role !== undefined && this.reading.each === null;
    if (failure === undefined || (failure.isSilent && isApart)) return;
    const path = write(failure.found.at.steps);
    if (failure.isError) this.turn.error = path;
    else this.failed = { path, ...failure.where };
    const at = failure.isError ? ['turn', 'error'] : ['failed', 'path'];
    this.parts.add({ at, found: failure.found }, paths);
    used.add(failure.found.at);
  }

  /** What says who speaks by the name of a model says which as well. */
  private readModel({ paths, write }: Scope): void {
    const { message } = this.reading.sides;
    const role = paths.all.find(({ path }) => path === message?.role);
    const isKnown = this.turn.model !== undefined || this.turn.requested_model !== undefined;
    if (isKnown || role === undefined || !looksLikeModels(role)) return;
    this.turn.model = write(role.steps);
    this.parts.add({ at: ['turn', 'model'], found: found(role, 0.8, lastKey(role.steps)) }, paths);
  }

  private readAsker({ paths, write }: Scope, used: Set<SamplePath>): void {
    const { sides, roles } = this.reading;
    if (this.turn.user_id !== undefined) return;
    const free = paths.all.filter((at) => !used.has(at));
    const role = paths.all.find(({ path }) => path === sides.message?.role);
    const writer =
      role === undefined ? undefined : askerIdIn(free, role, (said) => roleIn(roles, said));
    const asker = writer ?? namedAsAsker(free, askersIn(this.reading, role));
    if (asker === undefined) {
      this.readWriter(free, role, used, paths);
      return;
    }
    this.turn.user_id = write(asker.at.steps);
    this.parts.add({ at: ['turn', 'user_id'], found: asker }, paths);
    used.add(asker.at);
  }

  /** Where the machine's messages name who writes them as well. */
  private readWriter(
    free: readonly SamplePath[],
    role: SamplePath | undefined,
    used: Set<SamplePath>,
    paths: SamplePaths,
  ): void {
    const { roles } = this.reading;
    const told =
      role === undefined
        ? undefined
        : (writerIn(free, role, (said) => roleIn(roles, said)) ?? namesUsers(role, roles));
    if (told === undefined) return;
    this.writer = told.at.path;
    this.parts.add({ at: ['message', 'writer'], found: told }, paths);
    used.add(told.at);
  }

  private readFacts({ paths, write }: Scope, used: Set<SamplePath>): void {
    for (const { kind, fact, found } of factsIn(paths.all, (at) => used.has(at), write)) {
      this.parts.add({ at: [kind, this.facts[kind].length, 'value'], found }, paths);
      this.facts[kind].push(fact);
      used.add(found.at);
    }
  }

  private readDate({ paths, write }: Scope, used: ReadonlySet<SamplePath>): void {
    if (this.turn.started_at !== undefined) return;
    const dated = datedTime(paths.all.filter((at) => !used.has(at)));
    if (dated === null) return;
    this.turn.started_at = { path: write(dated.found.at.steps), format: dated.format };
    this.parts.add({ at: ['turn', 'started_at'], found: dated.found }, paths);
  }
}

/** Passages that no name tells are no surer. */
const UNNAMED = 0.5;

/** What a document that holds all calls knows beside them, such as of whoever asks, was looked up for none of them. */
const isKeptForAll = ({ sample }: SamplePaths, { steps }: SamplePath): boolean =>
  sample.length === 1 && lastWords(steps).some((word) => KNOWLEDGE.test(word));
const KNOWLEDGE = /^(?:facts?|memory|memories|background|notes?|knowledge)$/;

/** Most of its texts are what was asked or answered in the same record. */
function saysAgain({ all }: SamplePaths, at: SamplePath, used: ReadonlySet<SamplePath>): boolean {
  const said = new Set(
    [...used].flatMap(({ scalars }) => scalars.map(({ record, value }) => `${record} ${value}`)),
  );
  const texts = all
    .filter((one) => startsWith(one.steps, at.steps))
    .flatMap(({ scalars }) => scalars.filter(({ value }) => typeof value === 'string'));
  const again = texts.filter(({ record, value }) => said.has(`${record} ${value}`));
  return again.length > 0 && again.length * 2 >= texts.length;
}

/** What the log calls whoever asks: by what says who speaks, or by the name of the question. */
function askersIn({ sides, roles, spoken }: ScopeReading, role?: SamplePath): string[] {
  const speaks = role ?? spoken?.all.find(({ path }) => path === sides.transcript?.role);
  const said = [...(speaks === undefined ? [] : distinct(speaks)), ...Object.keys(roles)];
  const asked = (sides.input ?? []).flatMap(({ role: by, messages, content }) =>
    by === 'user' && messages === undefined && content !== undefined
      ? [content].flat().map((path) => lastKey(parsePath(path).steps))
      : [],
  );
  return [...said.filter((one) => roleIn(roles, one) === 'user'), ...asked];
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
