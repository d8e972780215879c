import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Anchor, PairOpinion } from '../../../shared/domain/analysis.ts';
import type { NewAct } from '../analysis/activity-log.ts';
import type { Analysis } from '../analysis/analysis.ts';
import type { FoundTurn } from '../analysis/anchors.ts';
import { integer, rows } from '../case/query.ts';

/** Two turns as acts name them: by a place each. */
interface NamedPair {
  readonly a: Anchor;
  readonly b: Anchor;
}

/** Where the turns of a pair stand: the place at which it is judged, and all others at which it may have been. */
export interface PairPlaces {
  readonly named: NamedPair;
  /** Whether an act speaks of this pair, by whichever records of its turns. */
  readonly isOf: (pair: NamedPair) => boolean;
}

const PLACES = `
  SELECT evidence.sha256 AS evidence, ordinal, turn_index
  FROM (SELECT * FROM turn_anchor WHERE turn_id = $turn)
  JOIN record USING (record_id)
  JOIN evidence USING (evidence_id)`;

const placeRow = z.object({ evidence: z.string(), ordinal: integer, turn_index: integer });
type Place = z.infer<typeof placeRow>;

export async function pairPlaces(
  connection: DuckDBConnection,
  a: FoundTurn,
  b: FoundTurn,
): Promise<PairPlaces> {
  const placesOf = async ({ turn_id }: FoundTurn): Promise<ReadonlySet<string>> => {
    const places = await rows(connection, PLACES, { turn: BigInt(turn_id) }, placeRow);
    return new Set(places.map(keyOf));
  };
  const [ofA, ofB] = [await placesOf(a), await placesOf(b)];
  return {
    named: { a: a.anchor, b: b.anchor },
    isOf: (pair) => ofA.has(keyOf(pair.a)) && ofB.has(keyOf(pair.b)),
  };
}

const keyOf = ({ evidence, ordinal, turn_index }: Place): string =>
  `${evidence} ${ordinal} ${turn_index}`;

/**
 * The opinion as acts. Those that were given at other records of these turns are taken back with it: otherwise one of
 * them would hold once this is taken back.
 */
export function judgedActs(
  { named, isOf }: PairPlaces,
  { pairs }: Analysis,
  { verdict, note }: PairOpinion,
): NewAct[] {
  const isNamed = (pair: NamedPair): boolean =>
    keyOf(pair.a) === keyOf(named.a) && keyOf(pair.b) === keyOf(named.b);
  const elsewhere = pairs.filter((pair) => isOf(pair) && !isNamed(pair));
  return [
    ...elsewhere.map(
      ({ a, b }): NewAct => ({ name: 'pair.judged', data: { a, b, verdict: null, note: null } }),
    ),
    { name: 'pair.judged', data: { ...named, verdict, note } },
  ];
}
