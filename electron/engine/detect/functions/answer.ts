import type { TurnPart } from '../turn-text.ts';

/** What the model said to its reader: no thinking, no tool calls. */
export function answerParts(parts: readonly TurnPart[]): TurnPart[] {
  return parts.filter(
    ({ side, type }) =>
      side === 'output' && (type === 'text' || type === 'refusal' || type === 'json'),
  );
}

export const HAS_ANSWER = `t.turn_id IN (
  SELECT turn_id FROM message WHERE side = 'output' AND type IN ('text', 'refusal', 'json') AND content_id IS NOT NULL
)`;
