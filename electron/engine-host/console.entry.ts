import { rmSync } from 'node:fs';
import { answerConsole, consoleRequest } from '../engine/index.ts';

/** How long an interrupted query may take to let go of the case. */
const GRACE_MS = 1000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Child process of the SQL console: one request, its answer. The parent ends it when it has read the last row; one that
 * left by itself could be gone before its rows are read. Without a parent, or after its time, it ends itself: the
 * query is interrupted, and killed if that does not help (an ordinary exit would wait for it).
 */
process.once('message', (message) => {
  const request = consoleRequest.parse(message);
  const stop = new AbortController();
  const end = (): void => {
    rmSync(request.temporary, { recursive: true, force: true });
    process.kill(process.pid, 'SIGKILL');
  };
  const interrupt = (): void => {
    stop.abort();
    setTimeout(end, GRACE_MS);
  };
  process.once('disconnect', interrupt);
  // The parent's own limit comes first and says so; this one is for a parent that cannot.
  setTimeout(interrupt, Math.min(request.timeoutMs + GRACE_MS, LONGEST_TIMER_MS));
  const send = (answer: unknown): void => {
    if (process.connected) process.send?.(answer);
  };
  answerConsole(request, send, stop.signal)
    .catch((error: unknown) => {
      process.stderr.write(String(error));
      process.exitCode = 1;
      if (process.connected) process.disconnect();
    })
    .finally(() => {
      if (!process.connected) end();
    });
});
