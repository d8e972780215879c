import { z } from 'zod';
import { statedFacts } from '../../../shared/domain/intake.ts';
import type { Completeness } from '../../../shared/domain/evidence-register.ts';

const stated = z.record(z.string(), z.unknown());

type Origin = Pick<Completeness, 'intake' | 'senders_hash'>;

/** Facts as the JSON of column `intake` states them, and the sender's hash compared with the file's own. */
export function intakeOf(json: string | null, sha256: string): Origin {
  const facts = json === null ? {} : stated.parse(JSON.parse(json));
  const senders = facts['sender_sha256'];
  return {
    intake: statedFacts(facts),
    senders_hash:
      typeof senders !== 'string'
        ? null
        : senders.trim().toLowerCase() === sha256
          ? 'confirmed'
          : 'differs',
  };
}
