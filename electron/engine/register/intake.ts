import { z } from 'zod';
import { comparedWithSenders, statedFacts } from '../../../shared/domain/intake.ts';
import type { Completeness } from '../../../shared/domain/evidence-register.ts';

const stated = z.record(z.string(), z.unknown());

type Origin = Pick<Completeness, 'intake' | 'senders_hash'>;

/** Facts as the JSON of column `intake` states them, and the sender's hash compared with the file's own. */
export function intakeOf(json: string | null, sha256: string): Origin {
  const facts = json === null ? {} : stated.parse(JSON.parse(json));
  return {
    intake: statedFacts(facts),
    senders_hash: comparedWithSenders(facts['sender_sha256'], sha256),
  };
}
