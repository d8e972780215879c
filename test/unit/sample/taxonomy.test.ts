import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const names = z.array(z.string());
const taxonomySchema = z.strictObject({
  version: z.literal(1),
  groups: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  entries: z.array(
    z.strictObject({
      id: z.string().regex(/^[A-Z]\d$/),
      name: z.string().min(3),
      definition: z.string().regex(/^[A-Z][^.]+\.$/, 'one sentence'),
      evidence_in_logs: z.string().regex(/^[A-Z].+\.$/),
      owasp: names,
      atlas: names,
      nist: names,
      failure_types: z
        .array(
          z.enum([
            ...([
              'harmful-output',
              'hallucination',
              'drift',
              'prompt-injection',
              'data-leak',
            ] as const),
            ...(['refusal', 'tool-misuse', 'degraded-output', 'log-integrity'] as const),
          ]),
        )
        .min(1),
      optional: z.literal(true).optional(),
      folds_into: z.string().optional(),
    }),
  ),
  frameworks: z.strictObject({
    owasp: z.strictObject({ title: z.string(), names: z.record(z.string(), z.string()) }),
    atlas: z.strictObject({ title: z.string(), names: z.record(z.string(), z.string()) }),
    nist: z.strictObject({ title: z.string(), names }),
  }),
});

const path = join(import.meta.dirname, '../../../resources/taxonomy/causes.yaml');
const { groups, entries, frameworks } = taxonomySchema.parse(parse(readFileSync(path, 'utf8')));
const ids = entries.map(({ id }) => id);

describe('the root-cause taxonomy', () => {
  it('has 35 core entries and 7 optional ones in 10 groups', () => {
    expect(groups).toHaveLength(10);
    expect(entries.filter(({ optional }) => optional === undefined)).toHaveLength(35);
    expect(entries.filter(({ optional }) => optional === true)).toHaveLength(7);
    expect(new Set(ids).size).toBe(42);
    expect([...new Set(ids.map((id) => id.slice(0, 1)))]).toEqual(groups.map(({ id }) => id));
  });

  it('folds each optional entry, and no other, into a core entry', () => {
    const core = new Set(entries.flatMap(({ id, optional }) => (optional ? [] : [id])));
    for (const { id, optional, folds_into } of entries) {
      expect(folds_into !== undefined && core.has(folds_into), id).toBe(optional === true);
    }
  });

  it('names every id of another catalogue that it refers to', () => {
    const owasp = Object.keys(frameworks.owasp.names);
    expect(owasp).toHaveLength(10);
    expect(frameworks.nist.names).toHaveLength(12);
    for (const entry of entries) {
      expect(owasp).toEqual(expect.arrayContaining(entry.owasp));
      expect(Object.keys(frameworks.atlas.names)).toEqual(expect.arrayContaining(entry.atlas));
      expect(frameworks.nist.names).toEqual(expect.arrayContaining(entry.nist));
    }
  });
});
