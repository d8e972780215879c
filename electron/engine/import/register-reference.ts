import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../base/errors.ts';
import { sha256OfFile } from '../base/hash.ts';
import { type Derivation, derive } from '../case/derive.ts';
import { integer, row } from '../case/query.ts';
import type { ReferenceBegun } from '../custody/acts.ts';
import { copyAside, keepEvidence, temporaryEvidencePath } from '../evidence/store.ts';
import { requireFile } from './intake.ts';

export interface ReferenceOptions {
  readonly title: string | null;
  /** ISO dates or times between which it held; null where open. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface RegisteredReference {
  reference_id: number;
  path: string;
  sha256: string;
  bytes: number;
  title: string;
}

/** Registers a file unparsed as a reference: a policy, a price list, a ticket, an eval result. */
export async function registerReference(
  casePath: string,
  file: string,
  options: ReferenceOptions,
): Promise<RegisteredReference> {
  const path = requireFile(file);
  const from = dateOf(options.from, '--from');
  const to = dateOf(options.to, '--to');
  return derive(casePath, 'reference', `registering ${basename(path)}`, async (derivation) => {
    const temporary = temporaryEvidencePath(derivation.layout.evidence);
    try {
      copyAside(path, temporary);
      const { sha256, bytes } = await sha256OfFile(temporary);
      keepEvidence(derivation.layout.evidence, temporary, sha256);
      const begun: ReferenceBegun = {
        job_no: derivation.jobNo,
        sha256,
        bytes,
        name: basename(path),
        title: options.title ?? basename(path),
        in_force_from: from,
        in_force_to: to,
      };
      const reference_id = await insertReference(derivation, begun, derivation.begin(begun));
      return { result: { reference_id, path, sha256, bytes, title: begun.title }, data: {} };
    } finally {
      rmSync(temporary, { force: true });
    }
  });
}

function dateOf(text: string | null, option: string): string | null {
  if (text === null) return null;
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new Refusal('bad-usage', `${option} is not a date: ${text}; write it as 2026-01-31.`);
  return date.toISOString();
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
