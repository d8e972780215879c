import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { taxonomyEntry, type TaxonomyEntry } from '../../../shared/domain/cause.ts';
import { resource } from '../base/entry-point.ts';
import { Refusal } from '../base/errors.ts';

/** The root-cause taxonomy is data: resources/taxonomy/causes.yaml. */
const taxonomyFile = z.looseObject({
  version: z.union([z.string(), z.number()]).transform(String),
  groups: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  entries: z.array(taxonomyEntry.loose()),
});

export interface TaxonomyGroup {
  readonly id: string;
  readonly name: string;
  readonly entries: TaxonomyEntry[];
}

export interface Taxonomy {
  readonly version: string;
  readonly groups: TaxonomyGroup[];
  /** Of all groups, in the order of the file. */
  readonly entries: readonly TaxonomyEntry[];
}

/** Entries belong to the group whose letter their id begins with; a letter without a group is one by itself. */
export function readTaxonomy(): Taxonomy {
  const { version, groups, entries } = taxonomyFile.parse(
    parse(readFileSync(resource('taxonomy', 'causes.yaml'), 'utf8')),
  );
  const names = new Map(groups.map(({ id, name }) => [id, name]));
  const letters = [...new Set([...names.keys(), ...entries.map(letterOf)])];
  return {
    version,
    groups: letters.map((letter) => ({
      id: letter,
      name: names.get(letter) ?? letter,
      entries: entries.filter((entry) => letterOf(entry) === letter),
    })),
    entries,
  };
}

const letterOf = ({ id }: TaxonomyEntry): string => /^[A-Za-z]+/.exec(id)?.[0] ?? id;

export function taxonomyEntryOf(taxonomy: Taxonomy, id: string): TaxonomyEntry {
  const entry = taxonomy.entries.find((candidate) => candidate.id === id.toUpperCase());
  if (entry !== undefined) return entry;
  throw new Refusal('bad-usage', `The taxonomy has no cause ${id}.`, { way: 'list-causes' });
}
