import { app, BrowserWindow } from 'electron';
import { askEndNow, askLeave } from './dialogs.ts';

/** What must happen before the program ends: jobs are asked about, cases are closed. */
export interface Leaving {
  /** Jobs that run now; a program that was left without a window ends with the last of them. */
  running(jobs: number): void;
  /** A last window that closes while jobs run asks first. */
  guard(window: BrowserWindow): void;
}

/** What closing asks of the engine. */
export interface Closing {
  /** Resolves when it has ended its jobs and closed every case, or is gone. */
  closeCases(): Promise<void>;
  /** Ends it whatever it is doing. */
  end(): void;
}

/** Closing that takes longer than this is asked about: an engine that hangs must not keep a program that nobody sees. */
const PATIENCE_MS = 10_000;

export function leaveInOrder(engine: Closing): Leaving {
  let jobs = 0;
  let agreed = false;
  let closed = false;
  let asking = false;
  let leaving = false;

  const quit = (): void => {
    agreed = true;
    app.quit();
  };
  const ask = async (window: BrowserWindow | null): Promise<void> => {
    if (asking) return;
    asking = true;
    const choice = await askLeave(window, jobs).finally(() => {
      asking = false;
    });
    if (choice === 'cancel-jobs') quit();
    else if (choice === 'keep-running')
      for (const open of BrowserWindow.getAllWindows()) open.destroy();
  };

  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    if (jobs > 0 && !agreed) {
      ask(BrowserWindow.getFocusedWindow()).catch(quit);
      return;
    }
    if (leaving) return;
    leaving = true;
    const leave = (): void => {
      closed = true;
      app.quit();
    };
    close(engine).then(leave, leave);
  });
  app.on('window-all-closed', () => {
    if (jobs === 0) quit();
  });

  return {
    running: (now) => {
      jobs = now;
      if (now === 0 && app.isReady() && BrowserWindow.getAllWindows().length === 0) quit();
    },
    guard: (window) => {
      window.on('close', (event) => {
        if (jobs === 0 || agreed || BrowserWindow.getAllWindows().length > 1) return;
        event.preventDefault();
        ask(window).catch(quit);
      });
    },
  };
}

async function close(engine: Closing): Promise<void> {
  const over = new AbortController();
  const closing = engine.closeCases().finally(() => over.abort());
  await Promise.race([closing, patience(over.signal)]);
  while (!over.signal.aborted) {
    if (await askEndNow(over.signal)) engine.end();
    await Promise.race([closing, patience(over.signal)]);
  }
}

const patience = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
