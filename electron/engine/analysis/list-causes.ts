import type { DuckDBConnection } from '@duckdb/node-api';
import type { CauseEntry, ListedCause } from '../../../shared/domain/cause.ts';
import { Refusal } from '../base/errors.ts';
import { layoutOf } from '../case/layout.ts';
import { readAllActs } from './activity-log.ts';
import { type Cause, causeHistory } from './causes.ts';
import { type AllActs, groundsNamed, type NamedGround } from './grounds.ts';
import { turnsAt } from './ground-rows.ts';
import type { CaseReader } from './open-analysed.ts';
import { readTaxonomy } from './taxonomy.ts';

const ORDER = ['root', 'contributing', 'not-indicated'];

/** As reports and screens list them: root, contributing, not indicated; each in the order in which it was tagged. */
export const inOrder = (causes: readonly Cause[]): Cause[] =>
  [...causes].sort(
    (a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing) || a.number - b.number,
  );

/** The causes with what their grounds mean. All of them are looked up together. */
export async function listCauses(
  connection: DuckDBConnection,
  acts: AllActs,
  tagged: readonly Cause[],
): Promise<ListedCause[]> {
  const causes = inOrder(tagged);
  const entries = new Map(readTaxonomy().entries.map((entry) => [entry.id, entry]));
  const turns = await turnsAt(
    connection,
    causes.map(({ anchor }) => anchor),
  );
  const found = await groundsNamed(connection, acts, causes.flatMap(groundsOf));
  let next = 0;
  const taken = ({ length }: readonly string[]) => found.slice(next, (next += length));
  return causes.map((cause, index) => ({
    cause_no: cause.number,
    cause_id: cause.cause_id,
    name: entries.get(cause.cause_id)?.name ?? null,
    definition: entries.get(cause.cause_id)?.definition ?? null,
    standing: cause.standing,
    confidence: cause.confidence,
    rationale: cause.rationale,
    grounds_for: taken(cause.grounds_for),
    grounds_against: taken(cause.grounds_against),
    turn_id: turns[index] ?? null,
    turns: cause.anchor === null ? null : 1,
    who: cause.done_by,
    at: cause.at_done,
    act_seq: cause.act_seq,
  }));
}

/** Grounds for, then grounds against, as they are looked up. */
export const groundsOf = ({ grounds_for, grounds_against, places }: Cause): NamedGround[] =>
  [...grounds_for, ...grounds_against].map((handle) => ({ handle, place: places?.[handle] }));

/** What was said of a cause, oldest first. Refuses (`not-found`) a number that none ever had. */
export function historyOf({ path }: CaseReader, cause_no: number): Promise<CauseEntry[]> {
  const entries = causeHistory(readAllActs(layoutOf(path)), cause_no);
  return entries.length > 0
    ? Promise.resolve(entries)
    : Promise.reject(new Refusal('not-found', `There never was a cause K-${cause_no}.`));
}
