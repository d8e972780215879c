// What the page's main thread did, from Chromium's own trace: processor time of its tasks, not a timer in the page.
import { readFileSync, rmSync } from 'node:fs';
import { p95 } from './numbers.mjs';

const FRAME_US = 1e6 / 60;

/** Records the page's thread while `act` runs, and answers what `mainThread` makes of it beside what `act` answered. */
export async function traced({ app, page }, act) {
  const pid = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0].webContents.getOSProcessId(),
  );
  await app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({
      recording_mode: 'record-as-much-as-possible',
      included_categories: ['toplevel', 'devtools.timeline', 'blink.user_timing'],
      excluded_categories: ['*'],
    }),
  );
  let answer;
  let path;
  try {
    await page.evaluate(() => performance.mark('bench-from'));
    answer = await act();
    await page.evaluate(() => performance.mark('bench-to'));
  } finally {
    path = await app.evaluate(({ contentTracing }) => contentTracing.stopRecording());
  }
  try {
    const { traceEvents } = JSON.parse(readFileSync(path, 'utf8'));
    if (process.env.EXHIBIT_BENCH_TRACE !== undefined) console.log(`  trace: ${path}`);
    return { answer, ...mainThread(traceEvents, pid) };
  } finally {
    if (process.env.EXHIBIT_BENCH_TRACE === undefined) rmSync(path, { force: true });
  }
}

function mainThread(events, pid) {
  const thread = events.find(
    (event) =>
      event.pid === pid && event.name === 'thread_name' && event.args.name === 'CrRendererMain',
  )?.tid;
  const mine = events.filter((event) => event.pid === pid && event.tid === thread);
  const markAt = (name) => mine.find((event) => event.name === name)?.ts;
  const [from, to] = [markAt('bench-from'), markAt('bench-to')];
  if (from === undefined || to === undefined) throw new Error('the trace holds no marks');
  const tasks = outermost(
    mine.filter(({ ph, ts, dur }) => ph === 'X' && dur > 0 && ts >= from && ts < to),
  );
  if (!tasks.some(({ tdur }) => tdur > 0)) throw new Error('the trace holds no processor times');
  const frames = perFrame(tasks, from, to);
  const longest = tasks.reduce((most, task) => (task.dur > most.dur ? task : most));
  return {
    cpuPerFrame: p95(frames),
    meanCpuPerFrame: frames.reduce((sum, value) => sum + value, 0) / frames.length,
    /** Milliseconds on the clock, and of processor: a thread that waits for a core is long on the clock alone. */
    longest: { wall: longest.dur / 1000, cpu: longest.tdur / 1000 },
    longestCpu: Math.max(...tasks.map(({ tdur }) => tdur)) / 1000,
    longestAt: (longest.ts - from) / 1000,
    drawn: mine.filter(
      ({ name, ph, ts }) => name === 'Paint' && ph === 'X' && ts >= from && ts < to,
    ).length,
    seconds: (to - from) / 1e6,
  };
}

/** Tasks that stand in no other: the trace nests. */
function outermost(events) {
  const kept = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const event of events.toSorted((a, b) => a.ts - b.ts || b.dur - a.dur)) {
    if (event.ts < end) continue;
    kept.push(event);
    end = event.ts + event.dur;
  }
  return kept;
}

/** Milliseconds of processor in each stretch of 16.7 ms; a task that spans several gives to each its share. */
function perFrame(tasks, from, to) {
  const frames = new Array(Math.floor((to - from) / FRAME_US)).fill(0);
  for (const { ts, dur, tdur = 0 } of tasks) {
    let at = ts;
    while (at < ts + dur) {
      const frame = Math.floor((at - from) / FRAME_US + 1e-6);
      const until = Math.min(ts + dur, from + (frame + 1) * FRAME_US);
      if (frame < frames.length) frames[frame] += (tdur * (until - at)) / dur / 1000;
      at = Math.max(until, at + 0.001);
    }
  }
  return frames;
}
