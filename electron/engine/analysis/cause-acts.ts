import type { CauseChanged, CauseTagged } from '../../../shared/domain/analysis.ts';
import { Refusal } from '../base/errors.ts';
import { layoutOf } from '../case/layout.ts';
import { append, appendAll, readActs } from './activity-log.ts';
import { findTurn } from './anchors.ts';
import { analysisOf } from './analysis.ts';
import type { Cause } from './causes.ts';
import { checkGrounds } from './check-grounds.ts';
import type { CaseReader } from './open-analysed.ts';
import { readTaxonomy, taxonomyEntryOf } from './taxonomy.ts';
import { refuseUnseen } from './unchanged.ts';
import type { Entered } from './write.ts';

/** An opinion on a cause as it is given; grounds are handles. */
export type NewCause = Omit<CauseTagged, 'anchor' | 'places'>;
export type CauseChange = Omit<CauseChanged, 'cause_no' | 'places'> & {
  /** What the rationale said when another was written; without it nobody looked. */
  readonly seen_rationale?: string | undefined;
};

/** Tags a cause of the taxonomy on a turn, or on the case as a whole. */
export async function tagCause(
  reader: CaseReader,
  cause: NewCause,
  turn: string | null,
): Promise<Entered> {
  const entry = taxonomyEntryOf(readTaxonomy(), cause.cause_id);
  refuseEmpty(cause.rationale);
  const placed = await reader.read('tagging a cause', async (open) => ({
    anchor: turn === null ? null : (await findTurn(open.database.connection, turn)).anchor,
    grounds_for: await checkGrounds(open, cause.grounds_for),
    grounds_against: await checkGrounds(open, cause.grounds_against),
  }));
  const { seq } = await append(reader.path, 'cause.tagged', {
    ...cause,
    cause_id: entry.id,
    grounds_for: placed.grounds_for.handles,
    grounds_against: placed.grounds_against.handles,
    ...placesIn(placed.grounds_for.places, placed.grounds_against.places),
    anchor: placed.anchor,
  });
  const act = readActs(layoutOf(reader.path)).find((one) => one.seq === seq);
  return { handle: `K-${act?.number ?? 0}`, seq };
}

/** Changes the opinion on a cause; answers null, and writes nothing, where it says the same already. */
export async function changeCause(
  reader: CaseReader,
  cause_no: number,
  change: CauseChange,
): Promise<Entered | null> {
  if (change.rationale !== undefined) refuseEmpty(change.rationale);
  const said = await reader.read('changing a cause', async (open) => {
    const cause = open.analysis.causes.find(({ number }) => number === cause_no);
    if (cause === undefined)
      throw new Refusal(
        'not-found',
        `There is no cause K-${cause_no}; it may have been taken back.`,
      );
    const known = new Set([...cause.grounds_for, ...cause.grounds_against]);
    const checked = async (named: readonly string[] | undefined) =>
      named === undefined ? undefined : checkGrounds(open, named, known);
    return differenceOf(cause, {
      ...change,
      grounds_for: await checked(change.grounds_for),
      grounds_against: await checked(change.grounds_against),
    });
  });
  if (said === null) return null;
  const handle = `K-${cause_no}`;
  const { seen_rationale: seen } = change;
  const [entry] = await appendAll(
    reader.path,
    [{ name: 'cause.changed', data: { cause_no, ...said } }],
    (standing) => {
      const cause = analysisOf(standing).causes.find(({ number }) => number === cause_no);
      const last = standing.findLast(
        (act) =>
          act.name === 'cause.changed' &&
          act.data.cause_no === cause_no &&
          act.data.rationale !== undefined,
      );
      if (cause !== undefined && seen !== undefined)
        refuseUnseen({ handle, last }, seen, cause.rationale);
    },
  );
  return entry === undefined ? null : { handle, seq: entry.seq };
}

type Checked = Awaited<ReturnType<typeof checkGrounds>> | undefined;

/** The keys that say something new. */
function differenceOf(
  cause: Cause,
  {
    standing,
    confidence,
    rationale,
    grounds_for,
    grounds_against,
  }: Pick<CauseChange, 'standing' | 'confidence' | 'rationale'> & {
    grounds_for: Checked;
    grounds_against: Checked;
  },
): Omit<CauseChanged, 'cause_no'> | null {
  const lists = (now: readonly string[], next: Checked): next is NonNullable<Checked> =>
    next !== undefined && JSON.stringify(now) !== JSON.stringify(next.handles);
  const said = {
    ...(standing === undefined || standing === cause.standing ? {} : { standing }),
    ...(confidence === undefined || confidence === cause.confidence ? {} : { confidence }),
    ...(rationale === undefined || rationale === cause.rationale ? {} : { rationale }),
    ...(lists(cause.grounds_for, grounds_for) ? { grounds_for: grounds_for.handles } : {}),
    ...(lists(cause.grounds_against, grounds_against)
      ? { grounds_against: grounds_against.handles }
      : {}),
  };
  if (Object.keys(said).length === 0) return null;
  return { ...said, ...placesIn(grounds_for?.places ?? {}, grounds_against?.places ?? {}) };
}

function placesIn(
  supporting: NonNullable<CauseTagged['places']>,
  opposing: NonNullable<CauseTagged['places']>,
): Pick<CauseTagged, 'places'> {
  const places = { ...supporting, ...opposing };
  return Object.keys(places).length === 0 ? {} : { places };
}

function refuseEmpty(rationale: string): void {
  if (rationale.trim() === '')
    throw new Refusal('bad-usage', 'A cause needs a rationale: why the evidence speaks for it.');
}
