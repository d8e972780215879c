import { z } from 'zod';
import { joinedWords } from '../../../../shared/domain/conversation-joins.ts';
import type { ReportExtract } from '../../../../shared/domain/report-extract.ts';
import { integer, rows, time, wideInteger } from '../../case/query.ts';
import type { Material } from '../material.ts';
import { milliseconds } from './evidence.ts';

type System = ReportExtract['system'];

const VERSIONS = `
  SELECT coalesce(model, requested_model, '(not logged)') AS model, requested_model, system_fingerprint, prompt_version, index_version,
    count(*) AS turns, epoch_us(min(started_at)) AS first_seen, epoch_us(max(started_at)) AS last_seen,
    min(temperature) AS temperature_from, max(temperature) AS temperature_to, max(max_tokens) AS max_tokens
  FROM turn
  WHERE kind = 'model'
  GROUP BY ALL
  ORDER BY first_seen NULLS LAST, model, requested_model, system_fingerprint, prompt_version, index_version`;

const versionRow = z.object({
  model: z.string(),
  requested_model: z.string().nullable(),
  system_fingerprint: z.string().nullable(),
  prompt_version: z.string().nullable(),
  index_version: z.string().nullable(),
  turns: integer,
  first_seen: time.nullable(),
  last_seen: time.nullable(),
  temperature_from: z.number().nullable(),
  temperature_to: z.number().nullable(),
  max_tokens: wideInteger.nullable(),
});

const FIELD_NAMES: Readonly<Record<string, string>> = {
  input: 'what the model was given',
  instructions: 'system instructions',
  context: 'retrieved passages',
  output: 'the answer',
  feedback: 'feedback',
  started_at: 'a time',
  user_id: 'the user',
  model: 'the model that answered',
  requested_model: 'the model that was asked for',
  system_fingerprint: 'the serving fingerprint',
  prompt_version: 'the prompt version',
  index_version: 'the index version',
  temperature: 'the sampling temperature',
  latency_ms: 'the latency',
  finish_reason: 'why the answer ended',
  confidence: 'token log-probabilities',
  prompt_tokens: 'tokens given',
  completion_tokens: 'tokens answered',
};

export async function systemSection({ connection, info, cite }: Material): Promise<System> {
  const versions = await rows(connection, VERSIONS, {}, versionRow);
  const counted = cite.sql('versions that answered', VERSIONS);
  return {
    description:
      info.turns === 0
        ? []
        : [
            {
              text: `The evidence holds ${info.turns} answered model calls and ${info.spans} other steps in ${info.conversations} conversations, from ${info.first ?? 'no time'} to ${info.last ?? 'no time'}.`,
              citations: [cite.command('counts of the case', 'exhibit info CASE')],
            },
            {
              text: `Conversations are joined: ${joinedWords(info.conversations_joined)}.`,
              citations: [cite.command('counts of the case', 'exhibit info CASE')],
            },
          ],
    versions: versions.map((version) => ({
      model: version.model,
      requested_model: version.requested_model,
      system_fingerprint: version.system_fingerprint,
      prompt_version: version.prompt_version,
      index_version: version.index_version,
      turns: version.turns,
      first_seen: milliseconds(version.first_seen),
      last_seen: milliseconds(version.last_seen),
      parameters: parametersOf(version),
      citations: [counted],
    })),
    not_logged: info.completeness
      .filter(({ turns, of }) => turns < of)
      .map(({ field, turns, of }) => ({
        text:
          turns === 0
            ? `No turn says ${FIELD_NAMES[field] ?? field}.`
            : `${of - turns} of ${of} turns do not say ${FIELD_NAMES[field] ?? field}.`,
        citations: [cite.command('completeness of the log', 'exhibit info CASE')],
      })),
  };
}

function parametersOf({
  temperature_from: from,
  temperature_to: to,
  max_tokens,
}: z.infer<typeof versionRow>) {
  return [
    ...(from === null
      ? []
      : [{ name: 'temperature', value: from === to ? String(from) : `${from} to ${String(to)}` }]),
    ...(max_tokens === null ? [] : [{ name: 'max_tokens', value: String(max_tokens) }]),
  ];
}
