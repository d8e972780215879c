// `npm run bench`: both sides of every comparison in the same run; ratios, medians, and the machine's load.
import { spawnSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { join } from 'node:path';

for (const name of ['import.mjs', 'search.mjs']) {
  console.log(`== ${name.replace('.mjs', '')}; load ${loadavg()[0]?.toFixed(2)}`);
  const { status } = spawnSync('node', [join(import.meta.dirname, name)], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
