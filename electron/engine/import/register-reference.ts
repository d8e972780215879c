import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { type HeldBetween, readEnd } from '../../../shared/text/in-force.ts';
import { readWrittenTime } from '../../../shared/text/written-time.ts';
import { Refusal } from '../base/errors.ts';
import { sha256OfFile } from '../base/hash.ts';
import { type Derivation, derive } from '../case/derive.ts';
import { integer, row } from '../case/query.ts';
import type { ReferenceBegun } from '../custody/acts.ts';
import { copyAside, keepEvidence, temporaryEvidencePath } from '../evidence/store.ts';
import { requireFile } from './intake.ts';

export interface ReferenceOptions {
  readonly title: string | null;
  /** Dates or times between which it held, as a person writes them; null where open. A day at the end is included. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface RegisteredReference extends HeldBetween {
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
  const from = momentOf(options.from, '--from', readWrittenTime);
  const to = momentOf(options.to, '--to', readEnd);
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
      const { title, in_force_from, in_force_to } = begun;
      const result = { reference_id, path, sha256, bytes, title, in_force_from, in_force_to };
      return { result, data: {} };
    } finally {
      rmSync(temporary, { force: true });
    }
  });
}

function momentOf(
  text: string | null,
  option: string,
  read: (text: string) => string | null,
): string | null {
  if (text === null) return null;
  const moment = read(text);
  if (moment === null)
    throw new Refusal(
      'bad-usage',
      `${option} is not a date: ${text}; write it as 2026-01-31 or 2026-01-31T17:30Z.`,
    );
  return moment;
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
