import type { DuckDBValue } from '@duckdb/node-api';
import { refusalAt } from './parse.ts';

/** What the pieces of one compilation share: the filter they may point at, and the values they bind. */
export class Bindings {
  readonly filter: string;
  readonly prefix: string;
  readonly parameters: Record<string, DuckDBValue> = {};
  #bound = 0;

  constructor(filter: string, prefix: string) {
    this.filter = filter;
    this.prefix = prefix;
  }

  /** Binds a value and answers its name as SQL has it. */
  bind(value: DuckDBValue): string {
    const name = `${this.prefix}_${this.#bound++}`;
    this.parameters[name] = value;
    return `$${name}`;
  }

  refusal(offset: number, what: string): Error {
    return refusalAt(this.filter, offset, what);
  }
}
