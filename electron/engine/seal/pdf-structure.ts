import { PdfDict, PdfNumber } from '@libpdf/core';
import type { PDF, PdfArray } from '@libpdf/core';

/** Room for the CMS of a signature in the PDF, in bytes; names of the greatest length need about 5000. */
export const contentsBytes = 8192;

export interface PdfSignature {
  /** Name of the form field. */
  readonly field: string;
  readonly subFilter: string;
  readonly byteRange: readonly number[];
  readonly contents: Uint8Array;
  /** The claimed time as the PDF writes it (ISO 32000-1, 7.9.4). */
  readonly claimedTime: string;
  /** Whether the catalog names it as the signature that forbids all changes but signatures (DocMDP, P = 2). */
  readonly locksDocument: boolean;
}

const deepestField = 8;

/** All signatures that hang in the form of the document. */
export function signaturesIn(pdf: PDF): PdfSignature[] {
  const resolve = resolverOf(pdf);
  const form = pdf.getCatalog().getDict('AcroForm', resolve);
  const fields = form?.getArray('Fields', resolve);
  return fields === undefined ? [] : inFields(pdf, fields, 0);
}

export function resolverOf(pdf: PDF) {
  return pdf.getObject.bind(pdf);
}

function inFields(pdf: PDF, fields: PdfArray, depth: number): PdfSignature[] {
  const resolve = resolverOf(pdf);
  if (depth > deepestField) throw new Error('the form nests too deeply');
  const found: PdfSignature[] = [];
  for (let index = 0; index < fields.length; index++) {
    const field = fields.at(index, resolve);
    if (!(field instanceof PdfDict)) continue;
    const value = field.getDict('V', resolve);
    if (value?.has('ByteRange')) found.push(signatureFrom(pdf, field, value));
    const kids = field.getArray('Kids', resolve);
    if (kids !== undefined) found.push(...inFields(pdf, kids, depth + 1));
  }
  return found;
}

function signatureFrom(pdf: PDF, field: PdfDict, value: PdfDict): PdfSignature {
  const resolve = resolverOf(pdf);
  const range = value.getArray('ByteRange', resolve)?.toArray() ?? [];
  return {
    field: field.getString('T', resolve)?.asString() ?? '',
    subFilter: value.getName('SubFilter', resolve)?.value ?? '',
    byteRange: range.map((item) => (item instanceof PdfNumber ? item.value : Number.NaN)),
    contents: value.getString('Contents', resolve)?.bytes ?? new Uint8Array(),
    claimedTime: value.getString('M', resolve)?.asString() ?? '',
    locksDocument: locks(pdf, field, value),
  };
}

function locks(pdf: PDF, field: PdfDict, value: PdfDict): boolean {
  const resolve = resolverOf(pdf);
  const locking = pdf.getCatalog().getDict('Perms', resolve)?.getRef('DocMDP');
  const named = field.getRef('V');
  if (locking === undefined || named?.objectNumber !== locking.objectNumber) return false;
  const reference = value.getArray('Reference', resolve)?.at(0, resolve);
  if (!(reference instanceof PdfDict)) return false;
  const parameters = reference.getDict('TransformParams', resolve);
  return (
    reference.getName('TransformMethod', resolve)?.value === 'DocMDP' &&
    parameters?.getNumber('P', resolve)?.value === 2
  );
}
