import type { MappingSample } from '../../../shared/domain/mapping-trial.ts';
import { requireFile } from '../import/intake.ts';
import { sampleRecords } from '../import/sample-records.ts';
import { mappingIdOf } from './mapping-id.ts';

/** So many records show a person what a log is like. */
const SHOWN = 20;
/** So much of one is shown. */
const MOST_CHARACTERS = 20_000;

/** The first records of a file for a person who maps it; `name` is what the file is known by. */
export async function sampleForScreen(given: string, name: string): Promise<MappingSample> {
  const records = await sampleRecords(requireFile(given), name, SHOWN);
  return {
    name,
    mapping_name: `${mappingIdOf(name)}.yaml`,
    records: records.map((record) => {
      const text = JSON.stringify(record, null, 2);
      return { text: beginningOf(text), characters: text.length };
    }),
  };
}

/** Not cut within a character. */
const beginningOf = (text: string): string =>
  text.length <= MOST_CHARACTERS
    ? text
    : text.slice(0, MOST_CHARACTERS).replace(/[\ud800-\udbff]$/, '');
