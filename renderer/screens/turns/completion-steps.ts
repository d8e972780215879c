import type { Completion } from '../../../shared/domain/view.ts';

export type CompletionItem = Completion['items'][number];

/** What completion was asked for: by typing, or by a person who wants to see what can stand there. */
export interface Asked {
  readonly text: string;
  readonly caret: number;
  readonly isAsked: boolean;
}

/** What can stand at the caret of a text. */
export interface Answer extends Completion {
  readonly asked: Pick<Asked, 'text' | 'caret'>;
}

/**
 * An answer as far as it still holds after more was typed at its word: the items that begin so. Where anything else
 * changed, no item is left.
 */
export function narrowed(answer: Answer, { text, caret }: Pick<Asked, 'text' | 'caret'>): Answer {
  const { asked, from, to, items } = answer;
  if (asked.text === text && asked.caret === caret) return answer;
  const end = to + text.length - asked.text.length;
  const isSameWord =
    caret >= from &&
    end >= caret &&
    text.slice(0, from) === asked.text.slice(0, from) &&
    text.slice(end) === asked.text.slice(to);
  const typed = text.slice(from, caret).toLowerCase();
  return {
    asked: { text, caret },
    from,
    to: end,
    items: isSameWord ? items.filter(({ label }) => label.toLowerCase().startsWith(typed)) : [],
  };
}

/** Down from nothing is the first, up from nothing the last; past an end comes the other. */
export function stepped(now: number | null, by: 1 | -1, length: number): number | null {
  if (length === 0) return null;
  if (now === null) return by === 1 ? 0 : length - 1;
  return (now + by + length) % length;
}

/** Nothing is offered unasked where no word was begun, nor where the only choice is what stands there. */
export function itemsFor({ from, to, items }: Completion, asked: Asked): readonly CompletionItem[] {
  const typed = asked.text.slice(from, asked.caret);
  const afterField = /[:=]$/.test(asked.text.slice(0, from));
  if (!asked.isAsked && typed === '' && !afterField) return [];
  const [only] = items;
  return items.length === 1 && only?.insert === asked.text.slice(from, to) ? [] : items;
}

/** A value at the end is followed by a space, so that the next word can be written at once; a field goes on to its values. */
export function withItem(
  text: string,
  { from, to }: Pick<Completion, 'from' | 'to'>,
  { insert, kind }: CompletionItem,
): { text: string; caret: number; goesOn: boolean } {
  const rest = text.slice(to);
  const goesOn = kind === 'field' && /[:=]$/.test(insert);
  const gap = goesOn || insert.endsWith(' ') || /^[\s)]/.test(rest) ? '' : ' ';
  const put = `${insert}${gap}`;
  return { text: `${text.slice(0, from)}${put}${rest}`, caret: from + put.length, goesOn };
}
