import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Ground } from '../../../shared/domain/cause.ts';
import { integer, rows } from '../case/query.ts';
import { type AllActs, groundHandle, groundsNamed } from './grounds.ts';
import { faultOf } from './check-grounds.ts';
import { referenceHandle, citableReferences } from './reference-handles.ts';

const ACCEPTED = `
  SELECT finding_id FROM finding
  WHERE review = 'accept' AND contains(lower(rule_id), lower($words))
  ORDER BY finding_id`;

/**
 * What may be named as grounds: the thing whose handle is typed, else exhibits, accepted findings and references that have
 * the words in caption, rule or title. `fault` says in one sentence why a handle is none.
 */
export async function suggestGrounds(
  connection: DuckDBConnection,
  acts: AllActs,
  text: string,
  most: number,
): Promise<{ grounds: Ground[]; total: number; fault: string | null }> {
  const words = text.trim();
  const read = referenceHandle(words) ?? groundHandle(words);
  if (read !== null) {
    const [found] = await groundsNamed(connection, acts, [
      { handle: read.handle, place: undefined },
    ]);
    const fault = found === undefined ? null : faultOf(found, 'letter' in read ? read.letter : 'D');
    const grounds = found === undefined || fault !== null ? [] : [found];
    return { grounds, total: grounds.length, fault };
  }
  const captions = new Map<number, string>();
  for (const { act, stands } of acts) {
    if (!stands) continue;
    if (act.name === 'exhibit.pinned') captions.set(act.number, act.data.caption);
    if (act.name === 'exhibit.changed') captions.set(act.data.exhibit_no, act.data.caption);
  }
  const accepted = await rows(connection, ACCEPTED, { words }, z.object({ finding_id: integer }));
  const handles = [
    ...[...captions]
      .filter(([, caption]) => caption.toLowerCase().includes(words.toLowerCase()))
      .map(([number]) => `E-${number}`),
    ...accepted.map(({ finding_id }) => `F-${finding_id}`),
    ...(await citableReferences(connection))
      .filter(({ title }) => title.toLowerCase().includes(words.toLowerCase()))
      .map(({ reference_id }) => `D-${reference_id}`),
  ];
  const grounds = await groundsNamed(
    connection,
    acts,
    handles.slice(0, most).map((handle) => ({ handle, place: undefined })),
  );
  return { grounds, total: handles.length, fault: null };
}
