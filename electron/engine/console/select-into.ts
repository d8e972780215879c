import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import type { DuckDBConnection, Json } from '@duckdb/node-api';
import type { ExportFormat } from '../../../shared/domain/console.ts';
import { csvText } from '../../../shared/text/csv.ts';
import { reasonOf, Refusal } from '../base/errors.ts';
import { select } from './select.ts';
import { valueText } from './value-text.ts';

/**
 * Runs exactly one SELECT and writes its rows to a file, a chunk at a time, so that memory does not grow with them.
 * `written` is told rows and bytes after each chunk.
 */
export async function selectInto(
  connection: DuckDBConnection,
  sql: string,
  { path, format }: { readonly path: string; readonly format: ExportFormat },
  written: (rows: number, bytes: number) => void,
): Promise<void> {
  const file = opened(path);
  let names: readonly string[] = [];
  let rows = 0;
  let bytes = 0;
  const write = (text: string): void => {
    try {
      const block = Buffer.from(text);
      for (let from = 0; from < block.length; ) from += writeSync(file, block, from);
      bytes += block.length;
    } catch (error) {
      throw unwritable(error);
    }
  };
  try {
    const sink = {
      columns: (found: string[]) => {
        names = found;
        if (format === 'csv') write(csvText([names]));
      },
      rows: (chunk: Json[][]) => {
        write(format === 'csv' ? csvText(chunk.map(csvCells)) : jsonLines(names, chunk));
        rows += chunk.length;
        written(rows, bytes);
      },
    };
    await select(connection, sql, sink, null);
    fsyncSync(file);
    written(rows, bytes);
  } finally {
    closeSync(file);
  }
}

export const unwritable = (error: unknown): Refusal =>
  new Refusal(
    'bad-usage',
    `The export cannot be written there (${reasonOf(error)}); choose another place.`,
    { cause: error },
  );

function opened(path: string): number {
  try {
    return openSync(path, 'w');
  } catch (error) {
    throw unwritable(error);
  }
}

/** An empty cell is NULL; an empty text cannot be told from it, as CSV has it. */
const csvCells = (row: readonly Json[]): string[] => row.map((value) => valueText(value) ?? '');

const jsonLines = (names: readonly string[], rows: readonly Json[][]): string =>
  rows
    .map((row) => {
      const line = Object.fromEntries(names.map((name, index) => [name, row[index] ?? null]));
      return `${JSON.stringify(line)}\n`;
    })
    .join('');
