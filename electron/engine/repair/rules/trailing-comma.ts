import { editsWithin } from '../json-texts.ts';
import type { RepairRule } from '../rule.ts';
import { counted } from '../words.ts';

const COMMA = /(?<![[{:,][ \t\r\n]*),(?=[ \t\r\n]*[}\]])/g;

/** Commas after which an object or a list ends, as programs of hand-written JSON leave them. */
export const trailingComma: RepairRule = {
  name: 'trailing-comma',
  version: 1,
  mends: 'json',
  needsReadableNext: false,
  says: 'a comma after the last member of an object or list is dropped',
  find(text) {
    const edits = editsWithin(text, 'outside', COMMA, () => '');
    if (edits === null) return null;
    return {
      edits,
      said: `dropped ${counted(edits.length, 'comma')} after the last member of an object or list`,
    };
  },
};
