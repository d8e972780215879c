import type { Locator, Page } from '@playwright/test';
import { expect } from 'vitest';
import { PAIR, SIGNER } from './story.ts';

export const dialog = (page: Page): Locator => page.getByRole('dialog');
export const heading = (page: Page, name: string): Locator =>
  page.getByRole('heading', { level: 1, name, exact: true });

export const hits = (page: Page): Locator => page.getByRole('grid', { name: 'Hits, worst first' });
export const hitOn = (page: Page, turn: string): Locator =>
  hits(page).getByRole('row').filter({ hasText: turn });
export const chosenHit = (page: Page): Locator =>
  page.getByRole('region', { name: 'The chosen hit' });

export const marks = (page: Page): Locator => page.getByRole('region', { name: 'Marks' });
export const givenAndAnswered = (page: Page, turn: string): Locator =>
  page.getByRole('region', { name: `Turn ${turn}: given and answered` });

export const suggested = (page: Page): Locator =>
  page.getByRole('listbox', { name: 'Suggested sides' });
export const pairs = (page: Page): Locator => page.getByRole('grid', { name: 'Pairs' });
export const pairRow = (page: Page, number: number): Locator =>
  pairs(page)
    .getByRole('row')
    .filter({ hasText: new RegExp(`^${number}\\D`) });
export const pair = (page: Page): Locator =>
  page.getByRole('region', { name: `Pair ${PAIR.number}`, exact: true });
export const judged = (page: Page): Locator => page.getByText(`Pair ${PAIR.number}: A better`);

export const cause = (page: Page): Locator =>
  page.getByRole('listbox', { name: 'Causes' }).getByRole('option', { name: /^K-1\b/ });
export const event = (page: Page): Locator =>
  page.getByRole('region', { name: 'Event', exact: true });
export const eventRow = (page: Page): Locator => page.getByRole('row', { name: /^V-1,/ });
export const action = (page: Page): Locator =>
  page.getByRole('region', { name: 'Action', exact: true });
export const actionRow = (page: Page): Locator => page.getByRole('row').filter({ hasText: /^A-1/ });

export const said = (page: Page, words: RegExp | string): Locator => page.getByText(words).first();

/** Everything that was chosen is in the case, but the policy, which is no log. */
export async function sawImported(page: Page): Promise<void> {
  await page
    .getByRole('region', { name: /^Result of the import/ })
    .getByText('6 files imported, 1 refused')
    .waitFor();
}

/** A page of the draft is drawn. */
export const draftPage = (page: Page, number: number): Locator =>
  page.getByRole('img', { name: `Page ${number} of the draft` });

/** The case is verified, set and signed, which takes a while on a busy machine. */
export async function sawIssued(page: Page, report = 'R-0001'): Promise<void> {
  const words = `${report} was issued and signed by ${SIGNER}.`;
  await page.getByText(words).waitFor({ timeout: 120_000 });
}

/** The package that was saved is whole, says the screen, and its signer is nobody known yet. */
export async function sawWhole(page: Page): Promise<void> {
  const result = page
    .getByRole('region', { name: 'Results', exact: true })
    .getByRole('region', { name: 'saved.zip', exact: true });
  await result.getByText(/^\d+ of \d+ checks passed$/).waitFor();
  await result.getByText('Integrity: unchanged since it was signed').waitFor();
  await result.getByText('Trust: the signer is not in your list').waitFor();
}

/** Waits until the cursor of a grid stands on a row. */
export async function expectCursor(grid: Locator, row: RegExp): Promise<void> {
  await expect
    .poll(() =>
      grid.evaluate(
        (node) =>
          document.getElementById(node.getAttribute('aria-activedescendant') ?? '')?.textContent,
      ),
    )
    .toMatch(row);
}
