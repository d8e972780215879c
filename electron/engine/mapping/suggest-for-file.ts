import { basename } from 'node:path';
import type { FileSuggestion } from '../../../shared/domain/mapping-trial.ts';
import { Refusal } from '../base/errors.ts';
import { suggest } from '../formats/mapping/suggest.ts';
import { writeMapping } from '../formats/mapping/write-mapping.ts';
import { requireFile } from '../import/intake.ts';
import { sampleRecords } from '../import/sample-records.ts';
import { withFittingColumns } from './fitting-columns.ts';
import { mappingIdOf } from './mapping-id.ts';

/** So many records tell a shape. */
const SAMPLE = 200;

/**
 * A mapping for a file; `name` is what the file is known by. Refuses (`input-refused`) one in which nothing looks like a
 * message.
 */
export async function suggestForFile(
  given: string,
  name = basename(given),
): Promise<FileSuggestion> {
  const path = requireFile(given);
  const sample = await sampleRecords(path, name, SAMPLE);
  if (sample.length === 0)
    throw new Refusal('input-refused', `${name} holds no record that is an object or a row.`);
  const found = suggest(sample, { id: mappingIdOf(name), title: `Log ${name}`.slice(0, 200) });
  if (found === null)
    throw new Refusal(
      'input-refused',
      `Nothing in the first ${sample.length} records of ${name} looks like a message; write a mapping by hand, as docs/formats.md says.`,
    );
  const { mapping, reasons, notes } = withFittingColumns(found, sample);
  return {
    looked_at: sample.length,
    mapping,
    reasons,
    notes,
    yaml: writeMapping(mapping, reasons),
  };
}
