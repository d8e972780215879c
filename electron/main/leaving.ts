import { app, BrowserWindow } from 'electron';
import { askLeave } from './dialogs.ts';

/** What must happen before the program ends: jobs are asked about, cases are closed. */
export interface Leaving {
  /** Jobs that run now; a program that was left without a window ends with the last of them. */
  running(jobs: number): void;
  /** A last window that closes while jobs run asks first. */
  guard(window: BrowserWindow): void;
}

/** `closeCases` resolves when the engine has ended its jobs and closed every case. */
export function leaveInOrder(closeCases: () => Promise<void>): Leaving {
  let jobs = 0;
  let agreed = false;
  let closed = false;
  let asking = false;

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
    const leave = (): void => {
      closed = true;
      app.quit();
    };
    closeCases().then(leave, leave);
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
