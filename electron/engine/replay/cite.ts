import { closeSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Place } from '../../../shared/domain/place.ts';
import { type Capture, capture } from '../../../shared/domain/replay.ts';
import type { Citation } from '../../../shared/domain/replay-screen.ts';
import { repairSentences } from '../../../shared/text/repair-words.ts';
import { visible, visibleLine } from '../../../shared/text/visible.ts';
import { Refusal } from '../base/errors.ts';
import { integer, rows } from '../case/query.ts';
import { repairRow, REPAIRS } from '../case/repairs.ts';
import { openEvidence } from '../evidence/open-evidence.ts';
import { stockCommand } from '../evidence/stock-command.ts';
import type { EvidenceStore } from '../evidence/store.ts';
import { type CitedPassage, type CitedSpan, citedPassage } from './cited-passage.ts';
import { placesOf } from './places.ts';

const TURN = `
  SELECT turn.record_id, turn.capture, 'C-' || turn.conversation_id AS handle, conversation.external_id AS conversation
  FROM turn LEFT JOIN conversation USING (conversation_id)
  WHERE turn_id = $turn`;

const turnRow = z.object({
  record_id: integer,
  capture,
  handle: z.string(),
  conversation: z.string().nullable(),
});

const LINE = `
  SELECT line, repair
  FROM store.record LEFT JOIN (${REPAIRS}) USING (record_id)
  WHERE record_id = $record`;
const lineRow = z.object({ line: integer.nullable(), repair: repairRow.nullable() });

/** What may be said of the turn's input, by how near the log is to it. */
const CAPTURE: Record<Capture, string> = {
  wire: 'wire (the request body as sent)',
  application: 'application (before templating or truncation)',
  reconstructed: 'reconstructed (as far as the log allows)',
};

/**
 * A citation to paste: what is quoted and everything that leads back to its bytes. Without a span it cites the turn and
 * the record that names it. `quotation` holds the exact characters; in `text` hidden ones are written out. Refuses
 * (`not-found`) an unknown turn or a span outside its text; with `evidence` also (`case-damaged`) a citation of
 * evidence that is no longer there.
 */
export async function citationOf(
  connection: DuckDBConnection,
  evidence: EvidenceStore | null,
  turn_id: number,
  span: CitedSpan | null,
): Promise<Citation> {
  const [turn] = await rows(connection, TURN, { turn: BigInt(turn_id) }, turnRow);
  if (turn === undefined)
    throw new Refusal('not-found', `No turn T-${turn_id} is in the case; search gives the turns.`);
  const passage = span === null ? null : await citedPassage(connection, turn_id, span);
  const record = passage?.record_id ?? turn.record_id;
  const place = (await placesOf(connection, [record]))(record);
  if (evidence !== null)
    closeSync(openEvidence(evidence, { sha256: place.evidence, name: place.name }));
  const command = evidence === null ? null : stockCommand(evidence, place);
  const [found] = await rows(connection, LINE, { record: BigInt(record) }, lineRow);
  const conversation =
    turn.conversation === null ? turn.handle : `${visibleLine(turn.conversation)} (${turn.handle})`;
  const lines = [
    ...quoted(passage),
    `Turn T-${turn_id}, conversation ${conversation}`,
    ...(passage === null ? [] : [`Passage: ${passage.where}`]),
    `Capture level: ${CAPTURE[turn.capture]}`,
    ...placeLines(place, found?.line ?? null, command),
    ...(found?.repair == null ? [] : [repairSentences(found.repair)]),
  ];
  return {
    text: lines.join('\n'),
    quotation: passage?.quotation ?? null,
    record_id: record,
    place,
    stock_command: command,
  };
}

function quoted(passage: CitedPassage | null): string[] {
  if (passage === null) return [];
  const shown = visible(passage.quotation);
  const isExact = shown === passage.quotation;
  return [
    `“${shown}”`,
    ...(isExact
      ? []
      : [
          '(Hidden or control characters of the quotation are written as ⟦U+…⟧, line ends as such.)',
        ]),
  ];
}

function placeLines(place: Place, line: number | null, command: string | null): string[] {
  const { member, byte_offset, byte_length } = place;
  const at = [
    member === null ? null : `member ${visibleLine(member)}`,
    `record ${place.ordinal}`,
    line === null ? null : `line ${line}`,
    byte_offset === null || byte_length === null
      ? `${member === null ? `row ${place.ordinal}` : 'a row'} of a columnar file`
      : `bytes ${byte_offset} to ${byte_offset + byte_length} (${byte_length} bytes, end not included)`,
  ];
  return [
    `File: ${visibleLine(place.name)}, ${at.filter((words) => words !== null).join(', ')}`,
    `SHA-256 of the file: ${place.evidence}`,
    `SHA-256 of the record: ${place.sha256}`,
    ...(command === null ? [] : [`To check, in the folder of the case: ${command}`]),
  ];
}
