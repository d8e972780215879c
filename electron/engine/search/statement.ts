import type { Compiled, TextSet } from './compile.ts';
import { rowsOnSides, SIDE_COLUMNS, SIDES } from './sides.ts';
import type { Texts } from './texts.ts';

/**
 * One statement that answers a search: counts of all, and the first rows in order, each a message part or context
 * document that holds what was looked for (or a turn that matches by its fields alone) with its text and place. Texts
 * are read once. It binds the filter's parameters and `limit`; counts stand beside every row, and alone in one row where
 * nothing matches.
 */
export function searchStatement({ condition, texts }: Compiled, read: Texts): string {
  const wanted = texts.filter((text) => text.wanted);
  const tables = [
    ...texts.flatMap((text) => textTables(text, read)),
    `matching AS MATERIALIZED (SELECT t.turn_id, t.record_id FROM turn t WHERE ${condition})`,
    occurring(wanted),
    FIELDS_ALONE,
    FIRST,
    foundText(wanted),
  ];
  return `WITH ${tables.join(', ')} ${ANSWER}`;
}

/**
 * Two tables per text that is looked for: the distinct texts that hold it, read once however often they are repeated;
 * and the message parts and context documents that hold those, with the number of occurrences.
 */
function textTables(
  { name, parameter, holds, query, wanted }: TextSet,
  { table }: Texts,
): string[] {
  const columns = wanted
    ? `content_id, text, len(regexp_extract_all(text, ${parameter})) AS held`
    : 'content_id, NULL AS text, 0 AS held';
  return [
    `${name}_content AS MATERIALIZED (SELECT ${columns} FROM ${table} WHERE ${holds})`,
    `${name} AS MATERIALIZED (
      SELECT ${SIDE_COLUMNS}, held FROM (${rowsOnSides(query.sides)}) JOIN ${name}_content USING (content_id)
    )`,
  ];
}

/** The rows of matching turns that hold a wanted text; several texts may stand in one row. */
function occurring(wanted: readonly TextSet[]): string {
  const selects = wanted.map(({ name }) => `SELECT ${SIDE_COLUMNS}, held FROM ${name}`);
  const rows = selects.length === 0 ? NO_OCCURRENCE : selects.join(' UNION ALL ');
  const [held, group] = selects.length > 1 ? ['sum(held) AS held', 'GROUP BY ALL'] : ['held', ''];
  return `occurring AS MATERIALIZED (
    SELECT ${SIDE_COLUMNS}, ${held} FROM (${rows}) SEMI JOIN matching USING (turn_id) ${group}
  )`;
}

const NO_OCCURRENCE = `
  SELECT
    NULL::BIGINT AS turn_id, NULL::VARCHAR AS side, NULL::INTEGER AS seq, NULL::INTEGER AS part,
    NULL::INTEGER AS choice, NULL::VARCHAR AS role, NULL::BIGINT AS content_id, NULL::BIGINT AS record_id,
    NULL::BIGINT AS held
  WHERE false`;

const FIELDS_ALONE = `
  fields_alone AS MATERIALIZED (SELECT turn_id, record_id FROM matching ANTI JOIN occurring USING (turn_id))`;

/** Every row gives at least one hit, so that as many rows as the limit are enough. */
const FIRST = `
  first AS MATERIALIZED (
    SELECT row_number() OVER () AS number, *
    FROM (
      SELECT *
      FROM (SELECT * FROM occurring UNION ALL BY NAME SELECT * FROM fields_alone)
      ORDER BY
        turn_id, list_position([${SIDES.map((side) => `'${side}'`).join(', ')}], side), seq, part, choice, record_id, content_id
      LIMIT $limit
    )
  )`;

function foundText(wanted: readonly TextSet[]): string {
  const selects = wanted.map(({ name }) => `SELECT content_id, text FROM ${name}_content`);
  const texts = selects.length === 0 ? NO_TEXT : selects.join(' UNION ALL ');
  return `found_text AS (
    SELECT content_id, any_value(text) AS text
    FROM (${texts})
    WHERE content_id IN (SELECT content_id FROM first)
    GROUP BY content_id
  )`;
}

const NO_TEXT = 'SELECT NULL::BIGINT AS content_id, NULL::VARCHAR AS text WHERE false';

/** Records come from the stored table: its view would spell out the hash of every one before the join. */
const ANSWER = `
  SELECT n.total, n.hits_total, f.* EXCLUDE (number)
  FROM (
    SELECT
      (SELECT count(*) FROM matching) AS total,
      (SELECT coalesce(sum(held), 0) FROM occurring) + (SELECT count(*) FROM fields_alone) AS hits_total
  ) n
  LEFT JOIN (
    SELECT
      f.number, f.turn_id, coalesce(c.external_id, 'C-' || c.conversation_id) AS conversation, f.side, f.seq, f.part,
      f.role, x.text AS content,
      {
        'evidence': e.sha256, 'name': e.name, 'member': r.member, 'ordinal': r.ordinal,
        'byte_offset': r.byte_offset, 'byte_length': r.byte_length, 'sha256': lower(hex(r.sha256))
      } AS place
    FROM first f
    JOIN turn t ON t.turn_id = f.turn_id
    JOIN conversation c ON c.conversation_id = t.conversation_id
    JOIN store.record r ON r.record_id = f.record_id
    JOIN evidence e ON e.evidence_id = r.evidence_id
    LEFT JOIN found_text x ON x.content_id = f.content_id
  ) f ON true
  ORDER BY f.number`;
