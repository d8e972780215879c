import type { Page } from '@playwright/test';
import { expect } from 'vitest';

/** Gives a command by its words in the palette, as soon as the first line says what was meant, by Enter. */
export async function give(page: Page, words: string, meant = words): Promise<void> {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Go to or run' });
  await expectFocus(palette.getByRole('searchbox'));
  await page.keyboard.type(words);
  await palette.getByRole('menuitem').first().filter({ hasText: meant }).waitFor();
  await page.keyboard.press('Enter');
  await palette.waitFor({ state: 'detached' });
}

/**
 * `g` and a letter, as a hand presses them: one after the other without waiting for the page, which may be busy for longer than
 * the second key may take.
 */
export async function goBy(page: Page, letter: string): Promise<void> {
  await Promise.all([page.keyboard.press('g'), page.keyboard.press(letter)]);
}

/** Waits until what is typed goes here. */
export async function expectFocus(target: ReturnType<Page['locator']>): Promise<void> {
  await target.waitFor();
  await expect.poll(() => target.evaluate((node) => node === document.activeElement)).toBe(true);
}
