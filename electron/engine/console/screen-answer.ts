import type { Json } from '@duckdb/node-api';
import { type ConsoleAnswer, type ConsoleRows, MOST_ROWS } from '../../../shared/domain/console.ts';
import { codePointCount } from '../../../shared/text/code-points.ts';
import { Refusal } from '../base/errors.ts';
import { runSelect } from './console.ts';
import type { RowSink } from './select.ts';
import { explainedFault } from './sql-fault.ts';
import { kindOfType, valueText } from './value-text.ts';

/** UTF-16 units: of one value, of all values together. */
const MOST_OF_VALUE = 20_000;
const MOST_OF_ALL = 16_000_000;

/**
 * What a screen is given of a query: its first rows, and of values that nobody reads in a cell the beginning. Throws
 * what is not about the query itself: a case that is in use, a cancel.
 */
export async function answerForScreen(
  casePath: string,
  sql: string,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<ConsoleAnswer> {
  const began = performance.now();
  const elapsed = (): number => Math.round(performance.now() - began);
  const enough = new AbortController();
  const { sink, taken } = takingRows(() => enough.abort());
  const stop = signal === undefined ? enough.signal : AbortSignal.any([signal, enough.signal]);
  try {
    await runSelect(casePath, sql, sink, timeoutMs, { signal: stop });
  } catch (error) {
    if (signal?.aborted === true || !(error instanceof Refusal)) throw error;
    if (error.code === 'bad-sql')
      return { what: 'fault', ...explainedFault(error.message, sql), elapsed_ms: elapsed() };
    if (!enough.signal.aborted) throw error;
  }
  return { what: 'rows', ...taken(), elapsed_ms: elapsed() };
}

type Taken = Omit<ConsoleRows, 'what' | 'elapsed_ms'>;

/** Takes rows until there are enough, and says so once. */
function takingRows(isEnough: () => void): { sink: RowSink; taken: () => Taken } {
  let columns: ConsoleRows['columns'] = [];
  let cut: ConsoleRows['cut'] = null;
  let units = 0;
  const rows: (string | null)[][] = [];
  const shortened: ConsoleRows['shortened'] = [];

  const shown = (value: Json, column: number): string | null => {
    const text = valueText(value);
    if (text === null || text.length <= MOST_OF_VALUE) return text;
    shortened.push({ row: rows.length, column, characters: codePointCount(text) });
    return text.slice(0, MOST_OF_VALUE).replace(/[\uD800-\uDBFF]$/, '');
  };
  /** False where there is no room for more. */
  const take = (row: readonly Json[]): boolean => {
    if (rows.length === MOST_ROWS) cut = 'rows';
    else if (units > MOST_OF_ALL) cut = 'size';
    else {
      const values = row.map(shown);
      units += values.reduce((sum, text) => sum + (text?.length ?? 0), 0);
      rows.push(values);
    }
    return cut === null;
  };
  const sink: RowSink = {
    columns: (names, types) => {
      columns = names.map((name, index) => {
        const type = types[index] ?? '';
        return { name, type, kind: kindOfType(type) };
      });
    },
    rows: (chunk) => {
      if (cut === null && !chunk.every(take)) isEnough();
    },
  };
  return { sink, taken: () => ({ columns, rows, shortened, cut }) };
}
