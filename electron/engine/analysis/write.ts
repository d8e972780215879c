import type {
  ActionChanged,
  ActionEntered,
  CauseTagged,
  EventEntered,
  ReportFields,
} from '../../../shared/domain/analysis.ts';
import { Refusal } from '../base/errors.ts';
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

export async function enterEvent(reader: CaseReader, event: EventEntered): Promise<Entered> {
  const at = new Date(event.at);
  if (Number.isNaN(at.getTime()))
    throw new Refusal('bad-usage', `${event.at} is not a time; write it as 2026-04-02T09:30:00Z.`);
  return handleOf(
    reader,
    'V',
    await append(reader.path, 'event.entered', { ...event, at: at.toISOString() }),
  );
}

export async function enterAction(reader: CaseReader, action: ActionEntered): Promise<Entered> {
  return handleOf(reader, 'A', await append(reader.path, 'action.entered', action));
}

export async function changeAction(reader: CaseReader, change: ActionChanged): Promise<Entered> {
  const known = await reader.read('changing an action', ({ analysis }) =>
    Promise.resolve(analysis.actions.some(({ number }) => number === change.action_no)),
  );
  if (!known) throw new Refusal('not-found', `There is no action A-${change.action_no}.`);
  const { seq } = await append(reader.path, 'action.changed', change);
  return { handle: `A-${change.action_no}`, seq };
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

/** Handles count the acts of a kind; another process may have written one of the same kind since. */
function handleOf({ path }: CaseReader, letter: string, { seq }: ChainEntry): Entered {
  const act = readActs(layoutOf(path)).find((one) => one.seq === seq);
  return { handle: `${letter}-${act?.number ?? 0}`, seq };
}
