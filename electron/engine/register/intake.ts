import { z } from 'zod';
import type { Completeness } from '../../../shared/domain/evidence-register.ts';

/** The facts that can be stated when a file is taken in, in words. */
const FACTS = {
  exported_by: 'Exported by',
  source_system: 'Source system',
  query: 'Export query',
  received_at: 'Received at',
  received_from: 'Received from',
  sender_sha256: 'SHA-256 named by the sender',
  remarks: 'Remarks',
} as const;

const stated = z.record(z.string(), z.unknown());

type Origin = Pick<Completeness, 'intake' | 'senders_hash'>;

/** Facts as the JSON of column `intake` states them, and the sender's hash compared with the file's own. */
export function intakeOf(json: string | null, sha256: string): Origin {
  const facts = json === null ? {} : stated.parse(JSON.parse(json));
  const senders = facts['sender_sha256'];
  return {
    intake: Object.entries(FACTS).map(([key, fact]) => {
      const value = facts[key];
      return { fact, value: value === undefined ? null : inWords(value) };
    }),
    senders_hash:
      typeof senders !== 'string'
        ? null
        : senders.trim().toLowerCase() === sha256
          ? 'confirmed'
          : 'differs',
  };
}

const inWords = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);
