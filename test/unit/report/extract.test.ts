import { describe, expect, test } from 'vitest';
import { reportExtract, unresolvedCitations } from '../../../shared/domain/report-extract.ts';
import { emptyExtract, fullExtract } from '../../fixtures/report/extract.ts';

describe('the report extract', () => {
  test('holds a full report and an empty one, and loses nothing when it is parsed', () => {
    expect(reportExtract.parse(fullExtract())).toEqual(fullExtract());
    expect(reportExtract.parse(emptyExtract())).toEqual(emptyExtract());
  });

  test('refuses a hash that is none, a time without zone, and a citation that stands twice', () => {
    const extract = fullExtract();
    const refused = (changed: unknown) => !reportExtract.safeParse(changed).success;
    expect(
      refused({ ...extract, report: { ...extract.report, created_at: '2026-10-21T16:05:00' } }),
    ).toBe(true);
    expect(
      refused({
        ...extract,
        evidence: { ...extract.evidence, custody: { length: 0, head: 'abc', entries: [] } },
      }),
    ).toBe(true);
    expect(
      refused({ ...extract, citations: [...extract.citations, ...extract.citations.slice(0, 1)] }),
    ).toBe(true);
  });

  test('every citation leads to an entry of the table', () => {
    expect(unresolvedCitations(fullExtract())).toEqual([]);
    expect(unresolvedCitations(emptyExtract())).toEqual([]);
  });

  test('names what leads nowhere, wherever it is cited, once and in order', () => {
    const extract = fullExtract();
    const lost = new Set(['Q-1', 'C-9', 'E-2']);
    const without = {
      ...extract,
      citations: extract.citations.filter((entry) => !lost.has(entry.id)),
    };
    expect(unresolvedCitations(without)).toEqual(['C-9', 'E-2', 'Q-1']);
  });

  test('an exhibit that the table does not list is named even when nothing cites it', () => {
    const extract = emptyExtract();
    expect(
      unresolvedCitations({
        ...extract,
        exhibits: fullExtract()
          .exhibits.slice(1, 2)
          .map((one) => ({ ...one, citations: [] })),
      }),
    ).toEqual(['E-2']);
  });
});
