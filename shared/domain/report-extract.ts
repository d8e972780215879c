import { z } from 'zod';
import { holding } from './completeness.ts';
import { place } from './place.ts';
import { replayRecord } from './replay.ts';

/**
 * Everything an issued root-cause report says, as data. The PDF is made from this alone, so that document and extract
 * cannot disagree. Times are ISO 8601 in UTC; texts from the evidence are plain strings; character positions count
 * Unicode code points from 0. An empty list is a statement ("none"), and the document says what it means.
 */

/** `E-1` exhibit, `R-12` record, `Q-3` query, `F-2` finding, `C-4` custody entry. */
const citationId = z.string().regex(/^[A-Z]{1,2}-\d+$/);
const citations = z.array(citationId);
const time = z.iso.datetime();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().nonnegative();

const citation = z.object({
  id: citationId,
  kind: z.enum(['record', 'query', 'exhibit', 'finding', 'custody']),
  label: z.string(),
  place: place.optional(),
  /** The exact command or SELECT that shows this again. */
  command: z.string().optional(),
});

const statement = z.object({ text: z.string(), citations });

/** Words of the evidence. `left_out_*` count the code points that stand before and after and are not printed. */
export const quotation = z.object({
  text: z.string(),
  highlights: z.array(z.object({ start: count, end: count })),
  left_out_before: count,
  left_out_after: count,
});

/** A number with where it comes from; `low` and `high` are its 95 % interval where it is an estimate. */
const figure = z.object({
  label: z.string(),
  value: z.union([z.number(), z.string()]),
  unit: z.string().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  citations,
});

const cover = z.object({
  id: z.string(),
  template: z.string(),
  title: z.string(),
  kind: z.enum(['initial', 'intermediate', 'final']),
  status: z.enum(['draft', 'issued']),
  supersedes: z.string().nullable(),
  classification: z.string(),
  /** A privilege or work-product marking, printed as it stands. */
  privilege: z.string().nullable(),
  distribution: z.array(z.string()),
  created_at: time,
  case_id: z.string(),
  case_title: z.string(),
  commissioned_by: z.string().nullable(),
  examiner: z.object({
    name: z.string(),
    role: z.string().nullable(),
    organisation: z.string().nullable(),
    qualifications: z.string().nullable(),
  }),
  /** `null` when the report is not to be signed. */
  signer: z.object({ name: z.string(), role: z.string(), fingerprint: hash }).nullable(),
  tool: z.object({ name: z.string(), version: z.string(), build: z.string() }),
});

const summary = z.object({ statements: z.array(statement), figures: z.array(figure) });

const scope = z.object({
  purpose: z.string().nullable(),
  authority: z.string().nullable(),
  period: z.object({ from: time, to: time }).nullable(),
  standards: z.array(z.string()),
  questions: z.array(z.object({ question: z.string(), answer: z.string().nullable(), citations })),
  excluded: z.array(statement),
});

const evidenceFile = z.object({
  name: z.string(),
  sha256: hash,
  bytes: count,
  format: z.string(),
  records: count,
  mapped: count,
  unmapped: count,
  quarantined: count,
  blank: count,
  first_at: time.nullable(),
  last_at: time.nullable(),
  zone: z.string().nullable(),
  clock_offset_ms: z.int(),
  merkle_root: hash,
  imported_at: time,
  intake: z.array(z.object({ label: z.string(), value: z.string() })),
  /** Of a file that the case holds no copy of: where it stays, and when it was last changed. */
  in_place: z.object({ path: z.string(), modified_at: time }).optional(),
  /** Of a file that a mapping reads instead of a known format: its name and the hash of its text. */
  mapping: z.object({ name: z.string(), sha256: hash }).optional(),
  /** Sentences about the file as a whole, such as that it is cut short. Reports of earlier versions do not have it. */
  notes: z.array(z.string()).optional(),
  citations,
});

/** How the rows of one side table of one file, under one kind of key, were joined to turns. */
const join = z.object({
  file: z.string(),
  table: z.string(),
  /** Null where the rows name no key or do not say of which kind it is. */
  key: z.string().nullable(),
  rows: count,
  matched: count,
  matched_by: z.array(z.object({ by: z.string(), rows: count })),
  ambiguous: count,
  unmatched: count,
  citations,
});

/** What a file, or all of them together, holds and lacks: the figures of `exhibit info --json`, and the same in words. */
const holdingStatement = z.object({
  /** Null: all files together. */
  file: z.string().nullable(),
  sha256: hash.nullable(),
  holding,
  words: z.array(z.object({ subject: z.string(), sentences: z.array(z.string()) })),
  citations,
});

/** A row of a side table, or a record of a call, that was not joined. */
const unmatchedRow = z.object({
  file: z.string(),
  member: z.string().nullable(),
  record: count,
  table: z.string(),
  /** What it is called and says, as far as it does. */
  row: z.string(),
  key: z.string().nullable(),
  reason: z.string(),
});

