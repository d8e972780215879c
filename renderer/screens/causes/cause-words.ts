import type { z } from 'zod';
import type { confidence, standing } from '../../../shared/domain/analysis.ts';
import type { Ground } from '../../../shared/domain/cause.ts';
import type { Destination } from '../../../shared/domain/destination.ts';

export type Standing = z.infer<typeof standing>;
export type Confidence = z.infer<typeof confidence>;

export const standings = [
  { value: 'root', label: 'root' },
  { value: 'contributing', label: 'contributing' },
  { value: 'not-indicated', label: 'not indicated' },
] as const satisfies readonly { value: Standing; label: string }[];

/** The head of each group of the list. */
export const groupWords: Record<Standing, string> = {
  root: 'Root',
  contributing: 'Contributing',
  'not-indicated': 'Not indicated by the evidence examined',
};

export const confidences = [
  { value: 'low', label: 'low' },
  { value: 'medium', label: 'medium' },
  { value: 'high', label: 'high' },
] as const satisfies readonly { value: Confidence; label: string }[];

export const standingWords = (of: Standing): string => of.replaceAll('-', ' ');

/** Where grounds lead: to the turn, and in it to the finding or exhibit. */
export function placeOfGround({
  handle,
  kind,
  gone,
  turn_id,
  finding_id,
}: Ground): Destination | null {
  if (turn_id === null) return null;
  return {
    screen: 'replay',
    conversation: `T-${turn_id}`,
    turn: turn_id,
    finding: finding_id ?? undefined,
    mark: kind === 'exhibit' && gone === null ? handle : undefined,
  };
}

/** Grounds in one line, for readers. */
export const groundInWords = ({ handle, words, lane, gone }: Ground): string =>
  [handle, lane, words, gone].filter((part) => part !== null && part !== '').join(', ');

/** Id of the field of the rationale, so that Enter in the list leads to it. */
export const RATIONALE = 'cause-rationale';
