import { rmSync } from 'node:fs';
import { answerConsole, consoleRequest } from '../engine/index.ts';
import { parentChannel } from './parent-channel.ts';

/** How long an interrupted query may take to let go of the case. */
const GRACE_MS = 1000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Child process of the SQL console: one request, its answer. Without a parent, or after its time, it ends itself: the
 * query is interrupted, and killed if that does not help (an ordinary exit would wait for it).
 */
const parent = parentChannel();
parent.onRequest((message) => {
  const request = consoleRequest.parse(message);
  const stop = new AbortController();
  let alone = false;
  const end = (): void => {
    rmSync(request.temporary, { recursive: true, force: true });
    if (request.into !== null) rmSync(request.into.path, { force: true });
    process.kill(process.pid, 'SIGKILL');
  };
  const interrupt = (): void => {
    alone = true;
    stop.abort();
    setTimeout(end, GRACE_MS);
  };
  parent.onGone(interrupt);
  // The parent's own limit comes first and says so; this one is for a parent that cannot.
  setTimeout(interrupt, Math.min(request.timeoutMs + GRACE_MS, LONGEST_TIMER_MS));
  answerConsole(request, (answer) => parent.send(answer), stop.signal)
    .catch((error: unknown) => {
      process.stderr.write(String(error));
      process.exit(1);
    })
    .finally(() => {
      if (alone) end();
    });
});
