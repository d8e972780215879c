import { diffChars } from 'diff';
import { FIELD_NOTES } from './field-notes.ts';

/**
 * The field that an unknown name most likely means: one whose name it begins, else the one that the fewest letters to
 * put in or take out make of it. Of equal ones, what an investigation asks for most. Undefined where none is near.
 */
export function nearestField(unknown: string): string | undefined {
  const written = unknown.toLowerCase();
  // Of a letter or two any field may be meant, or none.
  if (written.length < FEWEST) return undefined;
  const names = [...FIELD_NOTES.keys()];
  const begun = names.find((name) => name.startsWith(written));
  if (begun !== undefined) return begun;
  const [nearest] = names
    .map((name) => ({ name, edits: editsBetween(written, name) }))
    .filter(({ edits }) => edits <= mostEdits(written))
    .toSorted((a, b) => a.edits - b.edits);
  return nearest?.name;
}

const FEWEST = 3;

/** A wrong letter and two letters that changed places are two edits each. */
const mostEdits = ({ length }: string): number => (length < 4 ? 1 : length < 8 ? 2 : 4);

function editsBetween(written: string, name: string): number {
  const changes = diffChars(written, name, { maxEditLength: mostEdits(written) });
  if (changes === undefined) return Infinity;
  return changes.reduce(
    (sum, { added, removed, count }) => sum + (added || removed ? count : 0),
    0,
  );
}
