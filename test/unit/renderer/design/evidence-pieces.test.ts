import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evidencePieces,
  hiddenCount,
  type TextMark,
} from '../../../../renderer/design/evidence-pieces.ts';
import { cursorAfter, turnedOver } from '../../../../renderer/design/list-keys.ts';
import { codePointCount } from '../../../../shared/text/code-points.ts';

const mark = (from: number, to: number): TextMark => ({ from, to, kind: 'hit', label: 'hit' });

const shown = (text: string, marks: readonly TextMark[] = []) =>
  evidencePieces(text, marks).map((piece) => ({
    text: piece.parts
      .map((part) => (typeof part === 'string' ? part : `[${part.is.short}]`))
      .join(''),
    marks: piece.marks,
  }));

describe('evidence in pieces', () => {
  it('loses nothing but the first half of a line end of two characters', () => {
    const character = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        '\u202E',
        '\u200D',
        '\u{E0069}',
        '\uFE0F',
        '\r\n',
        '\u001B',
        '👩‍👩',
        '\uD800',
      ),
    );
    fc.assert(
      fc.property(
        fc.array(character, { maxLength: 8 }),
        fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 5 }),
        (parts, spans) => {
          const text = parts.join('');
          const pieces = evidencePieces(
            text,
            spans.map(([from, to]) => mark(from, to)),
          );
          const back = pieces
            .flatMap((piece) =>
              piece.parts.map((part) => (typeof part === 'string' ? part : part.raw)),
            )
            .join('');
          expect(back).toBe(text.replaceAll('\r\n', '\n'));
        },
      ),
    );
  });

  it('marks exactly the code points from one up to the other', () => {
    const text = '🙂a\u0301bc';
    fc.assert(
      fc.property(fc.nat(7), fc.nat(7), (from, to) => {
        const marked = evidencePieces(text, [mark(from, to)])
          .filter((piece) => piece.marks.length > 0)
          .flatMap((piece) => piece.parts)
          .map((part) => (typeof part === 'string' ? part : part.raw))
          .join('');
        expect(marked).toBe(Array.from(text).slice(from, Math.max(from, to)).join(''));
      }),
    );
    expect(codePointCount(text)).toBe(5);
  });

  it('cuts where marks overlap', () => {
    expect(shown('abcdef', [mark(0, 4), mark(2, 6)])).toEqual([
      { text: 'ab', marks: [0] },
      { text: 'cd', marks: [0, 1] },
      { text: 'ef', marks: [1] },
    ]);
  });

  it('names what is hidden and leaves what is written', () => {
    expect(shown('a\u200B\u202Eb\u001B[31m \u{E0069}\u{E0070} x\u00A0y')).toEqual([
      { text: 'a[ZWSP][RLO]b[ESC][31m [TAG] x[NBSP]y', marks: [] },
    ]);
    expect(shown('✈\uFE0F नमस्ते สวัสดี 九十日 ⟦x⟧ \uFE0F')).toEqual([
      { text: '✈\uFE0F नमस्ते สวัสดี 九十日 ⟦x⟧ [VS16]', marks: [] },
    ]);
    expect(hiddenCount('a\u200B\u202Eb\u001B')).toEqual({ hidden: 3, dangerous: 2 });
  });
});

describe('keys of a list', () => {
  it('move inside the list and not past its ends', () => {
    expect(cursorAfter('ArrowUp', 0, 3, 2, true)).toBe(0);
    expect(cursorAfter('PageDown', 1, 3, 5, true)).toBe(2);
    expect(cursorAfter('j', 0, 3, 2, true)).toBe(1);
    expect(cursorAfter('j', 0, 3, 2, false)).toBeNull();
  });

  it('turn one item over', () => {
    expect([...turnedOver(new Set(['a']), 'b', false)]).toEqual(['a', 'b']);
    expect([...turnedOver(new Set(['a', 'b']), 'b', false)]).toEqual(['a']);
    expect([...turnedOver(new Set(['a']), 'b', true)]).toEqual(['b']);
  });
});
