import { app, BrowserWindow, screen } from 'electron';
import { PAGE_ORIGIN } from './app-protocol.ts';

const USUAL = { width: 1440, height: 900 };
const SMALLEST = { minWidth: 1180, minHeight: 760 };

/** How large a window is made, in pixels. */
export function openingSize(): { width: number; height: number } {
  const { width, height } = screen.getPrimaryDisplay().workAreaSize;
  return { width: Math.min(USUAL.width, width), height: Math.min(USUAL.height, height) };
}

/** A window on the page: sandboxed, isolated, without Node. It shows itself when its first frame is drawn. */
export function openWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    ...openingSize(),
    ...SMALLEST,
    show: false,
    autoHideMenuBar: true,
    title: 'Exhibit',
    // The colour of the chrome in both themes' middle, so that a slow first frame does not flash.
    backgroundColor: '#14171b',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      devTools: !app.isPackaged,
      // A window in the background goes on showing how far its jobs are.
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  // The address carries the route; a failed load leaves an empty window that says nothing, which the test of start finds.
  window.loadURL(`${PAGE_ORIGIN}/`).catch((error: unknown) => console.error(error));
  return window;
}

/** A page that asks for a window on its own beginning is given one like any other; everything else it asks for is denied. */
export function giveAnother(window: BrowserWindow, openAnother: () => void): void {
  window.webContents.setWindowOpenHandler(({ url }) => {
    if (url === `${PAGE_ORIGIN}/`) openAnother();
    return { action: 'deny' };
  });
}
