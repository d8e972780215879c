import { readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { rows } from '../../../electron/engine/case/query.ts';
import type { DerivedFile } from '../../../electron/engine/import/derive.ts';
import { replay } from '../../../electron/engine/replay/replay.ts';
import { transcript } from '../../../electron/engine/replay/transcript.ts';
import { type TrialCase, withCase } from '../import/derived.ts';

/**
 * Every format, as an import of our own fixture gives it: how many records, conversations, turns and messages, which models,
 * what was left aside and why, which facts stand beside, and one conversation in full.
 */

const FIXTURES = join(import.meta.dirname, '../../fixtures/logs');
const GOLDEN = join(import.meta.dirname, '../../golden/formats');

const EVIDENCE = `
  INSERT INTO store.evidence BY NAME
  SELECT
    1 AS evidence_id, $sha256 AS sha256, $name AS name, $bytes AS bytes, $format AS format, $container AS container,
    $records AS records, $mapped AS mapped, $unmapped AS unmapped, $quarantined AS quarantined, $blank AS blank,
    $conversations AS conversations, $turns AS turns, $messages AS messages, '[]' AS models, '[]' AS notes,
    '[]' AS record_paths, '[]' AS headers, 'UTC' AS zone, 0 AS clock_offset_ms, '' AS merkle_root, 1 AS import_no,
    TIMESTAMPTZ '2026-01-01 00:00:00Z' AS imported_at`;

const ASIDE = `
  SELECT status || ': ' || error AS said FROM store.record WHERE error IS NOT NULL ORDER BY record_id`;

const FACTS = ['feedback', 'verdict', 'label', 'change', 'person']
  .map(
    (table) => `
  SELECT
    '${table}: ' || concat_ws(', ', external_id, what, value, raw_time, who, comment, key_kind, key) AS said, record_id
  FROM store.${table}`,
  )
  .join('\n  UNION ALL');

/** The one with most answers. */
const CONVERSATION = `
  SELECT coalesce(c.external_id, 'C-' || turn.conversation_id) AS said
  FROM store.turn
  JOIN store.conversation AS c USING (conversation_id)
  GROUP BY turn.conversation_id, c.external_id
  ORDER BY count(*) FILTER (kind = 'model') DESC, count(*) DESC, turn.conversation_id
  LIMIT 1`;

async function said(trial: TrialCase, sql: string): Promise<string[]> {
  const found = await rows(trial.connection, sql, {}, z.object({ said: z.string() }));
  return found.map((row) => row.said);
}

async function asImported(trial: TrialCase, name: string): Promise<string> {
  const bytes = readFileSync(join(FIXTURES, name));
  const derived = await trial.derive(bytes, { evidence: { evidence_id: 1, name } });
  await trial.see();
  await trial.connection.run(EVIDENCE, registered(name, derived));
  const { format, records, mapped, unmapped, quarantined } = derived;
  const { conversations, turns, messages, models } = derived;
  const [conversation] = await said(trial, CONVERSATION);
  return [
    `${format}: ${records} records (${mapped} mapped, ${unmapped} unmapped, ${quarantined} quarantined)`,
    `${conversations} conversations, ${turns} turns, ${messages} messages`,
    `models: ${models.join(', ')}`,
    ...(await said(trial, ASIDE)),
    ...(await said(trial, `SELECT said FROM (${FACTS}) ORDER BY record_id, said`)),
    '',
    ...(conversation === undefined
      ? []
      : [transcript(await replay(trial.connection, conversation))]),
  ].join('\n');
}

const registered = (name: string, derived: DerivedFile) => ({
  ...{ name, sha256: derived.sha256, format: derived.format, container: derived.container },
  ...{ bytes: derived.bytes, records: derived.records, mapped: derived.mapped },
  ...{ unmapped: derived.unmapped, quarantined: derived.quarantined, blank: derived.blank },
  ...{ conversations: derived.conversations, turns: derived.turns, messages: derived.messages },
});

test.each(readdirSync(FIXTURES).toSorted())('%s', async (name) => {
  await withCase(async (trial) => {
    const told = await asImported(trial, name);
    await expect(told).toMatchFileSnapshot(join(GOLDEN, `${parse(name).name}.txt`));
  });
});
