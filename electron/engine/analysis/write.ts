import type { ReportFields } from '../../../shared/domain/analysis.ts';
import { Refusal } from '../base/errors.ts';
import { layoutOf } from '../case/layout.ts';
import type { ChainEntry } from '../custody/chain.ts';
import { append, readActs } from './activity-log.ts';
import { findQuotation, findTurn } from './anchors.ts';
import type { CaseReader } from './open-analysed.ts';
import { citedReferences, referenceHandle } from './reference-handles.ts';

/** The acts of an examiner. Each finds what it names and appends one line to the activity log. */

export interface Entered {
  readonly handle: string;
  /** Line of the activity log, by which the act can be withdrawn. */
  readonly seq: number;
}

export interface PinRequest {
  /** T-12, or the id that the log gives the turn; D-1 or D-1 section 4.2 pins a reference alone. */
  readonly turn: string;
  readonly caption: string;
  /** The exact words; null pins the whole turn. */
  readonly quotation: string | null;
  readonly side: string | null;
  /** References that say what was right, each with where in it: D-1, D-1 section 4.2. */
  readonly references?: readonly string[];
}

export async function pinExhibit(
  reader: CaseReader,
  { turn, caption, quotation, side, references = [] }: PinRequest,
): Promise<Entered> {
  if (referenceHandle(turn) !== null) {
    if (quotation !== null || side !== null || references.length > 0)
      throw new Refusal(
        'bad-usage',
        `A reference that is an exhibit by itself is named with where in it, such as "D-1 section 4.2", and has no quotation, side or reference beside it.`,
      );
    return pinReference(reader, { reference: turn, caption });
  }
  const pinned = await reader.read('pinning an exhibit', async ({ database: { connection } }) => {
    const found = await findTurn(connection, turn);
    const span =
      quotation === null ? null : await findQuotation(connection, found.turn_id, quotation, side);
    const cited = await citedReferences(connection, references);
    return {
      caption,
      anchor: found.anchor,
      span,
      ...(cited.length === 0 ? {} : { references: cited }),
    };
  });
  return handleOf(reader, 'E', await append(reader.path, 'exhibit.pinned', pinned));
}

/** Pins a reference as an exhibit by itself, by its handle and where in it: D-1, D-1 section 4.2. */
export async function pinReference(
  reader: CaseReader,
  { reference, caption }: { readonly reference: string; readonly caption: string },
): Promise<Entered> {
  const alone = await reader.read('pinning a reference', async ({ database: { connection } }) => ({
    ...{ caption, anchor: null, span: null },
    references: await citedReferences(connection, [reference]),
  }));
  return handleOf(reader, 'E', await append(reader.path, 'exhibit.pinned', alone));
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
export function handleOf({ path }: CaseReader, letter: string, { seq }: ChainEntry): Entered {
  const act = readActs(layoutOf(path)).find((one) => one.seq === seq);
  return { handle: `${letter}-${act?.number ?? 0}`, seq };
}
