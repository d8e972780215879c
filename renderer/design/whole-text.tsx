import { type CSSProperties, useEffect, useState } from 'react';
import { classNames } from './class-names.ts';
import styles from './tooltip.module.css';

interface Tip {
  readonly words: readonly string[];
  readonly place: CSSProperties;
}

/**
 * Text that is cut at the edge of its place is shown whole: as a title while the pointer is on it, and under what keys
 * move the focus to. It stands once, around all screens; what reads the screen aloud has the text whole anyway.
 */
export function WholeText() {
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const on = { signal: stop.signal, passive: true, capture: true };
    const hide = (): void => setTip(null);
    document.addEventListener('pointerover', entitle, on);
    document.addEventListener('focusin', ({ target }) => setTip(tipOf(target)), on);
    for (const event of ['focusout', 'pointerdown', 'wheel', 'keydown'])
      document.addEventListener(event, hide, on);
    window.addEventListener('resize', hide, on);
    return () => stop.abort();
  }, []);
  if (tip === null) return null;
  return (
    <div
      aria-hidden
      data-whole-text
      className={classNames(styles['tip'], styles['whole'])}
      style={tip.place}
    >
      {tip.words.map((words) => (
        <p key={words}>{words}</p>
      ))}
    </div>
  );
}

/** How far up from what the pointer is on its text may be cut: a mark in a line, in a cell. */
const LEVELS = 4;
/** Titles that were given here, which go when their text fits again. */
const given = new WeakSet<Element>();

function entitle({ target }: Event): void {
  let element = target instanceof Element ? target : null;
  for (let level = 0; level < LEVELS && element instanceof HTMLElement; level += 1) {
    if (isCut(element)) {
      if (given.has(element) || element.closest('[title]') === null) {
        element.title = element.textContent;
        given.add(element);
      }
      return;
    }
    if (given.delete(element)) element.removeAttribute('title');
    element = element.parentElement;
  }
}

const CONTROLS =
  'a, button, input, select, summary, [role=option], [role=radio], [role=tab], [role=treeitem], [role=menuitem], [role=row]';

/** What a cursor stands on within a grid is told beside it: only a control that has the focus itself is looked at. */
function tipOf(target: EventTarget | null): Tip | null {
  if (!(target instanceof HTMLElement) || !target.matches(':focus-visible')) return null;
  if (!target.matches(CONTROLS)) return null;
  const whole = target.closest('label') ?? target;
  const cut = [whole, ...whole.querySelectorAll('*')].filter(isCut);
  if (cut.length === 0) return null;
  const { left, top, bottom } = whole.getBoundingClientRect();
  const isLow = bottom > window.innerHeight * 0.7;
  return {
    words: [...new Set(cut.map(({ textContent }) => textContent))],
    place: {
      left: Math.max(4, Math.min(left, window.innerWidth - MOST_WIDE - 4)),
      ...(isLow ? { bottom: window.innerHeight - top + 4 } : { top: bottom + 4 }),
    },
  };
}

const MOST_WIDE = 360;

function isCut(element: Element): boolean {
  if (element.scrollWidth <= element.clientWidth || element.clientWidth === 0) return false;
  return getComputedStyle(element).textOverflow === 'ellipsis';
}
