import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import type { ReferenceKind } from '../../../shared/domain/reference.ts';
import type { HeldBetween } from '../../../shared/text/in-force.ts';
import { sha256OfFile } from '../base/hash.ts';
import type { Job } from '../base/job.ts';
import { type Derivation, derive } from '../case/derive.ts';
import { integer, row } from '../case/query.ts';
import type { ReferenceBegun } from '../custody/acts.ts';
import { copyAside, keepEvidence, temporaryEvidencePath } from '../evidence/store.ts';
import { heldBetween } from './held-between.ts';
import { requireFile } from './intake.ts';

export interface ReferenceOptions {
  readonly title: string | null;
  /** Dates or times between which it held, as a person writes them; null where open. A day at the end is included. */
  readonly from: string | null;
  readonly to: string | null;
  /** IANA zone of dates and times that name none; UTC where none is given. */
  readonly zone?: string | null;
  readonly kind?: ReferenceKind | null;
  /** The examiner's words on it. They stand in custody, which is disclosed. */
  readonly note?: string | null;
}

export interface AddedReference extends HeldBetween {
  reference_id: number;
  path: string;
  sha256: string;
  bytes: number;
  title: string;
}

/** Refuses what could not be registered, before anything is waited for. */
export function checkReference(file: string, { from, to, zone }: ReferenceOptions): void {
  requireFile(file);
  heldBetween({ from, to, zone: zone ?? 'UTC' });
}

/** Registers a file unparsed as a reference: a policy, a price list, a ticket, an eval result. */
export async function registerReference(
  casePath: string,
  file: string,
  { title: given, from, to, zone = null, kind = null, note = null }: ReferenceOptions,
  job: Job = {},
): Promise<AddedReference> {
  const path = requireFile(file);
  const held = heldBetween({ from, to, zone: zone ?? 'UTC' });
  const title = given ?? basename(path);
  const work = async (derivation: Derivation) => {
    const temporary = temporaryEvidencePath(derivation.layout.evidence);
    try {
      job.onProgress?.({ phase: 'copying and hashing', done: 0, unit: 'steps' });
      await copyAside(path, temporary, job);
      const { sha256, bytes } = await sha256OfFile(temporary, job);
      keepEvidence(derivation.layout.evidence, temporary, sha256);
      const begun: ReferenceBegun = {
        job_no: derivation.jobNo,
        sha256,
        bytes,
        name: basename(path),
        title,
        ...held,
        ...(zone === null || zone === 'UTC' ? {} : { zone }),
        ...(kind === null ? {} : { kind }),
        ...(note === null ? {} : { note }),
      };
      const reference_id = await insertReference(derivation, begun, derivation.begin(begun));
      return { result: { reference_id, path, sha256, bytes, title, ...held }, data: {} };
    } finally {
      rmSync(temporary, { force: true });
    }
  };
  return derive(casePath, 'reference', `registering ${basename(path)}`, work, job);
}

export async function insertReference(
  { connection }: Pick<Derivation, 'connection'>,
  { sha256, name, bytes, title, in_force_from, in_force_to }: ReferenceBegun,
  registeredAt: string,
): Promise<number> {
  const { next } = await row(
    connection,
    'SELECT coalesce(max(reference_id), 0) + 1 AS next FROM store.reference',
    {},
    z.object({ next: integer }),
  );
  await connection.run(
    `INSERT INTO store.reference
     VALUES ($id, $sha256, $name, $bytes, $title, $from::TIMESTAMPTZ, $to::TIMESTAMPTZ, $at::TIMESTAMPTZ)`,
    {
      id: BigInt(next),
      sha256,
      name,
      bytes: BigInt(bytes),
      title,
      from: in_force_from,
      to: in_force_to,
      at: registeredAt,
    },
  );
  return next;
}
