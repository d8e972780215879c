// From leaving a field of the report to the page that shows it, with the sample's report, which is longer than 30 pages.
import { load, median, ms } from './numbers.mjs';
import { startOn } from './running.mjs';

const BOUND_MS = 2000;

export async function measurePreviewing(runtime, rounds) {
  const running = await startOn('--sample', runtime);
  const before = load();
  const times = [];
  try {
    const { page } = running;
    await page.evaluate((to) => (location.hash = to), running.hash('report'));
    await page.getByRole('img', { name: 'Page 1 of the draft' }).waitFor({ timeout: 60_000 });
    const said = await page.getByText(/^Page 1 of \d+$/).textContent();
    const pages = Number(said?.split(' ').at(-1));
    for (let round = 0; round <= rounds; round++) {
      await page.getByRole('textbox', { name: 'Title' }).fill(`Wrong return periods, ${round}`);
      await page.evaluate(watchForPage);
      await page.keyboard.press('Tab');
      const took = await page.evaluate(() => window.benchShown);
      console.log(`  previewing: ${ms(took)} for ${pages} pages, load ${load()}`);
      // The first one loads what is loaded once.
      if (round > 0) times.push(took);
    }
    const middle = median(times);
    return [
      {
        row: 'a field left to the page that shows it, 30 pages',
        measured: `${ms(middle)} (${pages} pages)`,
        bound: `${BOUND_MS} ms`,
        met: middle <= BOUND_MS,
        load: `${before} to ${load()}`,
      },
    ];
  } finally {
    await running.stop();
  }
}

/** Sent to the page: `window.benchShown` becomes the milliseconds from the next key until another page is drawn in place. */
function watchForPage() {
  const shown = () => document.querySelector('img[alt="Page 1 of the draft"]');
  const before = shown().src;
  const pressed = new Promise((resolve) => {
    addEventListener('keydown', () => resolve(performance.now()), { capture: true, once: true });
  });
  const drawn = async (began) => {
    for (;;) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      if (performance.now() - began > 60_000) throw new Error('no other page came');
      const image = shown();
      if (image === null || image.src === before) continue;
      if (!image.complete) continue;
      return performance.now() - began;
    }
  };
  window.benchShown = pressed.then(drawn);
}
