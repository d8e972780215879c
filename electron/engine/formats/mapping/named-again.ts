import type { MappedPassages } from '../../../../shared/domain/mapping.ts';
import { isList, nameOf } from '../json-values.ts';
import { opened, parsePath, valueAt, valuesAt, within, writePath } from './field-path.ts';
import type { Found } from './found.ts';
import type { SamplePaths } from './sample-paths.ts';

/** Passages, and where they were found. */
interface Passages {
  readonly mapped: MappedPassages;
  readonly found: Found;
}

/**
 * The lists without those that only name what another gave: citations name some of the same documents, and ids beside texts,
 * as many in each record, are of those texts. A document that is told twice was given once.
 */
export function withoutNamedAgain<One extends Passages>(
  all: readonly One[],
  paths: SamplePaths,
): One[] {
  if (all.length < 2) return [...all];
  const read = all.map((one) => ({ one, lists: namesByRecord(one, paths) }));
  const kept = read.filter(
    (one, index) =>
      holdsText(one.one.mapped) ||
      !read.some(
        (other, at) =>
          at !== index &&
          ((namesAll(one.lists, other.lists) &&
            (at < index || !namesAll(other.lists, one.lists) || holdsText(other.one.mapped))) ||
            (holdsText(other.one.mapped) && areAsMany(one.lists, other.lists))),
      ),
  );
  return kept.map(({ one }) => one);
}

const holdsText = ({ content, document_id, source }: MappedPassages): boolean =>
  content !== undefined || (document_id === undefined && source === undefined);

/** What each passage of a record is known by, or the text itself. */
function namesByRecord({ mapped, found: { at } }: Passages, { sample }: SamplePaths): string[][] {
  const list = parsePath(writePath(at.steps));
  const name = parsePath(mapped.document_id ?? mapped.source ?? '.');
  return sample.map((record) =>
    valuesAt(list, within(record), true)
      .map((value) => opened(value, true))
      .flatMap((value): readonly unknown[] => (isList(value) ? value : [value]))
      .map((one) => nameOf(valueAt(name, within(one), true)) ?? ''),
  );
}

type Names = readonly (readonly string[])[];

/** Fewer tell nothing. */
const FEWEST = 3;

const namesAll = (some: Names, all: Names): boolean =>
  some.flat().length >= FEWEST &&
  some.every((names, record) => {
    const known = new Set(all[record]);
    return names.every((name) => name !== '' && known.has(name));
  });

const areAsMany = (some: Names, others: Names): boolean =>
  some.filter((names) => names.length > 1).length >= FEWEST &&
  some.every((names, record) => names.length === (others[record]?.length ?? 0));
