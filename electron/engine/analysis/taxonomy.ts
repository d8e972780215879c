import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { resource } from '../base/entry-point.ts';
import { Refusal } from '../base/errors.ts';

/** The root-cause taxonomy is data: resources/taxonomy/causes.yaml. */
const taxonomyEntry = z.looseObject({
  id: z.string(),
  name: z.string(),
  definition: z.string(),
  evidence_in_logs: z.string(),
});
export type TaxonomyEntry = z.infer<typeof taxonomyEntry>;

const taxonomyFile = z.looseObject({
  version: z.union([z.string(), z.number()]).transform(String),
  groups: z.array(
    z.looseObject({ id: z.string(), name: z.string(), entries: z.array(taxonomyEntry).optional() }),
  ),
  entries: z.array(taxonomyEntry).optional(),
});

export interface Taxonomy {
  readonly version: string;
  readonly entries: readonly TaxonomyEntry[];
}

export function readTaxonomy(): Taxonomy {
  const file = taxonomyFile.parse(parse(readFileSync(resource('taxonomy', 'causes.yaml'), 'utf8')));
  return {
    version: file.version,
    entries: file.entries ?? file.groups.flatMap(({ entries }) => entries ?? []),
  };
}

export function taxonomyEntryOf(taxonomy: Taxonomy, id: string): TaxonomyEntry {
  const entry = taxonomy.entries.find((candidate) => candidate.id === id.toUpperCase());
  if (entry !== undefined) return entry;
  throw new Refusal(
    'bad-usage',
    `The taxonomy has no cause ${id}; exhibit cause CASE taxonomy lists them.`,
  );
}
