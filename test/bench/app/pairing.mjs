// From the key that goes to the next pair of a comparison to both answers drawn with what differs.
import { load, median, ms } from './numbers.mjs';
import { profiled } from './profile.mjs';
import { startOn } from './running.mjs';

const BOUND = 100;

export async function measurePairing(runtime, rounds) {
  const running = await startOn('--sample', runtime);
  const before = load();
  try {
    const { page } = running;
    await page.evaluate((to) => (location.hash = to), running.hash('compare'));
    await page
      .getByRole('listbox', { name: 'Suggested sides' })
      .getByRole('option')
      .first()
      .dblclick();
    const grid = page.getByRole('grid', { name: 'Pairs' });
    await grid.getByRole('row').nth(1).click();
    await page.getByRole('article', { name: 'Answer A' }).waitFor();
    const spent = [];
    for (let round = 0; round <= rounds; round++) {
      await grid.focus();
      await page.waitForTimeout(300);
      await page.evaluate(watchForPair);
      const took = await profiled(running, `pair ${round}`, async () => {
        await page.keyboard.press('j');
        return page.evaluate(() => window.benchShown);
      });
      // The first one loads what is loaded once.
      if (round > 0) spent.push(took);
    }
    console.log(`  pairs: ${spent.map((time) => ms(time)).join(', ')}`);
    const middle = median(spent);
    return [
      {
        row: 'the next pair shown after its key',
        measured: ms(middle),
        bound: ms(BOUND),
        met: middle <= BOUND,
        load: `${before} to ${load()}`,
      },
    ];
  } finally {
    await running.stop();
  }
}

/**
 * Sent to the page: `window.benchShown` becomes the milliseconds from J to the first frame in which another pair stands with
 * both answers.
 */
function watchForPair() {
  const named = () =>
    document.querySelector('main section[aria-label^="Pair "] [role=group][aria-label^="Question"]')
      ?.ariaLabel;
  const last = named();
  window.benchShown = new Promise((resolve, reject) => {
    window.addEventListener(
      'keydown',
      (event) => {
        const start = event.timeStamp;
        const look = () => {
          const now = performance.now();
          const both =
            document.querySelectorAll('main article[aria-label^="Answer "]').length === 2;
          if (both && named() !== last) resolve(now - start);
          else if (now - start > 30_000) reject(new Error('no other pair came'));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      },
      { capture: true, once: true },
    );
  });
}
