import { hash } from 'node:crypto';
import type { Place } from '../../../shared/domain/place.ts';
import { closeSync } from 'node:fs';
import { openPlainFile } from '../base/plain-file.ts';
import { type Compression, compressionOf, compressionOfFile } from './compression.ts';
import { type EvidenceStore, pathOfEvidence, readInPlace } from './store.ts';
import { readZipDirectory, type ZipMember } from './zip-directory.ts';
import { memberStart, packedOnly } from './zip-member.ts';

/**
 * The command with which anyone cuts a record out of the evidence and hashes it, run in the folder of the case. NULL
 * for columnar files, whose rows have no bytes of their own. How a file is packed is told by its first bytes. Throws what the system says where it is gone.
 */
export function stockCommand(
  store: EvidenceStore,
  { evidence, member, byte_offset, byte_length, sha256 }: Place,
): string | null {
  if (byte_offset === null || byte_length === null) return null;
  const path = pathOfEvidence(store, evidence);
  const inPlace = readInPlace(store, evidence);
  const file = inPlace === null ? `evidence/${evidence}` : shellWord(inPlace.path);
  const cut = `skip=${byte_offset} count=${byte_length} status=none | sha256sum`;
  if (member !== null)
    return memberCommand(path, evidence, file, member, {
      offset: byte_offset,
      length: byte_length,
      sha256,
    });
  const compression = compressionOfFile(path);
  if (compression === null) return `dd if=${file} iflag=skip_bytes,count_bytes ${cut}`;
  return `${UNPACK[compression]} < ${file} | dd iflag=skip_bytes,count_bytes,fullblock ${cut}`;
}

const UNPACK: Readonly<Record<Compression, string>> = {
  gzip: 'gzip -dc',
  zstd: 'zstd -dc',
  'utf-16le': 'iconv -f UTF-16LE -t UTF-8',
  'utf-16be': 'iconv -f UTF-16BE -t UTF-8',
};

interface Cut {
  readonly offset: number;
  readonly length: number;
  readonly sha256: string;
}

/**
 * Of a member of a zip: cut out by its place in the file, since its name may be anything. A deflated one is given the
 * header and trailer of a gzip file, so that gzip unpacks it and compares its checksum.
 */
function memberCommand(
  path: string,
  evidence: string,
  file: string,
  name: string,
  { offset, length, sha256 }: Cut,
): string | null {
  const member = membersOf(path, evidence).get(name);
  if (member === undefined) return null;
  const within = withinMember(path, member, { offset, length, sha256 });
  const part = (skip: number, count: number): string =>
    `dd if=${file} iflag=skip_bytes,count_bytes skip=${skip} count=${count} status=none`;
  const cut = `dd iflag=skip_bytes,count_bytes,fullblock skip=${offset} count=${length} status=none | sha256sum`;
  if (within === null && (packedOnly(member) !== null || member.method === 0))
    return `${part(member.start + offset, length)} | sha256sum`;
  const packed = part(member.start, member.packed);
  const last = within === null ? cut : `${UNPACK[within]} | ${cut}`;
  if (member.method === 0) return `${packed} | ${last}`;
  if (member.method === 93) return `${packed} | zstd -dc | ${last}`;
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(member.crc, 0);
  trailer.writeUInt32LE(member.bytes % 2 ** 32, 4);
  const octal = [...trailer].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
  return `(printf '\\037\\213\\010\\000\\000\\000\\000\\000\\000\\000'; ${packed}; printf '${octal}') | gzip -dc | ${last}`;
}

/** How a member that is a compressed file is unpacked further; one that could not be is a record as it stands. */
function withinMember(
  path: string,
  member: ZipMember,
  { offset, length, sha256 }: Cut,
): Compression | null {
  if (packedOnly(member) !== null) return null;
  const zip = openPlainFile(path);
  try {
    const compression = compressionOf(memberStart(zip, member, 4));
    const isWhole = compression !== null && offset === 0 && length === member.bytes;
    return isWhole && hash('sha256', memberStart(zip, member, length)) === sha256
      ? null
      : compression;
  } finally {
    closeSync(zip);
  }
}

/** For a POSIX shell, whatever a path holds. */
export const shellWord = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The members of the zip that was asked for last: a report asks for many records of one. One in place may be another by now. */
let latest: { path: string; evidence: string; members: ReadonlyMap<string, ZipMember> } | null =
  null;

function membersOf(path: string, evidence: string): ReadonlyMap<string, ZipMember> {
  if (latest?.path === path && latest.evidence === evidence) return latest.members;
  const zip = openPlainFile(path);
  try {
    const members = new Map(readZipDirectory(zip).members.map((one) => [one.name, one]));
    latest = { path, evidence, members };
    return members;
  } finally {
    closeSync(zip);
  }
}
