import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Format, type JsonObject, Unmapped } from '../../../electron/engine/formats/format.ts';
import { recordPathOf, recordsIn } from '../../../electron/engine/evidence/document-records.ts';
import { withinDocument } from '../../../electron/engine/import/document-reading.ts';
import { isObject } from '../../../electron/engine/formats/json-values.ts';
import { type RecordedTurn, RecordingEmit } from '../../fixtures/recording-emit.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../fixtures/logs');

/** The bytes of a fixture's records: its lines, or its elements written again. */
export function fixtureLines(name: string): Buffer[] {
  const bytes = readFileSync(path.join(FOLDER, name));
  if (name.endsWith('.json')) {
    const elements = JSON.parse(bytes.toString('utf8')) as unknown[];
    return elements.map((element) => Buffer.from(JSON.stringify(element)));
  }
  return bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Buffer.from(line));
}

export function fixtureRecords(name: string): JsonObject[] {
  return fixtureLines(name).map((line) => recordOf(line.toString('utf8')));
}

export function recordOf(text: string): JsonObject {
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) throw new TypeError('not an object');
  return value;
}

/**
 * The turns that a format makes of one record, or of all records of a document that holds several. Refused ones among
 * these are left out; where all are, the last reason is thrown.
 */
export function turnsOf(format: Format, record: JsonObject, decoded = true): RecordedTurn[] {
  const emit = new RecordingEmit(decoded);
  const bytes = Buffer.from(JSON.stringify(record));
  const placed = recordsIn(bytes, 0, (format.records ?? []).map(recordPathOf));
  if (placed.length === 0) format.map(record, emit);
  let refused: Unmapped | null = null;
  for (const one of placed)
    try {
      const own = recordOf(bytes.toString('utf8', one.start, one.end));
      format.map(own, emit, withinDocument(record, one));
    } catch (error) {
      if (!(error instanceof Unmapped)) throw error;
      refused = error;
    }
  if (refused !== null && emit.turns.length === 0) throw refused;
  return emit.turns;
}

/** The only turn of the record. */
export function turnOf(format: Format, record: JsonObject | undefined): RecordedTurn {
  const turns = turnsOf(format, record ?? {});
  const [turn] = turns;
  if (turn === undefined || turns.length > 1) throw new TypeError(`${turns.length} turns`);
  return turn;
}

/** Messages as lines, `side role: type=content type=content`, so that a test can be read. */
export function transcript(turn: RecordedTurn): string[] {
  return turn.messages.map(({ side, role, choice, parts }) => {
    const said = parts.map(({ type, content, name, tool_call_id: id }) => {
      const mark = [name, id].filter((value) => typeof value === 'string').join('#');
      return `${type}${mark === '' ? '' : `(${mark})`}=${text(content)}`;
    });
    return `${side}${choice > 0 ? choice : ''} ${String(role)}: ${said.join(' ')}`;
  });
}

const text = (content: unknown): string =>
  typeof content === 'string' ? content : JSON.stringify(content);

/** What each record of the format's fixture says, a list of lines for each turn, or why it is refused. */
export function said(format: Format): unknown[] {
  return fixtureRecords(`${format.id}.jsonl`).map((record) => {
    try {
      return turnsOf(format, record).map(transcript);
    } catch (error) {
      if (error instanceof Unmapped) return error.message;
      throw error;
    }
  });
}

/** The turns of one record of the format's fixture. */
export const turnsAt = (format: Format, at: number): RecordedTurn[] =>
  turnsOf(format, fixtureRecords(`${format.id}.jsonl`)[at] ?? {});
