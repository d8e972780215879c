// From the key that lays a mark to the mark drawn in the panel of the conversation.
import { load, median, ms } from './numbers.mjs';
import { profiled } from './profile.mjs';
import { startOn } from './running.mjs';

const BOUND = 100;

export async function measureMarking(path, which, runtime, rounds) {
  const running = await startOn(path, runtime);
  const loadBefore = load();
  try {
    const { app, page } = running;
    await page.evaluate(
      (to) => (location.hash = to),
      running.hash('replay?conversation="T-2"&turn=2'),
    );
    await page.getByRole('tab', { name: /^Marks/ }).click();
    await page.getByRole('region', { name: /given and answered/ }).waitFor();
    // What can be marked is there once the turn is.
    await page.locator('main').getByRole('button', { name: /^Note/, disabled: false }).waitFor();
    const rail = page.getByRole('listbox', { name: 'Turns and spans' });
    const spent = [];
    const processors = [];
    for (let round = 0; round <= rounds; round++) {
      const text = `Note of round ${round}, ${which}`;
      await rail.focus();
      await page.keyboard.press('w');
      await page.getByRole('textbox', { name: 'Note' }).fill(text);
      // What opening the dialog set going has ended.
      await page.waitForTimeout(500);
      await page.evaluate(watchForMark, text);
      const before = await processorTimes(app);
      const took = await profiled(running, `marking ${which} ${round}`, async () => {
        await page.keyboard.press('Control+Enter');
        return page.evaluate(() => window.benchShown);
      });
      const after = await processorTimes(app);
      const busy = Object.fromEntries(KINDS.map((kind) => [kind, after[kind] - before[kind]]));
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      // The first one loads what is loaded once.
      if (round === 0) continue;
      spent.push(took);
      processors.push(busy);
    }
    console.log(`  marking with ${which}: ${spent.map((time) => ms(time)).join(', ')}`);
    const processor = KINDS.map(
      (kind) => `${kind} ${ms(median(processors.map((busy) => busy[kind])))}`,
    ).join(', ');
    const middle = median(spent);
    return [
      {
        row: `a mark shown after its key, ${which}`,
        measured: `${ms(middle)} (processor: ${processor})`,
        bound: ms(BOUND),
        met: middle <= BOUND,
        load: `${loadBefore} to ${load()}`,
      },
    ];
  } finally {
    await running.stop();
  }
}

const KINDS = ['page', 'engine', 'rest'];

/** Milliseconds of processor time that the processes of the app have used. */
const processorTimes = (app) =>
  app.evaluate(({ app: own }) => {
    const used = { page: 0, engine: 0, rest: 0 };
    for (const { type, serviceName, cpu } of own.getAppMetrics()) {
      const kind =
        type === 'Tab' ? 'page' : serviceName === 'node.mojom.NodeService' ? 'engine' : 'rest';
      used[kind] += 1000 * (cpu.cumulativeCPUUsage ?? 0);
    }
    return used;
  });

/** Sent to the page: `window.benchShown` becomes the milliseconds from Enter to the first frame with the words in the panel. */
function watchForMark(text) {
  window.benchShown = new Promise((resolve, reject) => {
    window.addEventListener(
      'keydown',
      function pressed(event) {
        if (event.key !== 'Enter') return;
        window.removeEventListener('keydown', pressed, true);
        const start = event.timeStamp;
        const look = () => {
          const panel = document.querySelector('main [role=grid][aria-label="Marks of this turn"]');
          if (panel?.textContent.includes(text) === true) resolve(performance.now() - start);
          else if (performance.now() - start > 30_000) reject(new Error('the mark never came'));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      },
      true,
    );
  });
}
