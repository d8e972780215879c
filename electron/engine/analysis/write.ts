import { z } from 'zod';
import type {
  ActionChanged,
  ActionEntered,
  CauseTagged,
  EventEntered,
  ReportFields,
} from '../../../shared/domain/analysis.ts';
import { Refusal } from '../base/errors.ts';
import { integer, rows } from '../case/query.ts';
import { layoutOf } from '../case/layout.ts';
import type { ChainEntry } from '../custody/chain.ts';
import { append, readActs } from './activity-log.ts';
import { findQuotation, findTurn } from './anchors.ts';
import { withAnalysedCase } from './open-analysed.ts';
import { readTaxonomy, taxonomyEntryOf } from './taxonomy.ts';

/** The acts of an examiner. Each finds what it names, appends one line to the activity log, and answers a handle. */

export interface PinRequest {
  /** T-12, or the id that the log gives the turn. */
  readonly turn: string;
  readonly caption: string;
  /** The exact words; null pins the whole turn. */
  readonly quotation: string | null;
  readonly side: string | null;
}

export async function pinExhibit(
  casePath: string,
  { turn, caption, quotation, side }: PinRequest,
): Promise<string> {
  const pinned = await withAnalysedCase(
    casePath,
    'pinning an exhibit',
    async ({ database: { connection } }) => {
      const found = await findTurn(connection, turn);
      const span =
        quotation === null ? null : await findQuotation(connection, found.turn_id, quotation, side);
      return { caption, anchor: found.anchor, span };
    },
  );
  return handleOf(casePath, 'E', await append(casePath, 'exhibit.pinned', pinned));
}

export async function tagCause(
  casePath: string,
  cause: Omit<CauseTagged, 'anchor'>,
  turn: string | null,
): Promise<string> {
  const entry = taxonomyEntryOf(readTaxonomy(), cause.cause_id);
  const anchor = await withAnalysedCase(
    casePath,
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
    casePath,
    'K',
    await append(casePath, 'cause.tagged', { ...cause, cause_id: entry.id, anchor }),
  );
}

export async function enterEvent(casePath: string, event: EventEntered): Promise<string> {
  const at = new Date(event.at);
  if (Number.isNaN(at.getTime()))
    throw new Refusal('bad-usage', `${event.at} is not a time; write it as 2026-04-02T09:30:00Z.`);
  return handleOf(
    casePath,
    'V',
    await append(casePath, 'event.entered', { ...event, at: at.toISOString() }),
  );
}

export async function enterAction(casePath: string, action: ActionEntered): Promise<string> {
  return handleOf(casePath, 'A', await append(casePath, 'action.entered', action));
}

export async function changeAction(casePath: string, change: ActionChanged): Promise<string> {
  const known = await withAnalysedCase(casePath, 'changing an action', ({ analysis }) =>
    Promise.resolve(analysis.actions.some(({ number }) => number === change.action_no)),
  );
  if (!known) throw new Refusal('not-found', `There is no action A-${change.action_no}.`);
  await append(casePath, 'action.changed', change);
  return `A-${change.action_no}`;
}

export async function writeNote(
  casePath: string,
  text: string,
  turn: string | null,
): Promise<string> {
  const anchor =
    turn === null
      ? null
      : await withAnalysedCase(
          casePath,
          'writing a note',
          async ({ database }) => (await findTurn(database.connection, turn)).anchor,
        );
  return handleOf(casePath, 'N', await append(casePath, 'note.written', { text, anchor }));
}

export async function setReportFields(casePath: string, fields: ReportFields): Promise<void> {
  await append(casePath, 'report.fields', fields);
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
  casePath: string,
  finding: number,
  decision: 'accept' | 'dismiss',
  reason: string | null,
): Promise<void> {
  const reviewed = await withAnalysedCase(
    casePath,
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
  await append(casePath, 'finding.reviewed', reviewed);
}

/** Handles count the acts of a kind; another process may have written one of the same kind since. */
function handleOf(casePath: string, letter: string, { seq }: ChainEntry): string {
  const act = readActs(layoutOf(casePath)).find((one) => one.seq === seq);
  return `${letter}-${act?.number ?? 0}`;
}
