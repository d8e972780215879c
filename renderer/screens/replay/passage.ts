import { codePointCount } from '../../../shared/text/code-points.ts';
import type { Selection, TextSource } from './selection.ts';
import { sourceKey } from './selection.ts';
import { storedOffset } from './stored-offset.ts';

/** An element that draws `text`, which stands at code point `from` of its source. */
interface DrawnText {
  readonly source: TextSource;
  readonly from: number;
  readonly text: string;
}

const drawn = new WeakMap<Element, DrawnText>();

/** Says what text an element with `data-passage` draws. */
export function drawsText(element: Element, text: DrawnText): void {
  drawn.set(element, text);
}

/**
 * The passage that a person marked, in characters of the record; null where nothing is marked, or more than one text,
 * for no citation can name that.
 */
export function markedPassage(marked: globalThis.Selection | null): Selection | null {
  if (marked === null || marked.isCollapsed || marked.rangeCount === 0) return null;
  const range = marked.getRangeAt(0);
  const start = textAround(range.startContainer);
  if (start === null) return null;
  const end = textAround(range.endContainer);
  const isOne = end !== null && sourceKey(end.text.source) === sourceKey(start.text.source);
  if (!isOne && !isBlank(start.element, range)) return null;
  const from = offsetIn(start, range.startContainer, range.startOffset);
  const to = isOne
    ? offsetIn(end, range.endContainer, range.endOffset)
    : start.text.from + codePointCount(start.text.text);
  return to > from ? { what: 'passage', source: start.text.source, from, to } : null;
}

function textAround(node: Node): { element: Element; text: DrawnText } | null {
  const inside = node instanceof Element ? node : node.parentElement;
  const element = inside?.closest('[data-passage]') ?? null;
  const text = element === null ? undefined : drawn.get(element);
  return element === null || text === undefined ? null : { element, text };
}

function offsetIn(
  { element, text }: { element: Element; text: DrawnText },
  node: Node,
  offset: number,
): number {
  const before = document.createRange();
  before.setStart(element, 0);
  before.setEnd(node, offset);
  return text.from + storedOffset(text.text, codePointCount(before.toString()));
}

/** A triple click marks a line and ends at the beginning of what comes next. */
function isBlank(element: Element, range: Range): boolean {
  const after = document.createRange();
  after.setStartAfter(element);
  after.setEnd(range.endContainer, range.endOffset);
  return after.toString().trim() === '';
}
