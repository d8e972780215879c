import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs `act`, and where EXHIBIT_BENCH_PROFILES names a folder leaves a processor profile of the page there. */
export async function profiled({ page }, name, act) {
  const folder = process.env.EXHIBIT_BENCH_PROFILES;
  if (folder === undefined) return act();
  const session = await page.context().newCDPSession(page);
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: 250 });
  await session.send('Profiler.start');
  const answer = await act();
  const { profile } = await session.send('Profiler.stop');
  await session.detach();
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${name.replaceAll(/\W+/g, '-')}.cpuprofile`),
    JSON.stringify(profile),
  );
  return answer;
}