const evidence = z.object({
  files: z.array(evidenceFile),
  completeness: z.array(statement),
  /** The case first, then its files. Reports of earlier versions do not have it. */
  statements: z.array(holdingStatement).default([]),
  /** Reports of earlier versions do not have it. */
  joins: z.array(join).default([]),
  /** The first of the rows that were not joined, of all; the package lists every one. Reports of earlier versions do not have it. */
  unmatched: z
    .object({ total: count, listed: z.array(unmatchedRow) })
    .default({ total: 0, listed: [] }),
  custody: z.object({
    length: count,
    head: hash,
    entries: z.array(
      z.object({
        number: count,
        act: z.string(),
        at: time,
        actor: z.string(),
        subject: z.string(),
      }),
    ),
  }),
  references: z.array(
    z.object({
      title: z.string(),
      sha256: hash,
      in_force_from: z.string().nullable(),
      in_force_to: z.string().nullable(),
      citations,
    }),
  ),
});

const system = z.object({
  description: z.array(statement),
  versions: z.array(
    z.object({
      model: z.string(),
      requested_model: z.string().nullable(),
      system_fingerprint: z.string().nullable(),
      prompt_version: z.string().nullable(),
      index_version: z.string().nullable(),
      turns: count,
      first_seen: time.nullable(),
      last_seen: time.nullable(),
      parameters: z.array(z.object({ name: z.string(), value: z.string() })),
      citations,
    }),
  ),
  /** What a full account of the system needs and the evidence does not hold. */
  not_logged: z.array(statement),
});

const event = z.object({
  kind: z.string(),
  at: time,
  text: z.string(),
  /** How the time is known: record, change register, a person's statement. */
  basis: z.string(),
  citations,
});

const ruleResult = z.object({
  rule_id: z.string(),
  version: z.string(),
  severity: z.enum(['info', 'low', 'medium', 'high', 'critical']),
  lane: z.enum(['candidate', 'lead', 'finding']),
  failure_type: z.string(),
  method: z.string(),
  /** Turns that have what the rule needs; a rule that could not fire says nothing. */
  could_fire: count,
  turns: count,
  hits: count,
  accepted: count,
  dismissed: count,
  examples: z.array(z.object({ turn: z.string(), quotation, place, citations })),
  command: z.string(),
  citations,
});

/** A record on which the turn of an exhibit rests. Lists of sides and fields are those of a replayed turn. */
const restsOn = replayRecord
  .omit({ record_id: true })
  .extend({ pieces: count.default(0), citations });

/** Two records of the turn that say different things; values are null where the field is a side of its messages. */
const conflict = z.object({
  field: z.string(),
  kept: z.object({ value: z.string().nullable(), citations }),
  other: z.object({ value: z.string().nullable(), citations }),
});

const exhibit = z.object({
  id: z.string().regex(/^E-\d+$/),
  caption: z.string(),
  turn: z.string(),
  conversation: z.string(),
  at: time.nullable(),
  model: z.string().nullable(),
  requested_model: z.string().nullable(),
  capture: z.enum(['wire', 'application', 'reconstructed']),
  parameters: z.array(z.object({ name: z.string(), value: z.string() })),
  given: z.object({
    system: z.array(quotation),
    messages: z.array(
      z.object({ role: z.string(), name: z.string().nullable(), content: quotation }),
    ),
    documents: z.array(
      z.object({
        rank: z.int().nullable(),
        document_id: z.string().nullable(),
        source: z.string().nullable(),
        score: z.number().nullable(),
        /** The retrieval step that found it, `T-12`; null where a record of the turn holds it. */
        retrieved_by: z.string().nullable().default(null),
        content: quotation,
      }),
    ),
    tools: z.array(z.object({ name: z.string(), definition: quotation })),
  }),
  answer: z.array(quotation),
  /** References that it is held against: what said what was right, and where in it, in the examiner's words. */
  references: z
    .array(z.object({ title: z.string(), sha256: hash, passage: z.string().nullable(), citations }))
    .optional(),
  /** The one that names the turn first; reports of earlier versions have neither. */
  records: z.array(restsOn).default([]),
  /** Where every piece of a streamed answer stands, in order, if a log wrote it piece by piece. */
  pieces: z.array(place).optional(),
  conflicts: z.array(conflict).default([]),
  /** Of the record that holds what is quoted, else of the one that names the turn. */
  place,
  command: z.string(),
  citations,
});

/** A reference that is an exhibit by itself: what said what was right, and from when to when. */
const referenceExhibit = z.object({
  id: z.string().regex(/^E-\d+$/),
  caption: z.string(),
  title: z.string(),
  /** Where in it, in the examiner's words. */
  passage: z.string().nullable(),
  name: z.string(),
  sha256: hash,
  bytes: count,
  in_force_from: z.string().nullable(),
  in_force_to: z.string().nullable(),
  command: z.string(),
  citations,
});

const comparison = z.object({
  name: z.string(),
  a: z.object({ label: z.string(), filter: z.string(), turns: count }),
  b: z.object({ label: z.string(), filter: z.string(), turns: count }),
  announced_at: time,
  method: z.string(),
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
      low: z.number().nullable(),
      high: z.number().nullable(),
      p: z.number().nullable(),
    }),
  ),
  examples: z.array(z.object({ question: quotation, a: quotation, b: quotation, citations })),
  command: z.string(),
  citations,
});

