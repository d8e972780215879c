import { test } from 'vitest';
import { existsSync } from 'node:fs';
import { BY_TURN, ended, workbenchIn } from './desks.ts';
test('m', async () => {
  const w = workbenchIn('/tmp/session-measure/home');
  const desk = w.desk();
  await desk.cases.open({ sample: true });
  const v = await desk.views.open({ filter: '', sort: BY_TURN });
  const job = await desk.jobs.detect({});
  let over = false;
  const t0 = performance.now();
  let tick = performance.now(); const gaps: number[] = [];
  const timer = setInterval(() => { const now = performance.now(); gaps.push(now - tick); tick = now; }, 5);
  const end = ended(desk, job).then((j) => { over = true; console.log(j.state, j.elapsed_ms, j.phase); });
  const took: number[] = [];
  while (!over) {
    const t = performance.now();
    try { await desk.views.page({ view: v.view, offset: 500, limit: 200 }); } catch (e) { console.log(String(e)); break; }
    took.push(Math.round(performance.now() - t));
    await new Promise((r) => setTimeout(r, 30));
  }
  await end; clearInterval(timer);
  took.sort((a, b) => a - b); gaps.sort((a, b) => b - a);
  console.log('pages', took.length, 'median', took[took.length >> 1], 'max', took.at(-1), 'job', performance.now() - t0, 'gaps', JSON.stringify(gaps.slice(0, 12).map(Math.round)));
}, 300000);
