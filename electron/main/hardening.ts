import { app, type Session } from 'electron';
import { PAGE_ORIGIN } from './app-protocol.ts';

/** What the page may ask of the system: to put text on the clipboard when a person presses Copy. */
const ALLOWED = new Set(['clipboard-sanitized-write']);

/** Before the app is ready. No name is ever looked up: a look-up is a message too, and a page can cause one by a link alone. */
export function shutNetwork(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
}

/** Nothing leaves: no request but for the page's own files, no permission, no navigation. */
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
    // The page may load itself anew where it is, and go nowhere else.
    const stay = (event: { readonly url: string; preventDefault(): void }): void => {
      if (event.url !== contents.getURL() || !event.url.startsWith(`${PAGE_ORIGIN}/`))
        event.preventDefault();
    };
    contents.on('will-navigate', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    // Preventing this event lets the page go: whether a window may close is asked by the main process alone.
    contents.on('will-prevent-unload', (event) => event.preventDefault());
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  });
}
