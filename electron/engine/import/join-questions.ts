import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * Questions that a file keeps apart from the answers, of as many models as answered them: the text of a question, and the
 * passages that it is to be answered from, stand also with each answer under its id, with the record that gives them. Where two files ask something else under one id, no
 * answer gets either.
 */
export async function joinQuestions(connection: DuckDBConnection): Promise<void> {
  for (const sql of [MATCH, ...SAY_OUTCOME, ...FORGET, ...LAY_ON]) await connection.run(sql);
  await connection.run('DROP TABLE temp.question_match');
}

const QUESTIONS = `SELECT turn_id, record_id FROM store.call_record WHERE tells = 'question'`;

const MATCH = `
  CREATE OR REPLACE TEMP TABLE question_match AS
  WITH question AS (
    SELECT batch, call_id, count(DISTINCT input_digest) AS texts, min(turn_id) AS question_id
    FROM store.call_record
    WHERE tells = 'question'
    GROUP BY batch, call_id
  )
  SELECT answer.turn_id, batch, call_id, question_id, texts
  FROM store.call_record AS answer
  JOIN question USING (batch, call_id)
  WHERE answer.tells = 'answer'`;

const OUTCOME = `
  CASE WHEN m.texts = 1 THEN 'id' END AS joined_by, CASE WHEN m.texts > 1 THEN 'ambiguous' END AS unmatched`;

const SAY_OUTCOME = [
  `UPDATE store.call_record AS c SET joined_by = m.joined_by, unmatched = m.unmatched
   FROM (SELECT turn_id, ${OUTCOME} FROM temp.question_match AS m) AS m
   WHERE c.turn_id = m.turn_id`,
  `UPDATE store.call_record AS c SET
     joined_by = m.joined_by, unmatched = CASE WHEN m.joined_by IS NULL THEN coalesce(m.unmatched, 'no answer') END
   FROM (
     SELECT question.turn_id, m.joined_by, m.unmatched
     FROM store.call_record AS question
     LEFT JOIN (SELECT DISTINCT batch, call_id, ${OUTCOME} FROM temp.question_match AS m) AS m USING (batch, call_id)
     WHERE question.tells = 'question'
   ) AS m
   WHERE c.turn_id = m.turn_id`,
];

/** Hits on a question that no longer stands with the answer are found again where it stands. */
const FORGET = [
  ...['message', 'context_document', 'turn_record'].map(
    (table) => `
   DELETE FROM store.${table}
   WHERE
     record_id IN (SELECT record_id FROM (${QUESTIONS}))
     AND turn_id NOT IN (SELECT turn_id FROM (${QUESTIONS}))`,
  ),
  `DELETE FROM store.finding
   WHERE side IN ('input', 'context') AND turn_id IN (SELECT turn_id FROM temp.question_match WHERE texts > 1)`,
];

const LAY_ON = [
  `INSERT INTO store.message BY NAME
   SELECT m.turn_id, asked.* EXCLUDE (turn_id)
   FROM temp.question_match AS m
   JOIN store.message AS asked ON asked.turn_id = m.question_id AND asked.side = 'input'
   WHERE m.texts = 1
   ORDER BY ALL`,
  `INSERT INTO store.context_document BY NAME
   SELECT m.turn_id, passage.* EXCLUDE (turn_id)
   FROM temp.question_match AS m
   JOIN store.context_document AS passage ON passage.turn_id = m.question_id
   WHERE m.texts = 1
   ORDER BY ALL`,
  `INSERT INTO store.turn_record BY NAME
   SELECT m.turn_id, question.record_id, question.turn_index, 'input' AS gives
   FROM temp.question_match AS m
   JOIN store.turn AS question ON question.turn_id = m.question_id
   WHERE m.texts = 1
   ORDER BY ALL`,
];
