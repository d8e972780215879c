import type { DuckDBConnection } from '@duckdb/node-api';
import type { Anchor, CitedReference, GroundPlace } from '../../../shared/domain/analysis.ts';
import type { Ground } from '../../../shared/domain/cause.ts';
import type { Act } from './activity-log.ts';
import {
  findingsAt,
  findingsNumbered,
  type FoundHit,
  turnsAt,
  turnsNumbered,
} from './ground-rows.ts';
import {
  referenceHandle,
  type ReferenceHandle,
  type CitableReference,
  citableReferences,
} from './reference-handles.ts';

/** A handle that was named as grounds, with the place that it had then; exhibits have theirs in the log. */
export interface NamedGround {
  readonly handle: string;
  readonly place: GroundPlace | undefined;
}

/** All acts of the log, also those that were taken back: an exhibit that is gone still says what it was. */
export type AllActs = readonly { readonly act: Act; readonly stands: boolean }[];

export interface GroundHandle {
  readonly letter: string;
  readonly number: number;
  /** As handles are written: `E-1`. */
  readonly handle: string;
}

/** Reads `E-1`, `f12`, `T-7`; null where a text is no handle. */
export function groundHandle(text: string): GroundHandle | null {
  const [, written = '', digits = ''] = /^([a-z])-?(\d{1,12})$/i.exec(text.trim()) ?? [];
  if (written === '') return null;
  const [letter, number] = [written.toUpperCase(), Number(digits)];
  return { letter, number, handle: `${letter}-${number}` };
}

/** What the handles mean, in their order: each with the words it has and where it leads, or why it leads nowhere. */
export async function groundsNamed(
  connection: DuckDBConnection,
  acts: AllActs,
  named: readonly NamedGround[],
): Promise<Ground[]> {
  const exhibits = exhibitsOf(acts);
  const wanted = named.map(({ handle, place }) => {
    const read = groundHandle(handle);
    const exhibit = read?.letter === 'E' ? exhibits.get(read.number) : undefined;
    const cited = referenceHandle(handle);
    return {
      handle,
      read,
      cited,
      exhibit,
      place,
      anchor: exhibit?.anchor ?? place?.anchor ?? null,
    };
  });
  const anchored = await turnsAt(
    connection,
    wanted.map(({ anchor }) => anchor),
  );
  const numbers = wanted.map(({ read, place }) => (place === undefined ? read : null));
  const numbered = (letter: string): number[] =>
    numbers.flatMap((read) => (read?.letter === letter ? [read.number] : []));
  const hits = await findingsNumbered(connection, numbered('F'));
  const placedHits = await findingsAt(
    connection,
    wanted.map(({ place }, index) => ({
      hit: place?.hit ?? null,
      turn_id: anchored[index] ?? null,
    })),
  );
  const references = wanted.some(({ cited }) => cited !== null)
    ? await citableReferences(connection)
    : [];
  const turns = await turnsNumbered(connection, [
    ...numbered('T'),
    ...wanted.flatMap(({ read }, index) => {
      const turn = anchored[index] ?? null;
      return (read?.letter === 'T' || read?.letter === 'E') && turn !== null ? [turn] : [];
    }),
  ]);
  return wanted.map(({ handle, read, cited, exhibit, place }, index) => {
    const turn = anchored[index] ?? null;
    if (cited !== null) return referenceGround(handle, cited, place?.reference, references);
    switch (read?.letter) {
      case 'E':
        return exhibitGround(handle, exhibit, turn === null ? undefined : turns.get(turn));
      case 'F':
        return findingGround(
          handle,
          place?.hit?.rule_id,
          place === undefined ? hits.get(read.number) : placedHits[index],
        );
      case 'T':
        return turnGround(handle, turns.get(place === undefined ? read.number : (turn ?? -1)));
      case undefined:
      default:
        return { ...nowhere(handle, 'unknown'), words: 'No exhibit, finding, turn or reference.' };
    }
  });
}

interface PinnedOnce {
  readonly caption: string;
  readonly quotation: string | null;
  readonly anchor: Anchor | null;
  readonly stands: boolean;
}

function exhibitsOf(acts: AllActs): ReadonlyMap<number, PinnedOnce> {
  const exhibits = new Map<number, PinnedOnce>();
  for (const { act, stands } of acts) {
    if (act.name === 'exhibit.pinned') {
      const { caption, anchor, span } = act.data;
      exhibits.set(act.number, { caption, anchor, quotation: span?.quotation ?? null, stands });
    }
    if (act.name !== 'exhibit.changed' || !stands) continue;
    const { exhibit_no, caption } = act.data;
    const exhibit = exhibits.get(exhibit_no);
    if (exhibit !== undefined) exhibits.set(exhibit_no, { ...exhibit, caption });
  }
  return exhibits;
}

const nowhere = (handle: string, kind: Ground['kind']) => ({
  handle,
  kind,
  words: '',
  quotation: null,
  lane: null,
  gone: null,
  turn_id: null,
  finding_id: null,
  record_id: null,
});

function exhibitGround(
  handle: string,
  exhibit: PinnedOnce | undefined,
  turn: { turn_id: number; record_id: number } | undefined,
): Ground {
  const unfound = nowhere(handle, 'exhibit');
  if (exhibit === undefined) return { ...unfound, gone: `There is no exhibit ${handle}.` };
  const { caption, quotation, anchor, stands } = exhibit;
  return {
    ...unfound,
    words: caption,
    quotation,
    gone: stands
      ? anchor !== null && turn === undefined
        ? `The turn of ${handle} is not in the case any more.`
        : null
      : `${handle} was taken back.`,
    turn_id: turn?.turn_id ?? null,
    record_id: turn?.record_id ?? null,
  };
}

function findingGround(
  handle: string,
  rule: string | undefined,
  hit: FoundHit | undefined,
): Ground {
  const unfound = nowhere(handle, 'finding');
  if (hit === undefined)
    return {
      ...unfound,
      words: rule ?? '',
      gone:
        rule === undefined
          ? `There is no finding ${handle}.`
          : `The latest run of ${rule} does not find ${handle} again.`,
    };
  return {
    ...unfound,
    words: hit.rule_id,
    quotation: hit.quotation,
    lane: hit.lane,
    gone: hit.lane === 'dismissed' ? `${handle} was dismissed.` : null,
    turn_id: hit.turn_id,
    finding_id: hit.finding_id,
    record_id: hit.record_id,
  };
}

/** By the file that it was when it was named, else by its number. */
function referenceGround(
  handle: string,
  { reference_id, passage }: ReferenceHandle,
  named: CitedReference | undefined,
  references: readonly CitableReference[],
): Ground {
  const unfound = { ...nowhere(handle, 'reference'), quotation: passage };
  const reference = references.find((one) =>
    named === undefined ? one.reference_id === reference_id : one.sha256 === named.evidence,
  );
  if (reference === undefined)
    return {
      ...unfound,
      words: named?.title ?? '',
      gone: `No reference D-${reference_id} is in the case.`,
    };
  return { ...unfound, words: reference.title, reference: reference.sha256 };
}

function turnGround(
  handle: string,
  turn: { turn_id: number; record_id: number; words: string | null } | undefined,
): Ground {
  const unfound = nowhere(handle, 'turn');
  if (turn === undefined) return { ...unfound, gone: `No turn ${handle} is in the case.` };
  const { turn_id, record_id, words } = turn;
  return { ...unfound, words: words ?? '', turn_id, record_id };
}
