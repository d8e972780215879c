import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Ground } from '../../../../shared/domain/cause.ts';
import type { Place } from '../../../../shared/domain/place.ts';
import type { ReportExtract } from '../../../../shared/domain/report-extract.ts';
import { referenceWords } from '../../../../shared/text/reference-words.ts';
import { readAllActs } from '../../analysis/activity-log.ts';
import { listCauses } from '../../analysis/list-causes.ts';
import { integer, rows } from '../../case/query.ts';
import type { CitationTable } from '../citation-table.ts';
import type { Material } from '../material.ts';
import { milliseconds, referenceCitations } from './evidence.ts';

type Statement = ReportExtract['causes'][number]['evidence_for'][number];

/** The examiner's opinion on causes, each ground with what it cites. */
export async function causesSection({
  open,
  connection,
  cite,
}: Material): Promise<ReportExtract['causes']> {
  const { analysis, layout } = open;
  const causes = await listCauses(connection, readAllActs(layout), analysis.causes);
  const places = await placesOf(
    connection,
    causes.flatMap(({ grounds_for, grounds_against }) =>
      [...grounds_for, ...grounds_against].flatMap(({ record_id }) => record_id ?? []),
    ),
  );
  const stated = (ground: Ground): Statement =>
    ground.kind === 'reference'
      ? referenceStatement(ground, open, cite)
      : statementOf(
          ground,
          ground.record_id === null ? undefined : places.get(ground.record_id),
          cite,
        );
  return causes.map((cause) => {
    const { cause_id, name, standing, confidence, rationale, who, at } = cause;
    const stated_at = milliseconds(at);
    return {
      cause_id,
      name: name ?? cause_id,
      role: standing,
      confidence,
      rationale,
      opinion_of: who,
      ...(stated_at === null ? {} : { stated_at }),
      evidence_for: cause.grounds_for.map(stated),
      evidence_against: cause.grounds_against.map(stated),
    };
  });
}

/** A reference is kept unparsed: where in it is said in the examiner's words, and the custody log says what it is. */
function referenceStatement(
  { words, quotation, reference, gone }: Ground,
  open: Material['open'],
  cite: CitationTable,
): Statement {
  const said = referenceWords({ title: words, passage: quotation });
  return {
    text: gone === null ? `${said} (reference)` : `${said} (reference). ${gone}`,
    citations: reference === undefined ? [] : referenceCitations(open, cite, reference),
  };
}

/** What stands no longer is said and cites nothing; an exhibit has its own section, the others their record. */
function statementOf(ground: Ground, place: Place | undefined, cite: CitationTable): Statement {
  const { handle, kind, words, quotation, lane, gone, finding_id } = ground;
  const said =
    kind === 'exhibit'
      ? words
      : kind === 'unknown'
        ? handle
        : [finding_id === null ? handle : `F-${finding_id}`, lane, words]
            .filter((part) => part !== null && part !== '')
            .join(', ');
  const quoted = kind === 'finding' && quotation !== null && quotation !== '';
  const text = quoted ? `${said}: “${quotation}”` : said;
  // A reference that is an exhibit by itself has no record.
  if (kind === 'exhibit' && gone === null) return { text, citations: [handle] };
  if (gone !== null || place === undefined)
    return {
      text: [text, gone].filter((part) => part !== null && part !== '').join('. '),
      citations: [],
    };
  if (finding_id !== null)
    return { text, citations: [cite.finding(finding_id, `${lane ?? 'hit'} of ${words}`, place)] };
  return { text, citations: [cite.record(place)] };
}

const PLACES = `
  SELECT r.record_id, e.sha256 AS evidence, e.name, r.member, r.ordinal, r.byte_offset, r.byte_length, r.sha256
  FROM record r
  JOIN evidence e USING (evidence_id)
  WHERE r.record_id IN (SELECT unnest(from_json($records, '["BIGINT"]')))`;

const placeRow = z.object({
  record_id: integer,
  evidence: z.string(),
  name: z.string(),
  member: z.string().nullable(),
  ordinal: integer,
  byte_offset: integer.nullable(),
  byte_length: integer.nullable(),
  sha256: z.string(),
});

async function placesOf(
  connection: DuckDBConnection,
  records: readonly number[],
): Promise<ReadonlyMap<number, Place>> {
  if (records.length === 0) return new Map();
  const asked = { records: JSON.stringify(records) };
  const found = await rows(connection, PLACES, asked, placeRow);
  return new Map(found.map(({ record_id, ...place }) => [record_id, place]));
}
