import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { JSHandle, Page } from '@playwright/test';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const everyRule = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
const rulesOfColour = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

interface Axe {
  run(context: object, options: object): Promise<{ violations: Violation[] }>;
}
interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: unknown[]; readonly failureSummary?: string }[];
}

/**
 * What axe finds amiss (WCAG 2.0 to 2.2, A and AA) in each theme: one line per rule and place. Themes differ in colours
 * alone: what else axe looks for stands in one as in all. In the first, every element is looked at; in the others, of
 * those that look alike, one that is in sight.
 */
export async function axeViolations(page: Page): Promise<string[]> {
  // A colour on its way from one theme to the next is of neither.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  await wear(page, 'light');
  const found = await lookOver(
    page,
    await page.evaluateHandle((): Node[] => [document]),
    everyRule,
  );
  const lines = found.map((line) => `light: ${line}`);
  for (const theme of ['dark', 'hc']) {
    await wear(page, theme);
    const less = await lookOver(page, await page.evaluateHandle(oneOfEachLook), rulesOfColour);
    lines.push(...less.map((line) => `${theme}: ${line}`));
  }
  return lines;
}

const wear = (page: Page, theme: string): Promise<void> =>
  page.evaluate((name) => {
    document.documentElement.dataset['theme'] = name;
  }, theme);

const lookOver = (page: Page, include: JSHandle<Node[]>, runOnly: object): Promise<string[]> =>
  page.evaluate(
    async ([elements, rules]) => {
      const { axe } = window as unknown as { axe: Axe };
      // The announcer of combo boxes names options that are gone by the time that axe looks.
      const context = { include: elements, exclude: [['[data-live-announcer]']] };
      const { violations } = await axe.run(context, {
        runOnly: rules,
        resultTypes: ['violations'],
        preload: false,
      });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(
          ({ target, failureSummary }) => `${id} at ${String(target)}: ${failureSummary ?? ''}`,
        ),
      );
    },
    [include, runOnly] as const,
  );

/**
 * Runs in the page. Of the elements with text of their own, one of each look: elements look alike when they and all that
 * they stand in have the same colours, sizes and weights. Where none of a look is in sight, all of it are taken.
 */
function oneOfEachLook(): Element[] {
  const looks = new Map<Element, string>();
  const numbers = new Map<string, string>();
  /** A look by a number, so that what stands deep has no long name. */
  const lookOf = (element: Element): string => {
    const known = looks.get(element);
    if (known !== undefined) return known;
    const { parentElement } = element;
    const style = getComputedStyle(element);
    const name = [
      parentElement === null ? '' : lookOf(parentElement),
      style.color,
      style.backgroundColor,
      style.backgroundImage,
      style.opacity,
      style.fontSize,
      style.fontWeight,
      style.textDecorationLine,
      style.textShadow,
      element.matches(':disabled, [aria-disabled=true]'),
    ].join(' ');
    const look = numbers.get(name) ?? String(numbers.size);
    numbers.set(name, look);
    looks.set(element, look);
    return look;
  };
  const hasText = (element: Element): boolean =>
    element.matches('input, textarea, select') ||
    Array.from(element.childNodes).some(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
    );
  const isInSight = (element: Element): boolean => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2) === element;
  };
  const alike = new Map<string, { inSight: boolean; elements: Element[] }>();
  for (const element of document.body.querySelectorAll('*')) {
    if (!hasText(element)) continue;
    const look = lookOf(element);
    const others = alike.get(look);
    if (others?.inSight) continue;
    if (isInSight(element)) alike.set(look, { inSight: true, elements: [element] });
    else if (others === undefined) alike.set(look, { inSight: false, elements: [element] });
    else others.elements.push(element);
  }
  return [...alike.values()].flatMap(({ elements }) => elements);
}
