import { describe, expect, test } from 'vitest';
import { reportCoverage } from '../../../electron/engine/report/fonts.ts';
import { present, runsOf } from '../../../electron/engine/report/present.ts';
import { sha256 } from '../../../electron/engine/base/hash.ts';
import { emptyExtract, fullExtract } from '../../fixtures/report/extract.ts';

const quotation = (text: string, ...highlights: [number, number][]) => ({
  text,
  highlights: highlights.map(([start, end]) => ({ start, end })),
  left_out_before: 0,
  left_out_after: 0,
});

describe('runs of a quotation', () => {
  test('count code points, not UTF-16 units', () => {
    expect(runsOf(quotation('🎉🎉 ninety days', [3, 9]))).toEqual([
      { text: '🎉🎉 ', marked: false },
      { text: 'ninety', marked: true },
      { text: ' days', marked: false },
    ]);
  });

  test('join highlights that overlap and stand in any order', () => {
    const runs = runsOf(quotation('abcdef', [3, 5], [1, 4]));
    expect(runs.map((run) => run.text).join('')).toBe('abcdef');
    expect(
      runs
        .filter((run) => run.marked)
        .map((run) => run.text)
        .join(''),
    ).toBe('bcde');
  });

  test('stay within the text when a highlight does not', () => {
    expect(runsOf(quotation('abc', [1, 99]))).toEqual([
      { text: 'a', marked: false },
      { text: 'bc', marked: true },
    ]);
  });
});

describe('what the template is given', () => {
  test('a highlight stays on its words though characters before it were made visible', () => {
    const extract = fullExtract();
    const [example] = extract.findings;
    if (example === undefined) throw new Error('the fixture has findings');
    const hidden = {
      ...example,
      examples: example.examples.map((one) => ({
        ...one,
        quotation: quotation('\u202E\u202Eninety days', [2, 8]),
      })),
    };
    const { data } = present({ ...extract, findings: [hidden] }, reportCoverage());
    expect(data).toContain(
      '{"marked":false,"text":"⟦U+202E⟧⟦U+202E⟧"},{"marked":true,"text":"ninety"}',
    );
    expect(data).toContain('{"code":"U+202E","times":4}');
  });

  test('the extract itself is embedded unchanged, under the hash that is printed', () => {
    const extract = {
      ...emptyExtract(),
      playbook_changes: [
        {
          playbook: 'a\u202Eb',
          from_version: null,
          to_version: '1',
          change: '',
          reason: '',
          citations: [],
        },
      ],
    };
    const presentation = present(extract, reportCoverage());
    expect(JSON.parse(presentation.extract)).toEqual(extract);
    expect(presentation.sha256).toBe(sha256(presentation.extract));
    expect(presentation.data).not.toContain('\u202E');
  });
});
