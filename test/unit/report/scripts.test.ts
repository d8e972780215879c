import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sha256 } from '../../../electron/engine/base/hash.ts';
import { coverageOf } from '../../../electron/engine/report/coverage.ts';
import { isolated } from '../../../electron/engine/report/direction.ts';
import {
  fontsOf,
  furtherFamilies,
  reportCoverage,
  reportFonts,
} from '../../../electron/engine/report/fonts.ts';
import { sanitise } from '../../../electron/engine/report/sanitise.ts';
import { requestFor, typeset } from '../../../electron/engine/report/typeset.ts';
import { emptyExtract } from '../../fixtures/report/extract.ts';

const shown = (text: string) => sanitise(text, reportCoverage()).text;

const evidence = {
  Chinese: '助手错误地回答：“您可以在九十天内获得全额退款”。這與規則相矛盾。',
  Japanese: '「旅行日から90日以内であれば、全額払い戻しを受けられます」と答えました。',
  Korean: '여행일로부터 90일 이내라면 전액 환불을 받으실 수 있습니다.',
  Arabic: 'أجاب المساعد خطأً: يحق لك استرداد كامل المبلغ خلال ٩٠ يومًا، ٣٫٥٪.',
  Hebrew: 'העוזר השיב בטעות: מגיע לך החזר מלא בתוך 90 יום.',
  Devanagari: 'सहायक ने गलत उत्तर दिया: यात्रा की तारीख से 90 दिनों के भीतर पूर्ण धनवापसी।',
  Thai: 'ผู้ช่วยตอบผิดว่าคุณมีสิทธิ์ได้รับเงินคืนเต็มจำนวน',
  emoji: '🎉 ✅ ❌ 🤖 👍🏽 🇯🇵 😀',
};

test.each(Object.entries(evidence))('%s is set as it stands', (_, text) => {
  expect(shown(text)).toBe(text);
});

test('what no font holds, and what joins or turns letters unseen, is a code point', () => {
  expect(shown('\u{12000}')).toBe('⟦U+12000⟧');
  expect(shown('👩\u200D💻 ❤\uFE0F')).toBe('👩⟦U+200D⟧💻 ❤⟦U+FE0F⟧');
  expect(shown('می\u200Cخواهم \u202Eאב')).toBe('می⟦U+200C⟧خواهم ⟦U+202E⟧אב');
});

test.each([
  ['an Arabic mark on a Latin letter', 'a\u064B', 'a⟦U+064B⟧'],
  ['a skin tone on a letter', 'a\u{1F3FD}', 'a⟦U+1F3FD⟧'],
  ['an accent on an ideograph', '中\u0301', '中⟦U+0301⟧'],
  ['a Thai mark on nothing', '\u0E35', '⟦U+0E35⟧'],
  ['a mark on a letter that is a code point', '\u{12000}\u05B0', '⟦U+12000⟧⟦U+05B0⟧'],
])('%s, which no font holds together, is a code point', (_, text, expected) => {
  expect(shown(text)).toBe(expected);
});

describe('the families of a report', () => {
  test('are those that its texts need', () => {
    expect(furtherFamilies('Größe, Ελληνικά, русский, नमस्ते ⚠')).toEqual([]);
    expect(furtherFamilies('환불 🎉')).toEqual(['Exhibit Emoji', 'Exhibit Korean']);
    const names = fontsOf(['Exhibit Hebrew']).map((path) => path.replace(/^.*[\\/]/, ''));
    expect(names).toHaveLength(7);
    expect(names).toContain('ExhibitHebrew-400Regular.ttf');
    expect(names.some((name) => name.startsWith('ExhibitSerif-'))).toBe(true);
  });

  test('begin with Japanese where kana stand anywhere, for letters that both languages write', () => {
    expect(furtherFamilies('直骨')).toEqual(['Exhibit Chinese']);
    expect(furtherFamilies('直骨 の')).toEqual(['Exhibit Japanese']);
    expect(furtherFamilies('这是直骨 の')).toEqual(['Exhibit Japanese', 'Exhibit Chinese']);
    const { request } = requestFor(
      {
        ...emptyExtract(),
        summary: {
          statements: [
            { text: '直骨', citations: [] },
            { text: 'カナ', citations: [] },
          ],
          figures: [],
        },
      },
      'svg',
    );
    const file = request.files.find(({ name }) => name === 'families.json');
    expect(Buffer.from(file?.bytes ?? []).toString()).toBe('["Exhibit Japanese"]');
    expect(request.fonts.some((path) => path.includes('ExhibitChinese'))).toBe(false);
  });
});

