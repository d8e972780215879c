import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  actionEntered,
  causeTagged,
  eventEntered,
  reportFields,
} from '../../../shared/domain/analysis.ts';

/** A turn or an exhibit as the plan names it: by its `ref`. */
const ref = z.string();

/** What the examiner of the bundled sample does, as data: resources/sample/investigation.yaml. */
const investigation = z.object({
  case: z.object({ title: z.string() }),
  import: z.array(z.string()),
  references: z.array(
    z.object({
      file: z.string(),
      title: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
    }),
  ),
  compare: z.object({ a: z.string(), b: z.string() }),
  exhibits: z.array(
    z.object({
      ref,
      external_id: z.string(),
      side: z.enum(['input', 'output', 'context', 'tools']),
      quote: z.string(),
      caption: z.string(),
    }),
  ),
  causes: z.array(
    causeTagged
      .pick({ standing: true, confidence: true, rationale: true })
      .extend({ cause: z.string(), on: ref, for: z.array(ref), against: z.array(ref) }),
  ),
  events: z.array(eventEntered.extend({ grounds: z.array(ref).default([]) })),
  actions: z.array(actionEntered),
  notes: z.array(z.object({ on: ref, text: z.string() })),
  playbook: z.string(),
  report: reportFields,
});
export type Investigation = z.infer<typeof investigation>;

export function readInvestigation(path: string): Investigation {
  return investigation.parse(parse(readFileSync(path, 'utf8')));
}
