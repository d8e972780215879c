import { z } from 'zod';

/** What is known of how a file came into the examiner's hands, fact by fact: its name in reports, and what the form asks. */
export const INTAKE_FACTS = {
  exported_by: { label: 'Exported by', asks: 'Who exported the log: name, role, organisation.' },
  source_system: {
    label: 'Source system',
    asks: 'From which system: name, version, environment (production, staging...).',
  },
  query: { label: 'Export query', asks: 'By which query, command or menu of that system.' },
  period: { label: 'Period exported', asks: 'From when to when the export was to reach.' },
  filter: {
    label: 'Filter',
    asks: 'What was left out or selected: tenants, users, models, kinds of calls. "none" where nothing was.',
  },
  sampling: {
    label: 'Sampling',
    asks: 'Whether all calls were logged and exported, or a share of them, and how it was drawn.',
  },
  received_at: { label: 'Received at', asks: 'When the file was handed over, with its zone.' },
  received_from: { label: 'Received from', asks: 'From whom, and how (mail, upload, disk).' },
  sender_sha256: {
    label: 'SHA-256 named by the sender',
    asks: 'SHA-256 of the file as the sender computed it: sha256sum FILE. Of several files what sha256sum prints, a line each.',
  },
  zone: {
    label: 'Zone stated for its times',
    asks: 'Zone of times that name none, as an IANA name: Europe/Berlin. Blank is UTC.',
  },
  zone_basis: { label: 'Basis of the zone', asks: 'How that is known.' },
  clock_offset_ms: {
    label: 'Clock offset stated (ms)',
    asks: 'Milliseconds to add to its times where the clock was wrong: -2000 for one 2 s ahead. Blank is 0.',
  },
  clock_offset_basis: { label: 'Basis of the clock offset', asks: 'How that was measured.' },
  remarks: { label: 'Remarks', asks: 'What else somebody should know who relies on this file.' },
} as const;

type Fact = keyof typeof INTAKE_FACTS;

const words = z.string().max(10_000).optional();

/** Kept word for word in custody and printed in reports. */
export const intakeFacts = z.strictObject({
  ...({
    exported_by: words,
    source_system: words,
    query: words,
    period: words,
    filter: words,
    sampling: words,
    received_at: words,
    received_from: words,
    sender_sha256: words,
    zone: words,
    zone_basis: words,
    clock_offset_ms: z
      .string()
      .regex(/^[+-]?\d{1,15}$/, 'a whole number of milliseconds')
      .optional(),
    clock_offset_basis: words,
    remarks: words,
  } satisfies Record<Fact, z.ZodType>),
});
export type IntakeFacts = z.infer<typeof intakeFacts>;

/** What a comparison of the hashes that a sender stated with that of a file gives; null where none was stated. */
export const sendersHash = z.enum(['confirmed', 'differs']).nullable();
export type SendersHash = z.infer<typeof sendersHash>;

/** `stated` may name several files with a hash each, as `sha256sum` prints them: one of them is the file, or none is. */
export function comparedWithSenders(stated: unknown, sha256: string): SendersHash {
  if (typeof stated !== 'string') return null;
  return stated.toLowerCase().includes(sha256) ? 'confirmed' : 'differs';
}

/** For a sentence that begins with the name of the file. */
export const sendersHashWords: Readonly<Record<NonNullable<SendersHash>, string>> = {
  confirmed: 'is the file whose SHA-256 its sender stated',
  differs: 'is not the file whose SHA-256 its sender stated',
};

/** A fact in words; null where nobody stated it. */
export const statedFact = z.object({ fact: z.string(), value: z.string().nullable() });
export type StatedFact = z.infer<typeof statedFact>;

/** Every fact in words, in the order of the form; null where nobody stated it. */
export const statedFacts = (facts: Readonly<Record<string, unknown>>): StatedFact[] =>
  Object.entries(INTAKE_FACTS).map(([key, { label }]) => ({
    fact: label,
    value: inWords(facts[key]),
  }));

const inWords = (value: unknown): string | null =>
  value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);
