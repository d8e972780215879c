import { PdfArray, PdfDict, PdfName, PdfNumber, PdfStream } from '@libpdf/core';
import type { EmbeddedFont, PdfRef } from '@libpdf/core';

export interface Appearance {
  readonly signer: string;
  readonly reason: string;
  readonly signedAt: Date;
  readonly fingerprint: string;
}

const margin = 6;
const largestText = 8;
const smallestText = 3;
const leading = 1.25;

/**
 * What is seen in the box of a signature: a form XObject of `width` by `height` points with a thin frame and text. The
 * text shrinks until it fits; what still does not fit is cut by the box.
 */
export function appearanceStream(
  shown: Appearance,
  size: { readonly width: number; readonly height: number },
  font: EmbeddedFont,
  fontRef: PdfRef,
): PdfStream {
  const { width, height } = size;
  const { textSize, lines } = fitted(linesOf(shown), size, font);
  const rows = lines.map((line) => `<${glyphs(line, font)}> Tj T*`);
  const content = [
    `q 0.35 0.4 0.5 RG 0.75 w 0.5 0.5 ${number(width - 1)} ${number(height - 1)} re S Q`,
    `BT /F0 ${number(textSize)} Tf ${number(textSize * leading)} TL`,
    `${number(margin)} ${number(height - margin - textSize)} Td`,
    ...rows,
    'ET',
  ].join('\n');
  return new PdfStream(
    PdfDict.of({
      Type: PdfName.of('XObject'),
      Subtype: PdfName.of('Form'),
      BBox: new PdfArray([0, 0, width, height].map((value) => PdfNumber.of(value))),
      Resources: PdfDict.of({ Font: PdfDict.of({ F0: fontRef }) }),
    }),
    Buffer.from(content, 'latin1'),
  );
}

function linesOf({ signer, reason, signedAt, fingerprint }: Appearance): string[] {
  return [
    `Signed by ${signer}`,
    reason,
    `Claimed time ${signedAt.toISOString().slice(0, 19)}Z`,
    `Certificate SHA-256 ${fingerprint}`,
  ];
}

function fitted(
  texts: readonly string[],
  { width, height }: { readonly width: number; readonly height: number },
  font: EmbeddedFont,
): { textSize: number; lines: string[] } {
  const plain = texts.map((text) => printable(text, font));
  let textSize = largestText;
  for (;;) {
    const room = width - 2 * margin;
    const size = textSize;
    const lines = plain.flatMap((text) =>
      wrapped(text, (line) => font.getTextWidth(line, size) <= room),
    );
    const needed = 2 * margin + lines.length * textSize * leading;
    if (needed <= height || textSize <= smallestText) return { textSize, lines };
    textSize -= 0.5;
  }
}

/** Lines break between words; a word that fills more than a line, such as a hash, goes on where the line is full. */
export function wrapped(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  let line = '';
  const add = (piece: string): void => {
    if (line !== '' && !fits(line + piece)) {
      lines.push(line);
      line = '';
    }
    line += piece === ' ' && line === '' ? '' : piece;
  };
  for (const word of text.split(/(?= )/)) {
    const isWhole = fits(word.trimStart());
    if (isWhole && line !== '' && !fits(line + word)) {
      lines.push(line);
      line = word.trimStart();
    } else if (isWhole) line += word;
    else for (const character of word) add(character);
  }
  return [...lines, line];
}

/** What the font cannot draw is shown by its code point, never as an empty box. */
function printable(text: string, font: EmbeddedFont): string {
  return Array.from(text)
    .map((character) =>
      /\P{C}/u.test(character) && font.canEncode(character)
        ? character
        : `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .join('');
}

function glyphs(line: string, font: EmbeddedFont): string {
  return font
    .encodeTextToGids(line)
    .map((glyph) => glyph.toString(16).padStart(4, '0'))
    .join('');
}

/** PDF knows no exponents. */
function number(value: number): string {
  return value.toFixed(2);
}
