import { closeSync, fstatSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { blocksOf, openUnnamed, writeAll } from '../base/file-blocks.ts';
import { Refusal } from '../base/errors.ts';
import { openPlainFile } from '../base/plain-file.ts';
import { type Compression, compressionOf } from './compression.ts';
import { drop, leaveContent, useContent } from './kept-contents.ts';
import { openEvidence } from './open-evidence.ts';
import { type EvidenceStore, pathOfEvidence } from './store.ts';
import { unpack } from './unpack.ts';
import { readZipDirectory } from './zip-directory.ts';
import { openMember } from './zip-member.ts';

/**
 * The bytes in which a file's records have their places: the file itself, or what it unpacks to. Of a compressed file
 * that is a file of its own, this user's alone and without a name, which goes when it is let go.
 */
export interface Content {
  readonly file: number;
  readonly bytes: number;
  readonly release: () => void;
}

/** Opens it; the caller releases it. Refuses (`case-damaged`) evidence that is gone. */
export async function openContent(
  store: EvidenceStore,
  evidence: { sha256: string; name: string },
  member: string | null = null,
): Promise<Content> {
  const file = openEvidence(store, evidence);
  const head = Buffer.alloc(4);
  const compression = compressionOf(head.subarray(0, readSync(file, head, 0, 4, 0)));
  if (member === null && compression === null)
    return { file, bytes: fstatSync(file).size, release: () => closeSync(file) };
  const path = pathOfEvidence(store, evidence.sha256);
  const { ino, size, ctimeNs } = fstatSync(file, { bigint: true });
  const key = `${path} ${ino} ${size} ${ctimeNs} ${member ?? ''}`;
  const content = useContent(store.folder, key, () =>
    member === null ? unpackAside(path, compression ?? 'gzip') : memberAside(path, member),
  );
  closeSync(file);
  try {
    const unpacked = await content.unpacked;
    return {
      file: unpacked,
      bytes: fstatSync(unpacked).size,
      release: () => leaveContent(content),
    };
  } catch (error) {
    leaveContent(content);
    drop(key);
    throw error;
  }
}

/** Others in the process have their turn after so many bytes: unpacking is work of this thread. */
const TURN_BYTES = 4 << 20;

async function memberAside(path: string, name: string): Promise<number> {
  const zip = openPlainFile(path);
  try {
    const member = readZipDirectory(zip).members.find((one) => one.name === name);
    if (member === undefined)
      throw new Refusal('case-damaged', `The evidence file ${path} holds no member ${name}.`);
    return (await openMember(zip, member)).file;
  } finally {
    closeSync(zip);
  }
}

async function unpackAside(path: string, compression: Compression): Promise<number> {
  const file = openPlainFile(path);
  const unpacked = openUnnamed();
  try {
    let sinceTurn = 0;
    for await (const block of unpack(blocksOf(file), compression)) {
      writeAll(unpacked, block);
      sinceTurn += block.length;
      if (sinceTurn < TURN_BYTES) continue;
      sinceTurn = 0;
      await setImmediate();
    }
    return unpacked;
  } catch (error) {
    closeSync(unpacked);
    throw error;
  } finally {
    closeSync(file);
  }
}
