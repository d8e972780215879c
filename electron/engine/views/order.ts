import type { SortColumn, SortOrder } from '../../../shared/domain/view.ts';

/**
 * What a sort compares, over a row `t` of turn with `c`, its conversation, and `f`, its hits, where `needs` names them.
 */
interface Key {
  readonly by: string;
  /** What keeps equal values together before turns are numbered through. */
  readonly together?: string;
  readonly needs?: 'conversation' | 'findings';
}

const column = (name: string): Key => ({ by: `t."${name}"` });

const KEYS: Record<SortColumn, Key> = {
  turn: column('turn_id'),
  at: column('started_at'),
  // Two conversations may have one id in their logs: their turns do not mix.
  conversation: { by: 'c.external_id', together: 't.conversation_id', needs: 'conversation' },
  kind: column('kind'),
  model: { by: 'coalesce(t.model, t.requested_model)' },
  user: column('user_id'),
  severity: { by: 'f.rank', needs: 'findings' },
  latency_ms: column('latency_ms'),
  prompt_tokens: column('prompt_tokens'),
  completion_tokens: column('completion_tokens'),
  confidence: column('confidence'),
  finish_reason: column('finish_reason'),
  route: column('route'),
  release: column('release'),
};

/** How bad a hit is, for `x` of table finding: lane first, then severity, as `worst` of a row has it. NULL for a dismissed one. */
export const HIT_RANK = `
  (4 * (list_position(['candidate', 'lead', 'finding'], x.lane) - 1)
    + list_position(['low', 'medium', 'high', 'critical'], x.severity))`;

const JOINS = {
  conversation: 'LEFT JOIN conversation c ON c.conversation_id = t.conversation_id',
  findings: `
    LEFT JOIN (
      SELECT x.turn_id, max(${HIT_RANK}) AS rank FROM finding x WHERE x.lane <> 'dismissed' GROUP BY x.turn_id
    ) f ON f.turn_id = t.turn_id`,
} as const;

/** SQL of an order over `turn t`: what it joins, and what ORDER BY is followed by. Ties go by number of the turn. */
export function orderSql({ column: sorted, descending }: SortOrder): {
  joins: string;
  orderBy: string;
} {
  const { by, together, needs } = KEYS[sorted];
  const keys = [`${by} ${descending ? 'DESC' : 'ASC'} NULLS LAST`, together, 't.turn_id'];
  return {
    joins: needs === undefined ? '' : JOINS[needs],
    orderBy: keys.filter((key) => key !== undefined).join(', '),
  };
}
