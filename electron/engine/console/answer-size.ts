import type { Json } from '@duckdb/node-api';
import { Refusal } from '../base/errors.ts';

const MOST_CELLS = 2_000_000;
const MOST_BYTES = 256 * 1024 * 1024;

/** Counts what an answer holds, nested values included, and refuses one that nobody could read. */
export class AnswerSize {
  private cells = 0;
  private bytes = 0;

  add(value: Json): void {
    this.cells += 1;
    this.bytes += typeof value === 'string' ? Buffer.byteLength(value) : 8;
    if (this.cells > MOST_CELLS) throw tooMuch('2,000,000 values');
    if (this.bytes > MOST_BYTES) throw tooMuch('256 MB');
    if (value !== null && typeof value === 'object')
      for (const inner of Object.values(value)) this.add(inner);
  }
}

const tooMuch = (limit: string): Refusal =>
  new Refusal(
    'bad-sql',
    `The answer holds more than ${limit}, which is the limit; aggregate it or take a part of it with LIMIT.`,
  );
