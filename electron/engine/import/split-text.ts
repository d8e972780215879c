import type { BlockReader } from './block-reader.ts';
import { CsvReading } from './csv-reading.ts';
import { splitElements } from './elements.ts';
import { splitLines } from './lines.ts';
import type { PieceTaker } from './piece.ts';
import { JsonReading, type PieceReading } from './piece-reading.ts';
import type { Container } from './protocol.ts';
import { splitRows } from './rows.ts';
import { shapeOf, takeDocument } from './shape.ts';

/**
 * Splits what is at the reader's start into records, as its content says. `takerOf` is told how they are to be read,
 * and whether they are lines of the file. `columns` are those that a header names.
 */
export function splitText(
  reader: BlockReader,
  takerOf: (reading: PieceReading, areLines: boolean) => PieceTaker,
): { container: Container; notes: string[]; columns: readonly string[] | null } {
  const shape = shapeOf(reader);
  if (shape === 'lines') {
    splitLines(reader, takerOf(new JsonReading(), true));
    return { container: 'jsonl', notes: [], columns: null };
  }
  if (shape === 'document') {
    takeDocument(reader, takerOf(new JsonReading(), false));
    return { container: 'json', notes: [], columns: null };
  }
  if (shape === 'elements') {
    const note = splitElements(reader, takerOf(new JsonReading(), false));
    return { container: 'json', notes: note === null ? [] : [note], columns: null };
  }
  splitRows(reader, shape, takerOf(new CsvReading(shape), false));
  return { container: 'csv', notes: [...shape.notes], columns: shape.columns };
}
