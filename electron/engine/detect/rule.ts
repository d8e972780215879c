import { z } from 'zod';
import { encoding } from './encoded.ts';
import { failureType, lane, severity, side } from '../../../shared/domain/finding.ts';

/**
 * The rule language: one YAML file per rule, docs/rules.md explains it. A rule is data: it compiles to SQL of ours and
 * to RE2 patterns, never to code.
 */
const words = z.string().min(1);

/** What a match must satisfy beyond its shape. */
export const CHECKS = ['entropy', 'luhn', 'iban', 'jwt', 'phone', 'link'] as const;

/** How a match is compared with what the model had been given. */
export const comparison = z.enum(['exact', 'lower', 'digits', 'link']);
export type Comparison = z.infer<typeof comparison>;

const patternEntry = z.union([
  words.transform((regex) => ({ regex })),
  z.strictObject({
    regex: words,
    /** What it is, for the explanation: "AWS access key". */
    name: words.optional(),
    check: z.enum(CHECKS).optional(),
    compare: comparison.optional(),
    ignore_case: z.boolean().optional(),
  }),
]);

const giver = z.enum(['system', 'user', 'context', 'tool_results', 'tools']);

const pattern = z.strictObject({
  any: z.array(patternEntry).min(1),
  /** A match that overlaps one of these is none. */
  unless: z.array(words).default([]),
  ignore_case: z.boolean().default(true),
  /** `^` and `$` at line ends. */
  multiline: z.boolean().default(false),
  whole_word: z.boolean().default(false),
  /** Only matches that begin within so many code points. */
  within_first: z.int().positive().optional(),
  /** `first`: one hit per text; `all`: one per match. */
  matches: z.enum(['first', 'all']).default('all'),
  /** A match that stands in one of these of the same conversation, up to its turn, is an echo and no hit. */
  absent_from: z.array(giver).default([]),
  /** A match that stands in none of these of the same conversation, up to its turn, is no hit. */
  present_in: z.array(giver).default([]),
  /** Runs of these encodings are decoded, and what they say is put to `any` and `hidden`; the hit marks the run. */
  decode: z.array(encoding).default([]),
  /** Patterns for decoded text alone: what nobody was to see needs less to be suspicious. */
  hidden: z.array(words).default([]),
});
export type Pattern = z.infer<typeof pattern>;

export const FIELDS = [
  'finish_reason',
  'error',
  'model',
  'route',
  'capture',
  'latency_ms',
] as const;

const fieldCondition = z.strictObject({
  field: z.enum(FIELDS),
  in: z.array(words).min(1).optional(),
  present: z.literal(true).optional(),
  above: z.number().optional(),
});

const condition = z.strictObject({
  fields: z.array(fieldCondition).min(1).optional(),
  feedback: z
    .strictObject({
      /** Values that say so by themselves. */
      value_in: z.array(words).min(1),
      /** Values that say so only under these names of what is voted on, or on a scale of two values. */
      also: z
        .array(
          z.strictObject({
            what_in: z.array(words).min(1),
            value_in: z.array(words).min(1),
            /** Only where the same file gives under this name 0 and 1, or false and true, and nothing else. */
            two_valued: z.boolean().default(false),
          }),
        )
        .default([]),
    })
    .optional(),
});
export type Condition = z.infer<typeof condition>;

export const FUNCTIONS = [
  'hidden-characters',
  'unsupported-answer',
  'prompt-leak',
  'obeyed-directive',
  'ignored-tool-error',
] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

const example = z.strictObject({
  /** Short form: a text on a side. */
  side: side.optional(),
  text: z.string().optional(),
  /** Long form: a turn. */
  system: z.string().optional(),
  user: z.string().optional(),
  context: z.array(z.string()).optional(),
  tool_results: z.array(z.string()).optional(),
  output: z.string().optional(),
  tools: z.array(z.string()).optional(),
  feedback: z.union([z.string(), z.strictObject({ what: words, value: words })]).optional(),
  finish_reason: z.string().optional(),
  error: z.string().optional(),
  /** The characters that a hit must mark, exactly. */
  span: z.string().optional(),
  lane: lane.optional(),
});
export type Example = z.infer<typeof example>;

export const ruleText = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters, digits and hyphens'),
    version: z.coerce.string().regex(/^\d+(\.\d+)*$/, 'numbers and points'),
    title: words,
    description: words,
    severity,
    lane,
    failure_type: failureType,
    /** A filter of the search language: only turns that match are looked at. */
    scope: words.optional(),
    looks_at: z
      .strictObject({
        sides: z.array(side).min(1).optional(),
        roles: z.array(words).min(1).optional(),
        types: z.array(words).min(1).optional(),
        kinds: z.array(words).min(1).optional(),
      })
      .default({}),
    pattern: pattern.optional(),
    condition: condition.optional(),
    function: z.enum(FUNCTIONS).optional(),
    explanation: words,
    references: z
      .strictObject({
        causes: z.array(words).default([]),
        owasp: z.array(words).default([]),
        atlas: z.array(words).default([]),
      })
      .prefault({}),
    false_positives: z.array(words).default([]),
    examples: z.strictObject({ hits: z.array(example), misses: z.array(example) }),
  })
  .check(({ value, issues }) => {
    const ways = [value.pattern, value.condition, value.function].filter((way) => way != null);
    if (ways.length !== 1)
      issues.push({
        code: 'custom',
        message: 'a rule has exactly one of pattern, condition, function',
        input: value.id,
        path: ['pattern'],
      });
    if (value.pattern != null && value.looks_at.sides == null)
      issues.push({
        code: 'custom',
        message: 'a pattern needs looks_at.sides',
        input: value.id,
        path: ['looks_at'],
      });
  });
export type RuleText = z.infer<typeof ruleText>;

/** A rule as loaded: what it says, and the hash of the text that says it. */
export interface Rule extends RuleText {
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
  /** The file's own text, for custody. */
  readonly source: string;
}
