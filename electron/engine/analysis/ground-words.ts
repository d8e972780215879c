import type { Analysis } from './analysis.ts';
import { readTaxonomy } from './taxonomy.ts';

/** How to say what an entry of the taxonomy, an exhibit or a cause is called; null for what has no words of its own. */
export function groundWords({
  exhibits,
  causes,
}: Pick<Analysis, 'exhibits' | 'causes'>): (name: string) => string | null {
  const entries = new Map(readTaxonomy().entries.map(({ id, name }) => [id, name] as const));
  const words = new Map([
    ...entries,
    ...exhibits.map(({ number, caption }) => [`E-${number}`, caption] as const),
    ...causes.map(
      ({ number, cause_id }) => [`K-${number}`, entries.get(cause_id) ?? cause_id] as const,
    ),
  ]);
  return (name) => words.get(name) ?? null;
}
