import { BrowserWindow, ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { channels } from '../../shared/contract/channels.ts';
import { pickPurpose } from '../../shared/contract/host.ts';
import { PAGE_ORIGIN } from './app-protocol.ts';
import { pickPaths } from './dialogs.ts';
import type { EngineProcess } from './engine-process.ts';
import { grantPath } from './grants.ts';

const pickRequest = z.object({ purpose: pickPurpose, suggested: z.string().max(200).optional() });
const dropRequest = z.array(z.string().min(1)).max(10_000);

/** Answers what the page may ask of the main process, and only our own page's own main frame. */
export function answerPage(engine: EngineProcess): void {
  const grantAll = async (paths: readonly string[]) => {
    const granted = paths.map((path) => grantPath(path, (id, place) => engine.grant(id, place)));
    await engine.heardAll();
    return granted;
  };

  ipcMain.on(channels.connect, (event) => {
    if (isOwnPage(event)) engine.connect(event.sender);
  });
  ipcMain.handle(channels.pick, async (event, request: unknown) => {
    const window = windowOf(event);
    const { purpose, suggested = 'Case' } = pickRequest.parse(request);
    return grantAll(await pickPaths(window, purpose, suggested));
  });
  ipcMain.handle(channels.drop, (event, paths: unknown) => {
    windowOf(event);
    return grantAll(dropRequest.parse(paths));
  });
}

function isOwnPage({ senderFrame: frame, sender }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return frame !== null && frame === sender.mainFrame && frame.url.startsWith(`${PAGE_ORIGIN}/`);
}

function windowOf(event: IpcMainInvokeEvent): BrowserWindow {
  const window = BrowserWindow.fromWebContents(event.sender);
  if (!isOwnPage(event) || window === null)
    throw new Error('only a window of Exhibit may ask this');
  return window;
}
