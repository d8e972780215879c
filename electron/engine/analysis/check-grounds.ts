import type { GroundPlace } from '../../../shared/domain/analysis.ts';
import type { Ground } from '../../../shared/domain/cause.ts';
import { Refusal } from '../base/errors.ts';
import { readAllActs } from './activity-log.ts';
import { findTurn } from './anchors.ts';
import { groundHandle, groundsNamed } from './grounds.ts';
import { findingsNumbered } from './ground-rows.ts';
import { referenceHandle } from './reference-handles.ts';
import type { ReadCase } from './open-analysed.ts';

/** Handles as they are written, each once, and where the turns and findings among them stand. */
export interface CheckedGrounds {
  readonly handles: string[];
  readonly places: Record<string, GroundPlace>;
}

/** Refuses (`not-found`, `bad-usage`) what is no ground, one sentence for each. `known` need no check: they stand. */
export async function checkGrounds(
  { layout, database: { connection } }: ReadCase,
  named: readonly string[],
  known: ReadonlySet<string> = new Set(),
): Promise<CheckedGrounds> {
  const read = named.map((text) => ({ text, ground: referenceHandle(text) ?? groundHandle(text) }));
  const handles = [...new Set(read.map(({ text, ground }) => ground?.handle ?? text.trim()))];
  const fresh = handles.filter((handle) => !known.has(handle));
  const found = await groundsNamed(
    connection,
    readAllActs(layout),
    fresh.map((handle) => ({ handle, place: undefined })),
  );
  const faults = found.flatMap(
    (one) => faultOf(one, groundHandle(one.handle)?.letter ?? null) ?? [],
  );
  if (faults.length > 0)
    throw new Refusal(
      found.some(({ kind }) => kind === 'unknown') ? 'bad-usage' : 'not-found',
      faults.join(' '),
    );
  const hits = await findingsNumbered(
    connection,
    found.flatMap(({ finding_id }) => finding_id ?? []),
  );
  const places: Record<string, GroundPlace> = {};
  for (const { handle, kind, turn_id, finding_id, words, quotation, reference } of found) {
    if (reference !== undefined)
      places[handle] = {
        anchor: null,
        hit: null,
        reference: { evidence: reference, title: words, passage: quotation },
      };
    if (kind === 'exhibit' || turn_id === null) continue;
    const { anchor } = await findTurn(connection, `T-${turn_id}`);
    const hit = finding_id === null ? undefined : hits.get(finding_id);
    places[handle] = { anchor, hit: hit === undefined ? null : hitOf(hit) };
  }
  return { handles, places };
}

const hitOf = (hit: NonNullable<GroundPlace['hit']>): GroundPlace['hit'] => ({
  rule_id: hit.rule_id,
  side: hit.side,
  seq: hit.seq,
  part: hit.part,
  char_start: hit.char_start,
  char_end: hit.char_end,
});

const OTHERS: Readonly<Record<string, string>> = {
  K: 'a cause, which is an opinion itself',
  N: 'a note',
  L: 'a tag',
  V: 'an event',
  A: 'an action',
  C: 'a conversation',
  R: 'a report',
};
const WHAT =
  'name an exhibit (E-1), a finding (F-12), a turn (T-7) or a reference (D-1, D-1 section 4.2)';

/** Why something cannot be named as grounds now, in one sentence; null where it can. */
export function faultOf(ground: Ground, letter: string | null): string | null {
  const { handle, kind, gone, turn_id } = ground;
  if (kind === 'unknown') {
    const other = letter === null ? undefined : OTHERS[letter];
    return other === undefined
      ? `${handle === '' ? 'An empty text' : handle} is no handle: ${WHAT}.`
      : `${handle} is ${other}: ${WHAT}.`;
  }
  if (gone === null) return null;
  if (kind === 'exhibit' && turn_id === null) return `There is no exhibit ${handle}; pin it first.`;
  if (kind === 'exhibit') return `${handle} was taken back; pin it again or name another exhibit.`;
  if (kind === 'turn' || kind === 'reference') return gone;
  return turn_id === null
    ? `There is no finding ${handle}; detection may have run again since.`
    : `${handle} was dismissed; accept it first or name another finding.`;
}
