import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { CitedReference } from '../../../shared/domain/analysis.ts';
import { Refusal } from '../base/errors.ts';
import { integer, rows } from '../case/query.ts';

/** `D-1`, `d1 section 4.2`: a reference, and where in it, in the examiner's words. */
const HANDLE = /^d-?(\d{1,9})(?:\s+(\S.*))?$/is;

const LONGEST_PASSAGE = 500;

export interface ReferenceHandle {
  readonly reference_id: number;
  readonly passage: string | null;
  /** As it is kept: `D-1 section 4.2`. */
  readonly handle: string;
}

/** Null where a text names no reference. */
export function referenceHandle(text: string): ReferenceHandle | null {
  const found = HANDLE.exec(text.trim());
  if (found === null) return null;
  const reference_id = Number(found[1]);
  const passage = found[2]?.trim().slice(0, LONGEST_PASSAGE) ?? null;
  return {
    reference_id,
    passage,
    handle: passage === null ? `D-${reference_id}` : `D-${reference_id} ${passage}`,
  };
}

const REFERENCES = `
  SELECT reference_id, sha256, title
  FROM reference
  ORDER BY reference_id`;
const referenceRow = z.object({ reference_id: integer, sha256: z.string(), title: z.string() });
export type CitableReference = z.infer<typeof referenceRow>;

/** All references of the case: there are few. */
export const citableReferences = (connection: DuckDBConnection): Promise<CitableReference[]> =>
  rows(connection, REFERENCES, {}, referenceRow);

/** What an act says of the references that are named: file and passage, never a number of a table. */
export async function citedReferences(
  connection: DuckDBConnection,
  named: readonly string[],
): Promise<CitedReference[]> {
  if (named.length === 0) return [];
  const references = await citableReferences(connection);
  return named.map((text) => {
    const read = referenceHandle(text);
    const reference = references.find(({ reference_id }) => reference_id === read?.reference_id);
    if (read === null)
      throw new Refusal(
        'bad-usage',
        `${text.trim() === '' ? 'An empty text' : text} names no reference: write its handle and where in it, such as D-1 section 4.2.`,
      );
    if (reference === undefined)
      throw new Refusal('not-found', `No reference D-${read.reference_id} is in the case.`);
    const { sha256, title } = reference;
    return { evidence: sha256, title, passage: read.passage };
  });
}
