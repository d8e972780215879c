import type { JsonObject, Within } from './format.ts';
import { isList, isObject } from './json-values.ts';

export interface DocumentRecord {
  readonly record: JsonObject;
  readonly within: Within;
}

/** One step of a path: into a named field, into every field, or into every element of a list. */
type Step = { readonly into: string } | 'fields' | 'elements';

/** A value on the way to records, and how it was reached. */
interface Place extends Pick<Within, 'around' | 'at'> {
  readonly value: unknown;
}

/**
 * The records of a document, by the paths of `Format.records`: path by path, each in the order of the document. Where a
 * path leads to something that is no object, there is no record. A step `*` is taken where every field of the object is
 * what the next step needs: named lists of spans are records, while the one list of a lone span is not.
 */
export function recordsWithin(document: JsonObject, paths: readonly string[]): DocumentRecord[] {
  return paths.flatMap((path) =>
    placesOf(document, stepsOf(path)).flatMap(({ value, around, at }) =>
      isObject(value) ? [{ record: value, within: { path, around, at } }] : [],
    ),
  );
}

/** `spans[*].events[*]` is: into spans, its elements, into events, its elements. */
const stepsOf = (path: string): Step[] =>
  path.split('.').flatMap((piece): Step[] => {
    const [name = '', ...lists] = piece.split('[*]');
    const into: Step = name === '*' ? 'fields' : { into: name };
    return [into, ...lists.map((): Step => 'elements')];
  });

function placesOf(document: JsonObject, steps: readonly Step[]): Place[] {
  let places: Place[] = [{ value: document, around: [], at: [] }];
  for (const [index, step] of steps.entries()) {
    const fits = steps[index + 1] === 'elements' ? isList : isObject;
    places = places.flatMap((place) => taken(step, place, fits));
  }
  return places;
}

function taken(
  step: Step,
  { value, around, at }: Place,
  fits: (value: unknown) => boolean,
): Place[] {
  if (step === 'elements') {
    if (!isList(value)) return [];
    return value.map((item, index) => ({ value: item, around, at: [...at, index] }));
  }
  if (!isObject(value)) return [];
  const within = [...around, value];
  if (step === 'fields') {
    const fields = Object.entries(value);
    if (!fields.every(([, field]) => fits(field))) return [];
    return fields.map(([name, field]) => ({ value: field, around: within, at: [...at, name] }));
  }
  // A field that the object inherits is none of the document.
  if (!Object.hasOwn(value, step.into)) return [];
  return [{ value: value[step.into], around: within, at }];
}
