// Pages of the grid while a log is imported into the same case.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { noteCalls, untilJumped, untilRows } from './in-page.mjs';
import { load, ms, p95 } from './numbers.mjs';
import { startOn } from './running.mjs';
import { traced } from './trace.mjs';

export async function measureImporting(path, log, runtime) {
  const running = await startOn(path, runtime);
  const before = load();
  try {
    const { app, page } = running;
    await page.context().addInitScript(noteCalls);
    await page.reload();
    await page.waitForFunction(() => document.querySelector('main h1'));
    const open = () =>
      page.evaluate(untilRows, {
        hash: running.hash('turns?filter='),
        first: 1,
        length: 1_000_000,
      });
    await open();
    const jumps = { quiet: [], importing: [] };
    for (let at = 1; at <= 40; at++)
      jumps.quiet.push(await page.evaluate(untilJumped, shareOf(at)));
    const quietCalls = await callsOf(page, 'views/page');

    await app.evaluate(({ dialog }, log) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [log] });
    }, log);
    await page.evaluate((to) => (location.hash = to), running.hash('home'));
    await page.getByRole('button', { name: 'Add evidence' }).first().click();
    await waitFor(() => lastAct(path) === 'import.begun', 'the import does not begin');
    await open();
    await page.evaluate(() => window.benchCalls.splice(0));
    let at = 0;
    const run = await traced(running, async () => {
      // When the rows change the view is opened again, and a jump under way ends nowhere.
      const over = waitFor(() => lastAct(path) !== 'import.begun', 'the import does not end');
      while (lastAct(path) === 'import.begun') {
        const jumping = page.evaluate(untilJumped, shareOf((at += 1)));
        const jump = await Promise.race([jumping, over]);
        if (jump === undefined) jumping.catch(() => undefined);
        else jumps.importing.push(jump);
      }
    });
    const calls = await callsOf(page, 'views/page');
    const after = load();
    const [page95, jump95] = [calls, jumps.importing].map(p95);
    console.log(
      `  without an import: ${quietCalls.length} calls p95 ${ms(p95(quietCalls))}, jumps p95 ${ms(p95(jumps.quiet))}; ` +
        `importing, ${run.seconds.toFixed(1)} s: ${calls.length} calls, ${jumps.importing.length} jumps, slowest ${ms(Math.max(...jumps.importing))}; ` +
        `longest task of the page ${ms(run.longest.wall)} (processor ${ms(run.longest.cpu)}) at ${ms(run.longestAt)}`,
    );
    return [
      {
        row: 'views.page while 200 MB are imported, p95',
        measured: `${ms(page95)} of ${calls.length} calls (without import ${ms(p95(quietCalls))})`,
        bound: '300 ms',
        met: page95 <= 300,
        load: `${before} to ${after}`,
      },
      {
        row: 'a jump to its rows drawn meanwhile, p95',
        measured: `${ms(jump95)} of ${jumps.importing.length} jumps (without import ${ms(p95(jumps.quiet))})`,
        bound: '300 ms',
        met: jump95 <= 300,
        load: `${before} to ${after}`,
      },
      {
        row: 'longest task of the page meanwhile',
        measured: `${ms(run.longest.wall)} (of processor ${ms(run.longestCpu)})`,
        bound: '50 ms',
        met: run.longest.wall <= 50,
        load: `${before} to ${after}`,
      },
    ];
  } finally {
    await running.stop();
  }
}

/** Shares of the way that are far from each other, none twice. */
const shareOf = (at) => (at * 0.618034) % 1;

const callsOf = (page, path) =>
  page.evaluate(
    (path) => window.benchCalls.filter((call) => call.path === path).map(({ took }) => took),
    path,
  );

const lastAct = (path) =>
  JSON.parse(readFileSync(join(path, 'custody.jsonl'), 'utf8').trimEnd().split('\n').at(-1)).act;

async function waitFor(isSo, otherwise) {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 30_000) throw new Error(otherwise);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
