import { app, type Session } from 'electron';
import { PAGE_ORIGIN } from './app-protocol.ts';

/** What the page may ask of the system: to put text on the clipboard when a person presses Copy. */
const ALLOWED = new Set(['clipboard-sanitized-write']);

/** Nothing leaves: no request but for the page's own files, no permission, no other window, no navigation. */
export function harden(session: Session): void {
  session.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: !url.startsWith(`${PAGE_ORIGIN}/`) && !isOfDevelopment(url) }),
  );
  session.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(ALLOWED.has(permission)),
  );
  session.setPermissionCheckHandler((_contents, permission) => ALLOWED.has(permission));
  session.on('will-download', (event) => event.preventDefault());
}

/** A debugger that a developer attached reads its own pages; nothing else speaks these schemes. */
function isOfDevelopment(url: string): boolean {
  return !app.isPackaged && /^(devtools|chrome-extension|data|blob):/.test(url);
}

export function hardenContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}