const cause = z.object({
  cause_id: z.string(),
  name: z.string(),
  role: z.enum(['root', 'contributing', 'not-indicated']),
  confidence: z.enum(['low', 'medium', 'high']),
  rationale: z.string(),
  /** Whose opinion it is, and since when. */
  opinion_of: z.string().optional(),
  stated_at: time.optional(),
  evidence_for: z.array(statement),
  evidence_against: z.array(statement),
});

const impact = z.object({
  method: z.array(statement),
  figures: z.array(figure),
  harms: z.array(z.object({ kind: z.string(), severity: z.string(), text: z.string(), citations })),
});

const measured = z.object({ from: time, to: time, turns: count, value: z.number() });

const measure = z.object({
  kind: z.enum(['containment', 'rollback', 'correction']),
  at: time,
  actor: z.string(),
  text: z.string(),
  /** The measured effect, before against after; `null` when it was not measured. */
  effect: z
    .object({
      metric: z.string(),
      before: measured,
      after: measured,
      difference: z.number(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      p: z.number().nullable(),
    })
    .nullable(),
  worked: z.enum(['yes', 'no', 'not shown']),
  citations,
});

const action = z.object({
  id: z.string(),
  title: z.string(),
  owner: z.string().nullable(),
  due: z.iso.date().nullable(),
  status: z.enum(['open', 'in progress', 'done', 'verified', 'dropped']),
  /** How to see that it worked. */
  check: z.string().nullable(),
  citations,
});

const notification = z.object({
  addressee: z.string(),
  basis: z.string(),
  due_at: time.nullable(),
  sent_at: time.nullable(),
  reference: z.string().nullable(),
  note: z.string().nullable(),
  citations,
});

const limitations = z.object({
  statements: z.array(statement),
  gaps: z.array(z.object({ from: time, to: time, text: z.string(), citations })),
  /** Files that could not be read whole, and why. Reports of earlier versions do not have it. */
  not_read: z.array(statement).default([]),
  rule_errors: z.array(
    z.object({
      rule_id: z.string(),
      version: z.string(),
      precision: z.number().nullable(),
      recall: z.number().nullable(),
      n: count,
      basis: z.string(),
      citations,
    }),
  ),
});

const playbookChange = z.object({
  playbook: z.string(),
  from_version: z.string().nullable(),
  to_version: z.string(),
  change: z.string(),
  reason: z.string(),
  citations,
});

const method = z.object({
  id: z.string(),
  version: z.string(),
  name: z.string(),
  text: z.string(),
  parameters: z.array(z.object({ name: z.string(), value: z.string() })),
  sha256: hash.nullable(),
});

/** A fill-in form: `value` is what the case knows, `null` leaves a line for the declarant. */
const certificate = z.object({
  rule: z.enum(['902(13)', '902(14)']),
  fields: z.array(z.object({ label: z.string(), value: z.string().nullable() })),
});

const manifest = z.object({
  files: z.array(
    z.object({
      path: z.string(),
      sha256: hash,
      bytes: count,
      /** The path is that of the file itself, for the case holds no copy. */
      left_in_place: z.literal(true).optional(),
    }),
  ),
  checks: z.array(z.object({ purpose: z.string(), command: z.string() })),
});

export const reportExtract = z.object({
  format: z.literal('exhibit-report-extract'),
  version: z.literal(1),
  report: cover,
  summary,
  scope,
  evidence,
  system,
  events: z.array(event),
  findings: z.array(ruleResult),
  exhibits: z.array(exhibit),
  /** Reports of earlier versions do not have it. */
  reference_exhibits: z.array(referenceExhibit).default([]),
  comparisons: z.array(comparison),
  causes: z.array(cause),
  impact,
  measures: z.array(measure),
  actions: z.array(action),
  notifications: z.array(notification),
  limitations,
  playbook_changes: z.array(playbookChange),
  methods: z.array(method),
  certificates: z.array(certificate),
  manifest,
  /** Annex B: what every reference in the report leads to. */
  citations: z
    .array(citation)
    .refine(
      (list) => new Set(list.map((entry) => entry.id)).size === list.length,
      'an id stands twice',
    ),
});
export type ReportExtract = z.infer<typeof reportExtract>;
export type Quotation = z.infer<typeof quotation>;

/** Ids that the report refers to and its table of citations does not hold, sorted; a report with any is not issued. */
export function unresolvedCitations(extract: ReportExtract): string[] {
  const known = new Set(extract.citations.map((entry) => entry.id));
  const exhibits = [...extract.exhibits, ...extract.reference_exhibits];
  const used = new Set([...citedIn(extract), ...exhibits.map((entry) => entry.id)]);
  return [...used].filter((id) => !known.has(id)).sort();
}

/** Every id in any `citations` list below `value`. The table itself holds objects, so it adds none. */
function citedIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(citedIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    key === 'citations' && Array.isArray(inner)
      ? inner.filter((id) => typeof id === 'string')
      : citedIn(inner),
  );
}
