import { z } from 'zod';
import type { CauseTagged, ReportFields } from '../../../shared/domain/analysis.ts';
import { Refusal } from '../base/errors.ts';
import { integer, rows } from '../case/query.ts';
import { layoutOf } from '../case/layout.ts';
import type { ChainEntry } from '../custody/chain.ts';
import { append, readActs } from './activity-log.ts';
import { findQuotation, findTurn } from './anchors.ts';
import type { CaseReader } from './open-analysed.ts';
import { readTaxonomy, taxonomyEntryOf } from './taxonomy.ts';

/** The acts of an examiner. Each finds what it names and appends one line to the activity log. */

export interface Entered {
  readonly handle: string;
  /** Line of the activity log, by which the act can be withdrawn. */
  readonly seq: number;
}

export interface PinRequest {
  /** T-12, or the id that the log gives the turn. */
  readonly turn: string;
  readonly caption: string;
  /** The exact words; null pins the whole turn. */
  readonly quotation: string | null;
  readonly side: string | null;
}

export async function pinExhibit(
  reader: CaseReader,
  { turn, caption, quotation, side }: PinRequest,
): Promise<Entered> {
  const pinned = await reader.read('pinning an exhibit', async ({ database: { connection } }) => {
    const found = await findTurn(connection, turn);
    const span =
      quotation === null ? null : await findQuotation(connection, found.turn_id, quotation, side);
    return { caption, anchor: found.anchor, span };
  });
  return handleOf(reader, 'E', await append(reader.path, 'exhibit.pinned', pinned));
}

export async function tagCause(
  reader: CaseReader,
  cause: Omit<CauseTagged, 'anchor'>,
  turn: string | null,
): Promise<Entered> {
  const entry = taxonomyEntryOf(readTaxonomy(), cause.cause_id);
  const anchor = await reader.read(
    'tagging a cause',
    async ({ database: { connection }, analysis }) => {
      const exhibits = new Set(analysis.exhibits.map(({ number }) => `E-${number}`));
      for (const ground of [...cause.grounds_for, ...cause.grounds_against])
        if (ground.startsWith('E-') && !exhibits.has(ground))
          throw new Refusal('not-found', `There is no exhibit ${ground}; pin it first.`);
      return turn === null ? null : (await findTurn(connection, turn)).anchor;
    },
  );
  return handleOf(
    reader,
    'K',
    await append(reader.path, 'cause.tagged', { ...cause, cause_id: entry.id, anchor }),
  );
}

export async function writeNote(
  reader: CaseReader,
  text: string,
  turn: string | null,
): Promise<Entered> {
  const anchor =
    turn === null
      ? null
      : await reader.read(
          'writing a note',
          async ({ database }) => (await findTurn(database.connection, turn)).anchor,
        );
  return handleOf(reader, 'N', await append(reader.path, 'note.written', { text, anchor }));
}

export async function setReportFields(reader: CaseReader, fields: ReportFields): Promise<void> {
  await append(reader.path, 'report.fields', fields);
}

const FINDING = `
  SELECT rule_id, rule_version, turn_id, side, seq, part, char_start, char_end
  FROM finding
  WHERE finding_id = $id`;
const findingRow = z.object({
  rule_id: z.string(),
  rule_version: z.string(),
  turn_id: integer,
  side: z.string().nullable(),
  seq: integer.nullable(),
  part: integer.nullable(),
  char_start: integer.nullable(),
  char_end: integer.nullable(),
});

/** Accepts or dismisses one hit. The review is keyed by place, so it survives another run of the rule. */
export async function reviewFinding(
  reader: CaseReader,
  finding: number,
  decision: 'accept' | 'dismiss',
  reason: string | null,
): Promise<void> {
  const reviewed = await reader.read(
    'reviewing a finding',
    async ({ database: { connection } }) => {
      const [found] = await rows(connection, FINDING, { id: BigInt(finding) }, findingRow);
      if (found === undefined)
        throw new Refusal(
          'not-found',
          `There is no finding F-${finding}; exhibit detect CASE lists them.`,
        );
      const { turn_id, ...hit } = found;
      return {
        ...hit,
        anchor: (await findTurn(connection, `T-${turn_id}`)).anchor,
        decision,
        reason,
      };
    },
  );
  await append(reader.path, 'finding.reviewed', reviewed);
}

/** Handles count the acts of a kind; another process may have written one of the same kind since. */
export function handleOf({ path }: CaseReader, letter: string, { seq }: ChainEntry): Entered {
  const act = readActs(layoutOf(path)).find((one) => one.seq === seq);
  return { handle: `${letter}-${act?.number ?? 0}`, seq };
}
