import { z } from 'zod';
import { completenessStatement } from '../../../shared/domain/completeness.ts';

// The answers that scripts rely on, as docs promise them: more keys may come, these stay.

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const absolute = z.string().regex(/^\//);
const count = z.int().nonnegative();
const laneName = z.enum(['candidate', 'lead', 'finding']);

const place = z.strictObject({
  evidence: hash,
  name: z.string(),
  member: z.string().nullable(),
  ordinal: z.int().positive(),
  byte_offset: count.nullable(),
  byte_length: count.nullable(),
  sha256: hash,
});

export const importAnswer = z.strictObject({
  files: z.array(
    z.object({
      path: absolute,
      sha256: hash,
      bytes: count,
      format: z.string(),
      records: count,
      mapped: count,
      unmapped: count,
      quarantined: count,
      conversations: count,
      turns: count,
      messages: count,
      models: z.array(z.string()),
      duplicate_of: hash.optional(),
    }),
  ),
  refused: z.array(z.strictObject({ path: absolute, reason: z.string() })),
  skipped: z.array(z.strictObject({ path: absolute, reason: z.string() })),
});

export const searchAnswer = z.object({
  total: count,
  hits_total: count,
  hits: z.array(
    z.object({
      turn_id: z.int(),
      conversation: z.string(),
      side: z.enum(['input', 'output', 'context', 'tools']).nullable(),
      role: z.string().nullable(),
      char_start: count.nullable(),
      char_end: count.nullable(),
      text: z.string().nullable(),
      place,
    }),
  ),
});

export const sqlAnswer = z.strictObject({
  columns: z.array(z.string()),
  rows: z.array(z.record(z.string(), z.unknown())),
});

export const replayAnswer = z.object({
  conversation: z.string(),
  turns: z.array(
    z.object({
      turn_id: z.int(),
      model: z.string().nullable(),
      capture: z.enum(['wire', 'application', 'reconstructed']),
      input: z.array(z.looseObject({ role: z.string().nullable() })),
      context: z.array(z.looseObject({ rank: z.int().positive() })),
      output: z.array(z.looseObject({ role: z.string().nullable() })),
      findings: z.array(z.looseObject({ rule_id: z.string(), lane: z.string() })),
      causes: z.array(z.looseObject({ cause_id: z.string() })),
      feedback: z.array(z.looseObject({ value: z.string().nullable() })),
      place,
    }),
  ),
});

export const detectAnswer = z.object({
  turns: count,
  candidates: count,
  leads: count,
  findings: count,
  rules: z.array(
    z.object({
      rule_id: z.string(),
      severity: z.enum(['low', 'medium', 'high', 'critical']),
      lane: laneName,
      failure_type: z.enum([
        'harmful-output',
        'hallucination',
        'drift',
        'prompt-injection',
        'data-leak',
        'refusal',
        'tool-misuse',
        'degraded-output',
        'log-integrity',
      ]),
      could_fire: count,
      turns: count,
      findings: count,
    }),
  ),
});

const side = z.object({ filter: z.string(), turns: count });
export const compareAnswer = z.object({
  a: side,
  b: side,
  pairs: count,
  identical: count,
  changed: count,
  only_a: count,
  only_b: count,
  metrics: z.array(
    z.object({
      name: z.string(),
      n: count,
      a: z.number(),
      b: z.number(),
      difference: z.number(),
      low: z.number(),
      high: z.number(),
      p: z.number().min(0).max(1),
    }),
  ),
});

export const reportAnswer = z.object({
  report: z.string().regex(/^R-\d{4}$/),
  pdf: absolute,
  package: absolute,
  sha256: hash,
  signer: z.object({ name: z.string(), fingerprint: hash }).nullable(),
});

export const verifyAnswer = z.strictObject({
  path: absolute,
  ok: z.boolean(),
  trust: z
    .object({
      state: z.enum(['trusted', 'unknown', 'unsigned']),
      signer: z.string().nullable(),
      fingerprint: hash.nullable(),
    })
    .nullable(),
  checks: z.array(z.strictObject({ name: z.string(), ok: z.boolean(), detail: z.string() })).min(1),
});

export const infoAnswer = z.object({
  case: absolute,
  case_id: z.string(),
  title: z.string(),
  turns: count,
  conversations: count,
  evidence: z.array(z.object({ name: z.string(), sha256: hash, records: count, mapped: count })),
  models: z.array(z.object({ model: z.string().nullable(), turns: count })),
  first: z.iso.datetime().nullable(),
  last: z.iso.datetime().nullable(),
  completeness: z.array(z.object({ field: z.string(), turns: count, of: count })),
  completeness_statement: completenessStatement,
});
