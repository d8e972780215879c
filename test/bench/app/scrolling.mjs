// Scrolling at 100 px for every sixtieth of a second: processor time of the page's main thread, from Chromium's trace.
import { untilRows, untilText } from './in-page.mjs';
import { load, median, ms } from './numbers.mjs';
import { profiled } from './profile.mjs';
import { startOn } from './running.mjs';
import { traced } from './trace.mjs';
import { middleOf, turnWheel } from './wheel.mjs';

const SECONDS = 6;

export async function measureTurnsScrolling(path, runtime, rounds = 5) {
  const running = await startOn(path, runtime);
  try {
    const { page } = running;
    await page.evaluate(untilRows, {
      hash: running.hash('turns?filter='),
      first: 1,
      length: 1_000_000,
    });
    const place = await middleOf(page, 'main [role=grid]');
    const firstRow = () =>
      page.evaluate(() =>
        Math.min(
          ...[...document.querySelectorAll('main [role=row]:not([aria-rowindex="1"])')].map((row) =>
            Number(row.getAttribute('aria-rowindex')),
          ),
        ),
      );
    return await scrolled('scrolling 1,000,000 turns', running, place, firstRow, rounds);
  } finally {
    await running.stop();
  }
}

export async function measureReplay(path, messages, runtime, rounds = 5) {
  const running = await startOn(path, runtime);
  const before = load();
  try {
    const { page } = running;
    const last = Math.ceil(messages / 3) + 1;
    const opened = [];
    for (let round = 0; round <= rounds; round++) {
      // C-2 has another turn of as many messages, so that nothing of the one that is opened is still held.
      await page.evaluate((to) => (location.hash = to), running.hash('home'));
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
      const turn = last + (round % 3);
      const took = await page.evaluate(untilText, {
        hash: running.hash(`replay?conversation=T-${turn}&turn=${turn}`),
        text: 'Message ',
      });
      opened.push(took);
    }
    console.log(`  replay opens: ${opened.map((time) => time.toFixed(0)).join(' ')}`);
    // The first three are asked of the engine for the first time.
    const opening = {
      row: `a conversation of ${messages.toLocaleString('en')} messages opens`,
      measured: `${ms(median(opened.slice(0, 3)))} at first, the first of all ${ms(opened[0])}; again ${ms(median(opened.slice(3)))}`,
      bound: '1,000 ms',
      met: opened[0] <= 1000,
      load: `${before} to ${load()}`,
    };
    const place = await middleOf(page, 'main [role=region][data-keys=list]');
    const firstMessage = () =>
      page.evaluate(() =>
        Math.min(
          ...[
            ...document.querySelectorAll('main [role=region][data-keys=list] [role=listitem]'),
          ].map((row) => Number(row.getAttribute('aria-posinset'))),
        ),
      );
    await unfoldHistory(page);
    return [
      opening,
      ...(await scrolled('scrolling its messages', running, place, firstMessage, rounds)),
    ];
  } finally {
    await running.stop();
  }
}

/** Earlier messages are folded up where a turn has many: opens what is folded until they are in the list. */
function unfoldHistory(page) {
  return page.evaluate(async () => {
    const list = document.querySelector('main [role=region][data-keys=list]');
    const size = () => Number(list.querySelector('[role=listitem]').getAttribute('aria-setsize'));
    const folded = () => [...list.querySelectorAll('button[aria-expanded=false]')];
    for (let tries = 0; size() < 1000; tries++) {
      const buttons = folded();
      if (tries > 20 || buttons.length === 0) throw new Error(`${size()} rows, nothing to unfold`);
      buttons[tries % buttons.length].click();
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  });
}

async function scrolled(row, running, place, firstSeen, rounds) {
  const before = load();
  const runs = [];
  for (let round = 0; round <= rounds; round++) {
    const from = await firstSeen();
    const scroll = () => turnWheel(running, { ...place, milliseconds: SECONDS * 1000 });
    if (round === 0) {
      await profiled(running, row, scroll);
      continue;
    }
    const run = await traced(running, scroll);
    runs.push(run);
    console.log(
      `  ${row}: p95 ${ms(run.cpuPerFrame, 1)}, mean ${ms(run.meanCpuPerFrame, 1)}, longest task ${ms(run.longest.wall)} ` +
        `(processor ${ms(run.longest.cpu)}, most ${ms(run.longestCpu)}), ${run.drawn} frames in ${run.seconds.toFixed(1)} s, ` +
        `rows ${from} to ${await firstSeen()}, load ${load()}`,
    );
    // Back is never longer than what was scrolled, so that each run is over rows that were not drawn before.
  }
  const cpu = median(runs.map(({ cpuPerFrame }) => cpuPerFrame));
  const wall = median(runs.map(({ longest }) => longest.wall));
  const longestCpu = median(runs.map((run) => run.longestCpu));
  const after = load();
  return [
    {
      row: `${row}, processor per 16.7 ms, p95`,
      measured: `${ms(cpu, 1)} (mean ${ms(median(runs.map((run) => run.meanCpuPerFrame)), 1)})`,
      bound: '8 ms',
      met: cpu <= 8,
      load: `${before} to ${after}`,
    },
    {
      row: `${row}, longest task`,
      measured: `${ms(wall)} (of processor ${ms(longestCpu)})`,
      bound: '50 ms',
      met: wall <= 50,
      load: `${before} to ${after}`,
    },
  ];
}
