import * as asn1js from 'asn1js';

/** ASN.1 as seals write it: blocks made, encoded as DER and read again. */

/** An own copy: asn1js keeps views into what it is given, and a pooled Buffer is not the whole ArrayBuffer. */
export function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

export function decoded(der: Uint8Array): asn1js.BaseBlock {
  const { result, offset } = asn1js.fromBER(ownBytes(der));
  if (offset === -1) throw new Error(result.error);
  return result;
}

/** What a SEQUENCE, a SET or a tag of its own holds. */
export function membersOf(block: unknown): asn1js.BaseBlock[] {
  if (!(block instanceof asn1js.Constructed)) throw new Error('a part of it is missing');
  return block.valueBlock.value;
}

export const encoded = (block: asn1js.BaseBlock): Uint8Array => new Uint8Array(block.toBER());

export const sequence = (...value: asn1js.BaseBlock[]): asn1js.Sequence =>
  new asn1js.Sequence({ value });
export const set = (...value: asn1js.BaseBlock[]): asn1js.Set => new asn1js.Set({ value });
export const oid = (value: string): asn1js.ObjectIdentifier =>
  new asn1js.ObjectIdentifier({ value });
export const octets = (value: Uint8Array): asn1js.OctetString =>
  new asn1js.OctetString({ valueHex: ownBytes(value) });
export const tagged = (tagNumber: number, ...value: asn1js.BaseBlock[]): asn1js.Constructed =>
  new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber }, value });