test('lines from right to left keep to themselves, through the parts of a marked quotation', () => {
  expect(isolated(['abc', ' אב', 'ג 5', '\nabc\n', 'دو'])).toEqual([
    '\u2068abc',
    ' אב',
    'ג 5',
    '\u2069\nabc\n',
    '\u2068دو\u2069',
  ]);
});

test('each font is unpacked exactly: the letters it is for, and the outlines as they were packed', () => {
  const letters = {
    Arabic: 'ب',
    Chinese: '这',
    Emoji: '🎉',
    Hebrew: 'א',
    Japanese: 'の',
    Korean: '한',
    Thai: 'ก',
  };
  const files = join(import.meta.dirname, '../../../node_modules/@fontsource');
  for (const [family, letter] of Object.entries(letters)) {
    const path =
      reportFonts().find((font) => font.endsWith(`Exhibit${family}-400Regular.ttf`)) ?? '';
    const font = readFileSync(path);
    expect(coverageOf(font).has(letter.codePointAt(0) ?? 0)).toBe(true);
    expect(readdirSync(join(path, '..'))).toContain(`Exhibit${family}-LICENSE.txt`);
  }
  const packed = readFileSync(
    join(files, 'noto-sans-thai/files/noto-sans-thai-thai-400-normal.woff'),
  );
  const thai = readFileSync(reportFonts().find((path) => path.includes('ExhibitThai')) ?? '');
  const tables = Array.from({ length: packed.readUInt16BE(12) }, (_, index) => 44 + 20 * index);
  for (const entry of tables) {
    const tag = packed.toString('latin1', entry, entry + 4);
    if (tag === 'name' || tag === 'head') continue;
    const at = packed.readUInt32BE(entry + 4);
    const stored = packed.subarray(at, at + packed.readUInt32BE(entry + 8));
    const length = packed.readUInt32BE(entry + 12);
    expect(thai.includes(stored.length < length ? inflateSync(stored) : stored)).toBe(true);
  }
});

const has = (tool: string) => spawnSync(tool, ['--version']).error === undefined;
const missing = !has('pdftotext');
if (missing) console.log('skipped: pdftotext is not installed');

(missing ? test.skip : test)(
  'what is copied out of a report stands there as in evidence',
  async () => {
    const extract = {
      ...emptyExtract(),
      summary: {
        statements: Object.values(evidence).map((text) => ({ text, citations: [] })),
        figures: [],
      },
    };
    const { pdf } = await typeset(extract);
    expect(sha256((await typeset(extract)).pdf)).toBe(sha256(pdf));
    const words = spawnSync('pdftotext', ['-raw', '-', '-'], { input: pdf, encoding: 'utf8' })
      // Marks that the reader adds around words from right to left.
      .stdout.replace(/[\u202A-\u202E]/g, '')
      .replace(/\s/g, '');
    const { Arabic, Hebrew, ...others } = evidence;
    for (const text of Object.values(others)) expect(words).toContain(text.replace(/\s/g, ''));
    for (const word of Hebrew.match(/[א-ת]+/g) ?? []) expect(words).toContain(word);
    // This reader turns the letters of a replaced word; the document holds them as they are written.
    const document = Buffer.from(pdf).toString('latin1');
    for (const word of Arabic.match(/\p{L}[\p{L}\p{M}]*/gu) ?? [])
      expect(document).toContain(
        `/ActualText <feff${Buffer.from(word, 'utf16le').swap16().toString('hex')}>`,
      );

    const folder = mkdtempSync(join(tmpdir(), 'exhibit-scripts-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'report.pdf'), pdf);
    const check = 'qpdf';
    if (has(check))
      expect(spawnSync(check, ['--check', join(folder, 'report.pdf')]).status).toBe(0);
  },
);
