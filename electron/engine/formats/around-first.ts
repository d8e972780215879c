import type { JsonObject, Within } from './format.ts';

/**
 * What encloses the first record of a document, outermost first; nothing for the others and for a record that stands
 * alone: what a document says of all its records is kept once, with the first.
 */
export const aroundFirst = (within: Within | undefined): readonly JsonObject[] =>
  within?.at.every((place) => place === 0) === true ? within.around : [];
