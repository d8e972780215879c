import { BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import { channels } from '../../shared/contract/channels.ts';
import type { HostCommand } from '../../shared/contract/host.ts';

/** The system's menu: what a person looks for there. Each entry is a command of the page, by its id. */
export function installMenu(openAnother: () => void): void {
  const ask =
    (id: string): NonNullable<MenuItemConstructorOptions['click']> =>
    (_item, window) => {
      if (window instanceof BrowserWindow) command(window, { what: 'command', id });
    };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: 'File',
        submenu: [
          { label: 'New case…', click: ask('case.new') },
          { label: 'Open case…', click: ask('case.open') },
          { label: 'New window', click: openAnother },
          { type: 'separator' },
          { label: 'Add evidence…', click: ask('evidence.add') },
          { label: 'Add reference…', click: ask('evidence.reference') },
          { type: 'separator' },
          { label: 'Settings…', click: ask('go.settings') },
          { type: 'separator' },
          { role: 'close' },
          { role: 'quit' },
        ],
      },
      { role: 'editMenu' },
      {
        label: 'View',
        submenu: [
          { label: 'Commands…', click: ask('palette.open') },
          { label: 'All keys', click: ask('help.keys') },
          { type: 'separator' },
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
          { role: 'togglefullscreen' },
        ],
      },
      { role: 'help', submenu: [{ label: 'Help', click: ask('go.help') }] },
    ]),
  );
}

export function command(window: BrowserWindow, message: HostCommand): void {
  window.webContents.send(channels.command, message);
}
