import type { MessagePart, ShownMessage } from '../../../shared/domain/replay-screen.ts';
import type { Selection, TextSource } from './selection.ts';
import { sourceKey } from './selection.ts';

/** Who speaks; a message without a role says so. */
export const roleOf = ({ role, side }: ShownMessage): string =>
  role ?? (side === 'output' ? 'assistant' : 'no role');

/** A part of a message as a text that can be selected and cited. */
export function partOf(message: ShownMessage, part: MessagePart): TextSource {
  const { side, seq, choice, place, parts } = message;
  const role = roleOf(message);
  const name = role.charAt(0).toUpperCase() + role.slice(1);
  const which = parts.length > 1 ? `, part ${part.part}` : '';
  return {
    side,
    seq,
    choice,
    part: part.part,
    title: `${name}, ${side} message ${seq}${which}`,
    content_id: part.content_id,
    characters: part.characters,
    text: part.text,
    place,
  };
}

/** How a part is labelled; plain text needs no label. What a model thought is never shown as what it said. */
export function partWords({ type }: Pick<MessagePart, 'type'>): {
  label: string | null;
  isCode: boolean;
  tone: 'plain' | 'warn' | 'line';
} {
  switch (type) {
    case 'text':
      return { label: null, isCode: false, tone: 'plain' };
    case 'thinking':
      return { label: 'thinking', isCode: false, tone: 'line' };
    case 'refusal':
      return { label: 'refusal', isCode: false, tone: 'warn' };
    case 'tool_call':
      return { label: 'tool call', isCode: true, tone: 'plain' };
    case 'tool_result':
      return { label: 'tool result', isCode: true, tone: 'plain' };
    default:
      return { label: type.replaceAll('_', ' '), isCode: true, tone: 'plain' };
  }
}

/** Whether a text, or a passage of it, is selected. */
export function isSameText(selection: Selection, source: TextSource): boolean {
  return (
    (selection.what === 'text' || selection.what === 'passage') &&
    sourceKey(selection.source) === sourceKey(source)
  );
}
