import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, PdfString } from '@libpdf/core';
import type { EmbeddedFont, PDFPage, PdfObject, PdfRef } from '@libpdf/core';
import { Fault, Refusal } from '../base/errors.ts';
import { sha256Bytes, signDigest } from './cms.ts';
import type { Signer } from './identity.ts';
import { contentsBytes } from './pdf-structure.ts';
import { appearanceStream } from './signature-appearance.ts';

export { verifyPdf } from './verify-pdf.ts';

/** Where the signature is seen: page from 1; x and y of the lower left corner in points from the page's, as PDF counts. */
export interface SignatureBox {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PdfSignatureRequest {
  readonly signer: Signer;
  /** The time the signer claims; nobody vouches for it. */
  readonly signedAt: Date;
  readonly reason: string;
  /** Null for a signature that is not seen on a page. */
  readonly box: SignatureBox | null;
  /** A TrueType font for the text in the box; needed when there is one. */
  readonly font?: Uint8Array;
}

const byteRangePlaceholder = '[0 9999999901 9999999902 9999999903]';

/**
 * Signs a PDF as PAdES B-B (EN 319 142-1) in an incremental update: the given bytes stay its prefix, word for word. The
 * first signature forbids all later changes but further signatures (DocMDP, P = 2); a second call countersigns.
 */
export async function signPdf(
  bytes: Uint8Array,
  request: PdfSignatureRequest,
): Promise<Uint8Array> {
  const pdf = await loaded(bytes);
  const catalog = pdf.getCatalog();
  const form = acroForm(pdf, catalog);
  const fields = form.getArray('Fields', (ref) => pdf.getObject(ref)) ?? new PdfArray([]);
  form.set('Fields', fields);
  form.set('SigFlags', PdfNumber.of(3));

  const first = !catalog.has('Perms');
  const signature = pdf.register(signatureDictionary(request, first));
  if (first) catalog.set('Perms', PdfDict.of({ DocMDP: signature }));

  const page = pageOf(pdf, request.box);
  const widget = widgetOf(page, `Signature${fields.length + 1}`, signature, request);
  if (request.box !== null) {
    if (request.font === undefined) throw new Fault('a signature that is seen needs a font');
    const font = pdf.embedFont(request.font);
    widget.set('AP', PdfDict.of({ N: pdf.register(appearance(pdf, request, request.box, font)) }));
  }
  const widgetRef = pdf.register(widget);
  fields.push(widgetRef);
  annotationsOf(pdf, page).push(widgetRef);
  page.dict.set('Tabs', PdfName.of('S'));

  const update = await pdf.save({ incremental: true, subsetFonts: true });
  return sealed(bytes, Buffer.from(update), request.signer);
}

async function loaded(bytes: Uint8Array): Promise<PDF> {
  try {
    const pdf = await PDF.load(bytes);
    const blocker = pdf.canSaveIncrementally();
    if (blocker === null) return pdf;
    throw new Fault(`an update cannot be appended: ${blocker}`);
  } catch (error) {
    throw new Refusal(
      'input-refused',
      'The PDF to be signed is damaged or of a kind that cannot be signed; make the report again.',
      { cause: error },
    );
  }
}

function acroForm(pdf: PDF, catalog: PdfDict): PdfDict {
  const present = catalog.getDict('AcroForm', (ref) => pdf.getObject(ref));
  if (present !== undefined) return present;
  const form = PdfDict.of({});
  catalog.set('AcroForm', pdf.register(form));
  return form;
}

function pageOf(pdf: PDF, box: SignatureBox | null): PDFPage {
  const page = pdf.getPage((box?.page ?? 1) - 1);
  if (page === null)
    throw new Refusal(
      'input-refused',
      `The PDF has no page ${box?.page ?? 1} to place the signature on.`,
    );
  return page;
}

function annotationsOf(pdf: PDF, page: PDFPage): PdfArray {
  const present = page.dict.getArray('Annots', (ref) => pdf.getObject(ref));
  if (present !== undefined) return present;
  const annotations = new PdfArray([]);
  page.dict.set('Annots', annotations);
  return annotations;
}

function signatureDictionary(
  { signer, signedAt, reason }: PdfSignatureRequest,
  first: boolean,
): PdfDict {
  const signature = PdfDict.of({
    Type: PdfName.of('Sig'),
    Filter: PdfName.of('Adobe.PPKLite'),
    SubFilter: PdfName.of('ETSI.CAdES.detached'),
    ByteRange: numbers(0, 9999999901, 9999999902, 9999999903),
    Contents: new PdfString(new Uint8Array(contentsBytes), 'hex'),
    M: PdfString.fromString(pdfDate(signedAt)),
    Name: PdfString.fromString(signer.name),
    Reason: PdfString.fromString(reason),
  });
  if (first) signature.set('Reference', new PdfArray([noLaterChanges()]));
  return signature;
}

function noLaterChanges(): PdfDict {
  return PdfDict.of({
    Type: PdfName.of('SigRef'),
    TransformMethod: PdfName.of('DocMDP'),
    TransformParams: PdfDict.of({
      Type: PdfName.of('TransformParams'),
      P: PdfNumber.of(2),
      V: PdfName.of('1.2'),
    }),
  });
}

function widgetOf(
  page: PDFPage,
  field: string,
  signature: PdfRef,
  { signer, box }: PdfSignatureRequest,
): PdfDict {
  return PdfDict.of({
    Type: PdfName.of('Annot'),
    Subtype: PdfName.of('Widget'),
    FT: PdfName.of('Sig'),
    T: PdfString.fromString(field),
    TU: PdfString.fromString(`Signature of ${signer.name}`),
    V: signature,
    // Print and Locked, as PDF/A and DocMDP want it.
    F: PdfNumber.of(132),
    P: page.ref,
    Rect: box === null ? numbers(0, 0, 0, 0) : rectangle(box),
  });
}

function rectangle({ x, y, width, height }: SignatureBox): PdfArray {
  return numbers(x, y, x + width, y + height);
}

function appearance(
  pdf: PDF,
  { signer, signedAt, reason }: PdfSignatureRequest,
  box: SignatureBox,
  font: EmbeddedFont,
): PdfObject {
  const fontRef = pdf.getFontRef(font);
  if (fontRef === null) throw new Fault('the font of the signature has no place in the PDF');
  const { name, fingerprint } = signer;
  return appearanceStream({ signer: name, reason, signedAt, fingerprint }, box, font, fontRef);
}

/** Puts the byte range and then the signature over it in the places kept for them. */
function sealed(before: Uint8Array, update: Buffer, signer: Signer): Uint8Array {
  if (!update.subarray(0, before.byteLength).equals(before))
    throw new Fault('the update changed the bytes before it');
  const hole = Buffer.from(`<${'0'.repeat(2 * contentsBytes)}>`);
  const start = placeOf(hole, update, before.byteLength);
  const end = start + hole.length;
  const range = `[0 ${start} ${end} ${update.length - end}]`.padEnd(byteRangePlaceholder.length);
  update.write(
    range,
    placeOf(Buffer.from(byteRangePlaceholder), update, before.byteLength),
    'latin1',
  );
  const cms = signDigest(sha256Bytes(update.subarray(0, start), update.subarray(end)), signer);
  if (cms.byteLength > contentsBytes) throw new Fault('the signature is larger than its place');
  update.write(Buffer.from(cms).toString('hex'), start + 1, 'latin1');
  return update;
}

function placeOf(placeholder: Buffer, update: Buffer, from: number): number {
  const place = update.indexOf(placeholder, from);
  if (place < 0) throw new Fault('the update holds no place for the signature');
  return place;
}

function numbers(...values: number[]): PdfArray {
  return new PdfArray(values.map((value) => PdfNumber.of(value)));
}

/** ISO 32000-1, 7.9.4, in UTC. */
function pdfDate(date: Date): string {
  return `D:${date.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`;
}
