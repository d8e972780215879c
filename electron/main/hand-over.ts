import type { BrowserWindow, WebContents } from 'electron';
import { resolve } from 'node:path';
import { channels } from '../../shared/contract/channels.ts';
import type { HostCommand } from '../../shared/contract/host.ts';
import type { EngineProcess } from './engine-process.ts';
import { grantPath } from './grants.ts';
import { command } from './menu.ts';

export type Handed = Extract<HostCommand, { what: 'handed' | 'sample' }>;

/** What the program was asked to open: paths (relative to `folder`), or the sample case; null for nothing. */
export function askedFor(
  engine: EngineProcess,
  asked: readonly string[],
  folder: string,
): Handed | null {
  const paths = asked.filter((argument) => !argument.startsWith('-'));
  const granted = paths.map((path) =>
    grantPath(resolve(folder, path), (grant, place) => engine.grant(grant, place)),
  );
  if (granted.length > 0) return { what: 'handed', granted };
  return asked.includes('--sample') ? { what: 'sample' } : null;
}

/** A window takes its time until it asks; the engine opens the case meanwhile. */
export function expectIn(engine: EngineProcess, handed: Handed): void {
  if (handed.what === 'sample') engine.expect({ sample: true });
  else {
    const found = handed.granted.find(({ kind }) => kind === 'case');
    if (found !== undefined) engine.expect({ grant: found.grant });
  }
}

const listening = new WeakSet<WebContents>();

/** A page listens from its preload script on, which says so by asking for the engine. */
export function noteListening({ webContents: page }: BrowserWindow): void {
  page.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) listening.delete(page);
  });
  page.ipc.on(channels.connect, () => listening.add(page));
}

/** Tells a window what was asked for, as soon as it listens. */
export function handTo(window: BrowserWindow, handed: Handed): void {
  const { webContents: page } = window;
  if (listening.has(page)) command(window, handed);
  else page.ipc.once(channels.connect, () => command(window, handed));
}
