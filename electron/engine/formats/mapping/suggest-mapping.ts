import type { Mapping } from '../../../../shared/domain/mapping.ts';
import type { MappingReason } from '../../../../shared/domain/mapping-trial.ts';
import type { JsonObject } from '../format.ts';
import { type Origin, type Step, writePath } from './field-path.ts';
import { MappingDraft, type Scope } from './mapping-draft.ts';
import { readScope, type ScopeReading } from './read-scope.ts';
import { isEach, SamplePaths, startsWith } from './sample-paths.ts';
import { spokenFacts } from './spoken-facts.ts';

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
  const draft = new MappingDraft(reading, reading.each?.paths ?? record);
  const scopes = scopesOf(record, reading);
  draft.readClock(scopes, reading.each?.paths ?? record);
  for (const scope of scopes) draft.read(scope);
  const { transcript, message, input = [], ...sides } = reading.sides;
  const { writer, failed } = draft;
  const spoken = transcript === undefined ? {} : spokenFacts(reading, draft, record);
  return {
    mapping: {
      mapping: id,
      title,
      capture: 'application',
      ...(reading.each === null ? {} : { each: writePath(reading.each.steps) }),
      ...(failed === undefined ? {} : { failed }),
      turn: { ...draft.turn, ...oneTalk(reading, draft.turn, id) },
      output: [],
      ...sides,
      input: [...draft.instructions, ...input],
      ...(message === undefined
        ? {}
        : { message: { ...message, ...(writer === undefined ? {} : { writer }) } }),
      ...(transcript === undefined ? {} : { transcript: { ...transcript, ...spoken } }),
      roles: { ...reading.roles },
      context: draft.context,
      ...draft.facts,
    },
    reasons: draft.parts.reasons,
    notes: draft.notes,
  };
}

/** Messages that take turns in a log that tells no conversations are of one: without it no answer would know its question. */
const oneTalk = (
  { isOneTalk, each }: ScopeReading,
  { conversation }: Mapping['turn'],
  id: string,
): Mapping['turn'] =>
  isOneTalk === true && each === null && conversation === undefined
    ? { conversation: { always: id } }
    : {};

/** What is looked at: the turns, then what holds their lists, then the record. */
function scopesOf(record: SamplePaths, reading: ScopeReading): Scope[] {
  const { each, taken, sides, answer } = reading;
  const turns: Scope = {
    paths: each?.paths ?? record,
    write: (steps) => writePath(steps),
    taken,
    // A transcript that is told anew with each call is of that call.
    ofOne: sides.transcript === undefined || sides.transcript.earlier === 'given',
    answer,
  };
  if (each === null) return [turns];
  const { holders, steps } = each;
  return [
    turns,
    ...(holders === null ? [] : [aroundTurns(holders.paths, holders.list, holderOf(holders.list))]),
    aroundTurns(record, steps, 'record'),
  ];
}

/** What is around a list may hold it in an object of its own, as the entry of an object of ids does. */
const holderOf = (list: readonly Step[]): Origin =>
  list.findIndex(isEach) > 1 ? 'around' : 'holder';

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
