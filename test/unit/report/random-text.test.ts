import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reportCoverage } from '../../../electron/engine/report/fonts.ts';
import { typeset } from '../../../electron/engine/report/typeset.ts';
import type { ReportExtract } from '../../../shared/domain/report-extract.ts';
import { emptyExtract, fullExtract } from '../../fixtures/report/extract.ts';

/** Any text at all: all of Unicode, halves of surrogate pairs, and what the fonts hold, with its combining marks. */
const covered = [...reportCoverage()].map((code) => String.fromCodePoint(code));
const marks = covered.filter((character) => /\p{M}/u.test(character));
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(
      fc.oneof(fc.constantFrom(...covered), fc.constantFrom(...marks), fc.constantFrom(' ', '\n')),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
  fc
    .array(
      fc.constantFrom(
        '#',
        '$',
        '*',
        '_',
        '`',
        '\\',
        '<',
        '>',
        '@',
        '[',
        ']',
        '{',
        '}',
        '"',
        '/',
        '\u202E',
        '\u200B',
        '\0',
        '⟦',
        '⟧',
        'U+',
        '\n',
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
);

const quote = (text: string, start = 0, end = 0) => ({
  text,
  highlights: [{ start, end }],
  left_out_before: 0,
  left_out_after: 0,
});

/** Puts texts into every kind of place: cover, headers, headings, cells, quotations, commands. */
function filled(texts: string[], start: number, end: number): ReportExtract {
  const empty = emptyExtract();
  const [exhibit] = fullExtract().exhibits;
  if (exhibit === undefined) throw new Error('the fixture has exhibits');
  const at = (index: number) => texts[index % texts.length] ?? '';
  return {
    ...empty,
    report: {
      ...empty.report,
      title: at(0),
      case_title: at(1),
      case_id: at(2),
      classification: at(3),
      privilege: at(4),
      examiner: { ...empty.report.examiner, name: at(5) },
    },
    summary: {
      statements: texts.map((text) => ({ text, citations: [] })),
      figures: [{ label: at(6), value: at(7), unit: at(8), low: null, high: null, citations: [] }],
    },
    exhibits: [
      {
        ...exhibit,
        caption: at(9),
        turn: at(10),
        command: at(11),
        place: { ...exhibit.place, name: at(12) },
        answer: texts.map((text) => quote(text, start, end)),
        records: exhibit.records.map((record) => ({ ...record, gives: [at(25)], citations: [] })),
        conflicts: exhibit.conflicts.map(({ kept, other }) => ({
          field: at(26),
          kept: { ...kept, value: at(27), citations: [] },
          other: { ...other, value: at(28), citations: [] },
        })),
        references: (exhibit.references ?? []).map((reference) => ({
          ...reference,
          title: at(29),
          passage: at(30),
          citations: [],
        })),
        citations: [],
      },
    ],
    actions: [
      {
        id: at(13),
        title: at(14),
        owner: at(15),
        due: null,
        status: 'open',
        check: at(16),
        citations: [],
      },
    ],
    methods: [
      {
        id: at(17),
        version: at(18),
        name: at(19),
        text: at(20),
        parameters: [{ name: at(21), value: at(22) }],
        sha256: null,
      },
    ],
    citations: [{ id: 'E-1', kind: 'exhibit', label: at(23), command: at(24) }],
  };
}

test('whatever a log holds, the report is set', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyText, { minLength: 1, maxLength: 25 }),
      fc.nat(30),
      fc.nat(30),
      async (texts, start, end) => {
        const { pages } = await typeset(filled(texts, start, end));
        expect(pages).toBeGreaterThan(3);
      },
    ),
    { numRuns: Number(process.env['EXHIBIT_PROPERTY_RUNS'] ?? 20) },
  );
});

test('each single character that is let through can be set in every style', async () => {
  const extract = emptyExtract();
  // Of the letters that are many and alike to a typesetter, every twentieth.
  const text = covered
    .filter(
      (character, at) => !/[\p{Script=Han}\p{Script=Hangul}]/u.test(character) || at % 20 === 0,
    )
    .join(' ');
  const { pages } = await typeset({
    ...extract,
    summary: { statements: [{ text, citations: [] }], figures: [] },
    methods: [{ id: text, version: '1', name: text, text, parameters: [], sha256: null }],
    events: [{ kind: text, at: '2026-10-06T09:39:00Z', text, basis: text, citations: [] }],
  });
  expect(pages).toBeGreaterThan(5);
});
