import type { DuckDBConnection } from '@duckdb/node-api';
import type { Comparison } from '../../../shared/domain/comparison.ts';
import type { HeldComparison } from '../../../shared/domain/comparison-screen.ts';
import type { Job } from '../base/job.ts';
import { compare, forget, pairUp } from '../compare/compare.ts';
import { NONE, verdictCounts } from '../compare/pair-rows.ts';
import type { Sides } from '../compare/working-tables.ts';
import { turnFilter } from '../search/compile.ts';
import { ViewLost } from './errors.ts';
import type { Instance } from './instance.ts';
import type { ReadingSide } from './reading-side.ts';

interface Held {
  readonly sides: Sides;
  readonly comparison: Comparison;
  /** Of the tables that it was made over. */
  readonly tables: number;
  readonly again: HeldComparison['again'];
  /** The windows that look at it. */
  readonly desks: Set<symbol>;
}

/**
 * Results of comparing two sides of one case, by id. The pairs lie in the memory of an instance; where the instance was
 * changed and the rows were not, they are made again when they are next asked for.
 */
export class CaseComparisons {
  private readonly side: ReadingSide;
  private readonly held = new Map<string, Held>();

  constructor(side: ReadingSide) {
    this.side = side;
  }

  /** Compares, and keeps the result for the window. An earlier one of the same id is replaced. */
  async make(desk: symbol, sides: Sides, job: Job): Promise<Comparison> {
    return this.side.read(async (connection, instance) => {
      const comparison = await compare(connection, sides, turnFilter, job, 'memory.main');
      instance.made.set(madeName(comparison.id), Promise.resolve());
      const desks = this.held.get(comparison.id)?.desks ?? new Set();
      desks.add(desk);
      const { tables } = instance;
      this.held.set(comparison.id, { sides, comparison, tables, again: null, desks });
      return comparison;
    }, job.signal);
  }

  /** It was computed again: says which entry of the log it repeats. */
  repeats(id: string, again: NonNullable<HeldComparison['again']>): void {
    const held = this.held.get(id);
    if (held !== undefined) this.held.set(id, { ...held, again });
  }

  /** Throws ViewLost for one that is not held. */
  async result(desk: symbol, id: string, signal?: AbortSignal): Promise<HeldComparison> {
    const held = this.held.get(id);
    if (held === undefined) throw new ViewLost();
    held.desks.add(desk);
    const stale = await this.side.read(
      (_, instance) => Promise.resolve(instance.tables !== held.tables),
      signal,
    );
    const { sample: _sample, ...comparison } = held.comparison;
    const verdicts = stale
      ? NONE
      : await this.ask(id, (connection) => verdictCounts(connection, id), signal);
    return { comparison, stale, verdicts, again: held.again };
  }

  /** Asks the pairs. Throws ViewLost where there is none, or where the tables of the case changed since. */
  async ask<Answer>(
    id: string,
    work: (connection: DuckDBConnection) => Promise<Answer>,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const held = this.held.get(id);
    if (held === undefined) throw new ViewLost();
    return this.side.read(async (connection, instance) => {
      if (instance.tables !== held.tables) throw new ViewLost();
      await made(instance, id, held.sides);
      return work(connection);
    }, signal);
  }

  /** The window is gone: what nobody else looks at goes. */
  async closeAllOf(desk: symbol): Promise<void> {
    for (const [id, { desks }] of [...this.held]) {
      if (!desks.delete(desk) || desks.size > 0) continue;
      this.held.delete(id);
      try {
        await this.side.read(async (connection, instance) => {
          if (instance.made.delete(madeName(id))) await forget(connection, { id }, 'memory.main');
        });
      } catch {
        // An instance that cannot be asked any more takes its pairs with it.
      }
    }
  }
}

const madeName = (id: string): string => `comparison_${id}`;

/** Makes the pairs once, however many pages wait for them; a page that is withdrawn does not stop it for the others. */
async function made(instance: Instance, id: string, sides: Sides): Promise<void> {
  const begun = instance.made.get(madeName(id));
  if (begun !== undefined) return begun;
  const making = instance.connections
    .ask((connection) => pairUp(connection, sides, turnFilter, {}, 'memory.main'))
    .then(
      () => undefined,
      (error: unknown) => {
        instance.made.delete(madeName(id));
        throw error;
      },
    );
  instance.made.set(madeName(id), making);
  return making;
}
