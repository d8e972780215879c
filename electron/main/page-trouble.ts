import type { BrowserWindow } from 'electron';
import { askPageAnew } from './dialogs.ts';

/** A page that crashed or hangs leaves a window that says nothing: the person is asked what shall become of it. */
export function tendPage(window: BrowserWindow): void {
  const { webContents: page } = window;
  let asking = false;
  const ask = (how: 'ended' | 'hangs'): void => {
    if (asking || window.isDestroyed()) return;
    asking = true;
    askPageAnew(window, how)
      .then((anew) => {
        if (window.isDestroyed()) return;
        // A page that hangs hears nothing; what ends it is answered by the reload below.
        if (anew && !page.isCrashed()) page.forcefullyCrashRenderer();
        if (anew) page.reload();
        else if (page.isCrashed()) window.close();
      })
      .catch((error: unknown) => console.error(error))
      .finally(() => {
        asking = false;
      });
  };
  page.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') ask('ended');
  });
  window.on('unresponsive', () => ask('hangs'));
}
