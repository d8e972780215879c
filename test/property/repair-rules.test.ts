import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Repaired, repairedBy } from '../../electron/engine/repair/rule.ts';
import { LATEST_RULES } from '../../electron/engine/repair/rules.ts';

function mended(name: string, record: Buffer): Repaired | null {
  const rule = LATEST_RULES.find((one) => one.name === name);
  if (rule === undefined) throw new Error(`no rule ${name}`);
  return repairedBy(rule, record);
}

const MARKS = Array.from('{}[],:"\\ua1 nt-.e');

const objects = fc
  .dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ stringUnit: 'grapheme' }))
  .map((value): unknown => JSON.parse(JSON.stringify(value)));

/** Whether a value is what is left of another that was cut: all of it whole but what stands last. */
function isBeginning(part: unknown, whole: unknown): boolean {
  if (typeof part === 'string' && typeof whole === 'string') return whole.startsWith(part);
  if (Array.isArray(part) && Array.isArray(whole)) return entriesBegin(part, whole);
  if (!isRecord(part) || !isRecord(whole)) return Object.is(part, whole);
  const keys = Object.keys(part);
  return (
    keys.every((key, at) => key === Object.keys(whole)[at]) &&
    entriesBegin(Object.values(part), Object.values(whole))
  );
}

function entriesBegin(part: readonly unknown[], whole: readonly unknown[]): boolean {
  const last = part.length - 1;
  return (
    part.length <= whole.length &&
    part.every((value, at) =>
      at === last
        ? isBeginning(value, whole[at])
        : JSON.stringify(value) === JSON.stringify(whole[at]),
    )
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

describe('truncated-end', () => {
  test('a record cut anywhere gives what stood before the cut, and nothing else', () => {
    fc.assert(
      fc.property(objects, fc.boolean(), fc.nat(), (value, isSpaced, at) => {
        const whole = Buffer.from(JSON.stringify(value, null, isSpaced ? 1 : 0));
        const cut = whole.subarray(0, 1 + (at % whole.length));
        const made = mended('truncated-end', cut);
        if (cut.length === whole.length) expect(made).toBeNull();
        else expect(isBeginning(JSON.parse(made?.bytes.toString() ?? 'none'), value)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('text that was no beginning of JSON is never made JSON of another meaning', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...MARKS) }), (text) => {
        const made = mended('truncated-end', Buffer.from(text));
        // Whatever is kept is a beginning of the record; only closing marks are added.
        const kept = made === null ? '' : text.slice(0, made.edits[0]?.at);
        expect(made?.bytes.toString().slice(kept.length) ?? '').toMatch(/^"?[}\]]*$/);
        expect(made?.bytes.toString().startsWith(kept) ?? true).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

test('invalid-utf8 reads bytes as every decoder of the web does, and leaves UTF-8 alone', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.constantFrom(0xc2, 0xe0, 0xed, 0xf0, 0xf4, 0x80, 0x9f, 0xa0, 0x41, 0xff),
          fc.nat(255),
        ),
      ),
      (codes) => {
        const bytes = Buffer.from(codes);
        const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
        const made = mended('invalid-utf8', bytes);
        expect(made?.bytes.toString() ?? bytes.toString()).toBe(text);
        expect(made === null).toBe(Buffer.from(text).equals(bytes));
      },
    ),
    { numRuns: 1000 },
  );
});

test('what Python prints of a value is read as that value', () => {
  fc.assert(
    fc.property(objects, (value) => {
      const made = mended('python-literal', Buffer.from(printed(value)));
      expect(JSON.parse(made?.bytes.toString() ?? printed(value))).toEqual(value);
    }),
    { numRuns: 300 },
  );
});

/** `repr` of Python 3 over what JSON has. */
function printed(value: unknown): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return printedText(value);
  if (Array.isArray(value)) return `[${value.map(printed).join(', ')}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, held]) => `${printedText(key)}: ${printed(held)}`)
    .join(', ')}}`;
}

function printedText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll('\u00a0', '\\xa0')
    .replaceAll(quote, `\\${quote}`);
  return `${quote}${escaped}${quote}`;
}

test('a text with raw control characters is read as if they had been escaped', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', '\t', '\0', '\u001f', 'é', ',') }),
      (text) => {
        const raw = `{"a":"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}",\n"b":1}`;
        const made = mended('control-characters', Buffer.from(raw));
        expect(JSON.parse(made?.bytes.toString() ?? raw)).toEqual({ a: text, b: 1 });
      },
    ),
    { numRuns: 300 },
  );
});
