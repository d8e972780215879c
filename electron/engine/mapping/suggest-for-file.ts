import { basename } from 'node:path';
import type { Mapping } from '../../../shared/domain/mapping.ts';
import { Refusal } from '../base/errors.ts';
import { type Reason, suggest } from '../formats/mapping/suggest.ts';
import { writeMapping } from '../formats/mapping/write-mapping.ts';
import { requireFile } from '../import/intake.ts';
import { sampleRecords } from '../import/sample-records.ts';

/** So many records tell a shape. */
const SAMPLE = 200;

export interface FileSuggestion {
  /** Records that were looked at: the first of the file. */
  readonly looked_at: number;
  readonly mapping: Mapping;
  readonly reasons: readonly Reason[];
  readonly notes: readonly string[];
  /** The mapping as YAML, with the reasons as comments. */
  readonly yaml: string;
}

/** A mapping for a file. Refuses (`input-refused`) one in which nothing looks like a message. */
export async function suggestForFile(given: string): Promise<FileSuggestion> {
  const path = requireFile(given);
  const name = basename(path);
  const sample = await sampleRecords(path, name, SAMPLE);
  if (sample.length === 0)
    throw new Refusal('input-refused', `${name} holds no record that is an object or a row.`);
  const found = suggest(sample, { id: idOf(name), title: `Log ${name}`.slice(0, 200) });
  if (found === null)
    throw new Refusal(
      'input-refused',
      `Nothing in the first ${sample.length} records of ${name} looks like a message; write a mapping by hand, as docs/formats.md says.`,
    );
  const { mapping, reasons, notes } = found;
  return {
    looked_at: sample.length,
    mapping,
    reasons,
    notes,
    yaml: writeMapping(mapping, reasons),
  };
}

/** An id from a file's name: lower-case letters, digits and hyphens. */
function idOf(name: string): string {
  const id = name
    .replace(/\..*$/s, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return id === '' ? 'log' : id;
}
