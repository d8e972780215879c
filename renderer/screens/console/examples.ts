/** Questions to begin with. */
export const examples: readonly { readonly words: string; readonly sql: string }[] = [
  {
    words: 'Turns and findings by day',
    sql: `SELECT date_trunc('day', t.started_at) AS day,
       count(*) AS turns,
       count(f.turn_id) AS with_finding
FROM turn t
LEFT JOIN (SELECT DISTINCT turn_id FROM finding WHERE lane = 'finding') f USING (turn_id)
WHERE t.kind = 'model'
GROUP BY 1
ORDER BY 1`,
  },
  {
    words: 'Slowest answers',
    sql: `SELECT turn_id, conversation_id, model, latency_ms, completion_tokens
FROM turn
WHERE kind = 'model' AND latency_ms IS NOT NULL
ORDER BY latency_ms DESC
LIMIT 100`,
  },
  {
    words: 'What models answered',
    sql: `SELECT model, count(*) AS turns, min(started_at) AS first, max(started_at) AS last,
       round(avg(completion_tokens), 1) AS mean_tokens
FROM turn
WHERE kind = 'model'
GROUP BY model
ORDER BY turns DESC`,
  },
  {
    words: 'Findings with the answer they stand in',
    sql: `SELECT f.finding_id, f.turn_id, f.rule_id, f.severity, f.lane, f.explanation, c.text AS answer
FROM finding f
LEFT JOIN message m ON m.turn_id = f.turn_id AND m.side = 'output' AND m.seq = f.seq AND m.part = f.part
LEFT JOIN content c USING (content_id)
WHERE f.side = 'output'
ORDER BY f.finding_id`,
  },
  {
    words: 'Records that were kept aside',
    sql: `SELECT r.record_id, e.name AS file, r.ordinal, r.line, r.status, r.error
FROM record r
JOIN evidence e USING (evidence_id)
WHERE r.status IN ('unmapped', 'quarantined')
ORDER BY r.record_id`,
  },
];
