import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { TestRunner } from 'vitest';

const folder = join(tmpdir(), 'exhibit-app-failures');
const shown = new Set<Page>();

/** From now until `leave`, what the page shows is kept and said whenever a test fails. */
export function show(page: Page): void {
  shown.add(page);
}

/** Has to be waited for before the page is closed: a test that closes its own page may have failed. */
export async function leave(page: Page): Promise<void> {
  if (!shown.delete(page)) return;
  const test = TestRunner.getCurrentTest();
  if (test?.result?.state === 'fail') await sayWhatIsShown(page, test.name);
}

/** Writes a picture of the page and says where it lies, with the page's accessible text: a log of CI shows no picture. */
export async function sayWhatIsShown(page: Page, when: string): Promise<void> {
  const picture = join(folder, `${when.replace(/[^\w]+/g, '-').slice(0, 120)}-${Date.now()}.png`);
  mkdirSync(folder, { recursive: true });
  // A page that hangs or is gone has neither, and the failure itself is what has to be read.
  const timeout = 10_000;
  const taken = await page.screenshot({ path: picture, timeout }).then(
    () => picture,
    (error: unknown) => String(error),
  );
  const text = await page.locator('body').ariaSnapshot({ timeout }).catch(String);
  const focus = await Promise.race([
    page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200) ?? 'nowhere').catch(String),
    page.waitForEvent('close', { timeout }).then(
      () => 'closed',
      () => 'no answer',
    ),
  ]);
  console.error(
    [`Failed: ${when}`, `Picture: ${taken}`, `At: ${page.url()}`, `Focus: ${focus}`, text].join(
      '\n',
    ),
  );
}

/** Where several tests share a page, nobody leaves it in between: what a failed one left is said after it. */
export async function sayAllThatIsShown(when: string): Promise<void> {
  for (const page of shown) await sayWhatIsShown(page, when);
}
