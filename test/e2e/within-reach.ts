import type { Page } from '@playwright/test';

/**
 * What of the page no scrolling brings into sight, one line each: a page that is wider than its window, controls that
 * stand outside of what they are clipped by and of the window, and words that are cut where no sign says so. Rows of
 * grids and of long lists are left out: their own scroll bars bring them, whatever box they stand in.
 */
export const outOfReach = (page: Page): Promise<string[]> => page.evaluate(lookForUnreached);

/** Runs in the page. */
function lookForUnreached(): string[] {
  const CONTROLS =
    'a[href], button, input, textarea, summary, [role=option], [role=tab], [role=radio], [role=slider], [role=treeitem], [role=grid]';
  const LONG = '[role=grid] [role=row], [aria-setsize] *';
  const SLACK = 1.5;
  const isShown = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.closest('[inert], [aria-hidden=true]') === null;
  const named = (element: Element): string =>
    `${element.tagName.toLowerCase()} "${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 60)}"`;
  const scrolls = (overflow: string): boolean => overflow === 'auto' || overflow === 'scroll';
  /** An axis of a box: where it begins and ends. */
  const clamped = (from: number, to: number, low: number, high: number): [number, number] => [
    low,
    Math.min(high, low + to - from),
  ];
  const unreached = (element: Element): string | undefined => {
    let { left, right, top, bottom } = element.getBoundingClientRect();
    if (right - left < 2 || bottom - top < 2) return undefined;
    for (let around = element.parentElement; around !== null; around = around.parentElement) {
      const style = getComputedStyle(around);
      if (style.clipPath !== 'none') return undefined;
      const box = around.getBoundingClientRect();
      if (scrolls(style.overflowX)) [left, right] = clamped(left, right, box.left, box.right);
      else if (
        style.overflowX !== 'visible' &&
        (left < box.left - SLACK || right > box.right + SLACK)
      )
        return `is cut at a side by ${Math.round(Math.max(box.left - left, right - box.right))} px`;
      if (scrolls(style.overflowY)) [top, bottom] = clamped(top, bottom, box.top, box.bottom);
      else if (
        style.overflowY !== 'visible' &&
        (top < box.top - SLACK || bottom > box.bottom + SLACK)
      )
        return `is cut above or below by ${Math.round(Math.max(box.top - top, bottom - box.bottom))} px`;
    }
    const isInside =
      left >= -SLACK &&
      top >= -SLACK &&
      right <= window.innerWidth + SLACK &&
      bottom <= window.innerHeight + SLACK;
    return isInside ? undefined : 'stands outside of the window';
  };
  const isCutUnsaid = (element: Element): boolean => {
    const { overflowX, textOverflow, clipPath } = getComputedStyle(element);
    return (
      clipPath === 'none' &&
      element.clientWidth > 2 &&
      element.scrollWidth > element.clientWidth + SLACK &&
      (overflowX === 'hidden' || overflowX === 'clip') &&
      textOverflow !== 'ellipsis' &&
      Array.from(element.childNodes).some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
      )
    );
  };
  const { scrollWidth } = document.documentElement;
  const wide = scrollWidth > window.innerWidth ? [`the page is ${scrollWidth} px wide`] : [];
  // What is drawn of a checkbox or radio is its label.
  const controls = new Set(
    Array.from(document.querySelectorAll(CONTROLS), (one) => one.closest('label') ?? one),
  );
  const away = [...controls]
    .filter((element) => isShown(element) && element.closest(LONG) === null)
    .flatMap((element) => {
      const why = unreached(element);
      return why === undefined ? [] : [`${named(element)} ${why}`];
    });
  const cut = Array.from(document.body.querySelectorAll('*'))
    .filter((element) => isShown(element) && element.closest(LONG) === null && isCutUnsaid(element))
    .map((element) => `the words of ${named(element)} are cut`);
  return [...wide, ...away, ...cut];
}
