import type { JsonObject } from '../../../../electron/engine/formats/format.ts';
import { mappedFormat } from '../../../../electron/engine/formats/mapping/mapped-format.ts';
import { suggest } from '../../../../electron/engine/formats/mapping/suggest.ts';
import { transcript, turnsOf } from '../map-fixture.ts';

/** What records say by the mapping that is suggested for them. */
export function readAsSuggested(records: readonly JsonObject[]) {
  const suggestion = suggest(records, { id: 'log', title: 'A log' });
  if (suggestion === null) throw new Error('nothing was suggested');
  const { mapping } = suggestion;
  const format = mappedFormat(mapping, 'm');
  const turns = records.flatMap((record) => turnsOf(format, record));
  return { mapping, turns, said: turns.map(transcript) };
}
