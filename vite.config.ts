import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/order.ts';

const shared = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  pool: 'forks' as const,
  // Imports wait for the disk and windows for what is drawn: three of either fill two cores.
  maxWorkers: 3,
  env: { TZ: 'UTC', LC_ALL: 'C' },
};

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...shared,
          name: 'engine',
          // Modules, compiled patterns and threads of an import stay for the next file; tests leave nothing else behind.
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          globalSetup: ['test/build-first.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'app',
          // Playwright takes longer to import than an app to start. What has to be said anew for each file is set up.
          isolate: false,
          setupFiles: ['test/e2e/after-each.ts'],
          // A window may take its time on a busy machine; what is waited for has to come all the same.
          expect: { poll: { timeout: 20_000 } },
          retry: 1,
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/prepare.ts'],
        },
      },
    ],
  },
});
