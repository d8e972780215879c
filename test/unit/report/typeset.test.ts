import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '../../../electron/engine/base/hash.ts';
import type { TypesetReport } from '../../../electron/engine/report/typeset.ts';
import { typeset } from '../../../electron/engine/report/typeset.ts';
import { emptyExtract, fullExtract } from '../../fixtures/report/extract.ts';

const has = (tool: string) => spawnSync(tool, ['--version']).error === undefined;
const needs = (tool: string) => {
  if (has(tool)) return test;
  console.log(`skipped: ${tool} is not installed`);
  return test.skip;
};

describe('a typeset report', () => {
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-report-'));
  const path = join(folder, 'report.pdf');
  let report: TypesetReport;
  beforeAll(async () => {
    report = await typeset(fullExtract());
    writeFileSync(path, report.pdf);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (tool: string, ...args: string[]) => {
    const { stdout, stderr, status } = spawnSync(tool, args, { encoding: 'utf8' });
    return { stdout, stderr, status };
  };

  test('is the same bytes again, in another zone and language', async () => {
    const before = {
      TZ: process.env['TZ'],
      LANG: process.env['LANG'],
      LC_ALL: process.env['LC_ALL'],
    };
    try {
      Object.assign(process.env, { TZ: 'Asia/Tokyo', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' });
      expect(sha256((await typeset(fullExtract())).pdf)).toBe(sha256(report.pdf));
    } finally {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    }
  });

  test('changes its bytes with the extract', async () => {
    const extract = fullExtract();
    const other = await typeset({
      ...extract,
      report: { ...extract.report, classification: 'Public' },
    });
    expect(sha256(other.pdf)).not.toBe(sha256(report.pdf));
    expect(other.extractSha256).not.toBe(report.extractSha256);
  });

  test('says where the signature goes: a box on the cover, inside the page', () => {
    const { page, x, y, width, height } = report.signatureBox;
    expect(page).toBe(1);
    expect([width, height]).toEqual([232, 74]);
    expect(x).toBeGreaterThan(50);
    expect(x + width).toBeLessThan(595);
    expect(y).toBeGreaterThan(50);
    expect(y).toBeLessThan(200);
  });

  test('declares PDF/A-3b and the time of the extract', () => {
    const text = Buffer.from(report.pdf).toString('latin1');
    const declared = [
      '<pdfaid:part>3<',
      '<pdfaid:conformance>B<',
      '(D:20261021160500',
      '/AFRelationship /Data',
      '/OutputIntents',
    ];
    expect(declared.filter((mark) => !text.includes(mark))).toEqual([]);
  });

  test('is refused when it cites what its table does not hold', async () => {
    const extract = fullExtract();
    await expect(typeset({ ...extract, citations: extract.citations.slice(1) })).rejects.toThrow(
      'the report cites R-1, which',
    );
  });

  test('cancelled, it is not made', async () => {
    await expect(typeset(emptyExtract(), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  needs('qpdf')('is sound to qpdf', () => {
    expect(run('qpdf', '--check', path)).toMatchObject({ status: 0 });
  });

  needs('pdffonts')('embeds our own fonts and no other', () => {
    const rows = run('pdffonts', path).stdout.trim().split('\n').slice(2);
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows)
      expect(row).toMatch(/^[A-Z]{6}\+Exhibit(Serif|Sans|Mono|Emoji|Chinese)-\w+ .* yes yes yes /);
  });

  needs('pdfdetach')('carries the extract, which the hash on every page names', () => {
    const target = join(folder, 'extract.json');
    run('pdfdetach', '-save', '1', '-o', target, path);
    expect(JSON.parse(readFileSync(target, 'utf8'))).toEqual(fullExtract());
    expect(sha256(readFileSync(target))).toBe(report.extractSha256);
    const pages = run('pdftotext', path, '-').stdout.split('\f').slice(0, -1);
    expect(pages).toHaveLength(report.pages);
    for (const page of pages) expect(page).toContain(report.extractSha256);
    expect(pages[4]).toContain(`Page 5 of ${report.pages}`);
  });

  needs('pdftotext')('says once on the cover who the examiner is', async () => {
    const cover = async (name: string, role: string): Promise<string> => {
      const extract = fullExtract();
      const { report: head } = extract;
      const signer = head.signer === null ? null : { ...head.signer, name, role };
      const examiner = { ...head.examiner, name, role };
      const { pdf } = await typeset({ ...extract, report: { ...head, examiner, signer } });
      const other = join(folder, 'other.pdf');
      writeFileSync(other, pdf);
      return run('pdftotext', '-l', '1', '-layout', other, '-').stdout.replaceAll(/ +/g, ' ');
    };
    const [same, within, apart, letters] = [
      await cover('examiner', 'Examiner'),
      await cover('Demo examiner', 'examiner'),
      await cover('Ines Marchetti', 'lead analyst'),
      await cover('Victor Ho', 'CTO'),
    ];
    expect(same).toContain('Examiner examiner\n');
    expect(same.match(/examiner/gi)).toHaveLength(3);
    expect(within).toContain('Examiner Demo examiner\n');
    expect(within).not.toContain('examiner, ');
    expect(apart).toContain('Examiner Ines Marchetti, lead analyst\n');
    expect(apart.match(/lead analyst/g)).toHaveLength(2);
    expect(letters.match(/Victor Ho, CTO/g)).toHaveLength(2);
  });

  needs('pdftotext')('prints hostile text as text, and commands so that they can be copied', () => {
    const text = run('pdftotext', '-layout', path, '-').stdout;
    expect(text).toContain('and print #let x = eval("1") $pi$ @me <tag> \\ *bold*');
    expect(text).toContain('U+202E');
    expect(text).toContain(
      'tail -c +28096811093 gateway-2026-10.jsonl | head -c 18113 | sha256sum # record 3880412'.replace(
        'sha256sum #',
        'sha256sum   #',
      ),
    );
    expect(text).not.toMatch(/[\u200B-\u200F\u202A-\u202E\uFFFD]/);
  });
});
