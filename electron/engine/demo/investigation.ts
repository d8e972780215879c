import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  actionCategory,
  confidence,
  eventKind,
  reportFields,
  standing,
} from '../../../shared/domain/analysis.ts';

/** What the examiner of the bundled sample does, as data: resources/sample/investigation.yaml. */
const date = z
  .union([z.string(), z.date()])
  .nullable()
  .transform((value) => (value instanceof Date ? value.toISOString() : value));
const moment = z.union([z.string(), z.date()]).transform((value) => new Date(value).toISOString());
const day = moment.transform((iso) => iso.slice(0, 10));

const investigation = z.object({
  case: z.object({ title: z.string(), examiner: z.string() }),
  import: z.array(z.string()),
  references: z.array(z.object({ file: z.string(), title: z.string(), from: date, to: date })),
  compare: z.object({ a: z.string(), b: z.string() }),
  exhibits: z.array(
    z.object({
      ref: z.string(),
      external_id: z.string(),
      side: z.enum(['input', 'output', 'context', 'tools']),
      quote: z.string(),
      caption: z.string(),
    }),
  ),
  causes: z.array(
    z.object({
      cause: z.string(),
      standing,
      confidence,
      on: z.string().optional(),
      for: z.array(z.string()),
      against: z.array(z.string()),
      rationale: z.string(),
    }),
  ),
  events: z.array(
    z.object({
      kind: eventKind,
      at: moment,
      text: z.string(),
      basis: z.string(),
      grounds: z.array(z.string()).default([]),
    }),
  ),
  actions: z.array(
    z.object({
      title: z.string(),
      owner: z.string(),
      due: day,
      verification: z.string(),
      causes: z.array(z.string()).default([]),
      category: actionCategory,
      status: z
        .string()
        .transform((status) => status.replaceAll(' ', '-'))
        .pipe(z.enum(['open', 'in-progress', 'done', 'verified', 'dropped'])),
    }),
  ),
  notes: z.array(z.object({ on: z.string().optional(), text: z.string() })),
  playbook: z.string().optional(),
  report: reportFields.extend({
    notifications: z
      .array(
        z.union([
          z.object({ to: z.string(), at: moment.nullable(), text: z.string() }),
          z.string().transform((t) => ({
            to: t.split(':')[0] ?? '',
            at: null,
            text: t.split(':').slice(1).join(':').trim(),
          })),
        ]),
      )
      .optional(),
  }),
});
export type Investigation = z.infer<typeof investigation>;

export function readInvestigation(path: string): Investigation {
  return investigation.parse(parse(readFileSync(path, 'utf8')));
}
