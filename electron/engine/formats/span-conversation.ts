import type { JsonObject } from './format.ts';
import { stepColumns } from './span-columns.ts';

export const CONVERSATION_ID = 'gen_ai.conversation.id';

/**
 * The conversation that attributes name. A session is one, but for OpenInference, whose sessions hold many traces that
 * each are a conversation.
 */
export function namedConversation(attributes: JsonObject): unknown {
  const named = attributes[CONVERSATION_ID] ?? undefined;
  if (named !== undefined || 'openinference.span.kind' in attributes) return named;
  return stepColumns(attributes).fields.session_id;
}

/** A step of a trace, as far as its conversation goes. */
export interface TraceStep {
  readonly trace: string | undefined;
  readonly attributes: JsonObject;
}

/** The conversations of traces of which every step that names one names the same. */
export function conversationsByTrace(steps: Iterable<TraceStep>): ReadonlyMap<string, unknown> {
  const named = new Map<string, Set<unknown>>();
  for (const { trace, attributes } of steps) {
    const conversation = namedConversation(attributes);
    if (trace === undefined || conversation === undefined) continue;
    named.set(trace, (named.get(trace) ?? new Set()).add(conversation));
  }
  return new Map(
    [...named].flatMap(([trace, [first, ...others]]) =>
      others.length === 0 ? [[trace, first] as const] : [],
    ),
  );
}
