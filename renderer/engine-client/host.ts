import type { HostBridge } from '../../shared/contract/host.ts';

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly exhibitHost: HostBridge<File>;
  }
}

/** What the main process does for the page: dialogs, dropped files, a port to the engine. */
export const host: HostBridge<File> = window.exhibitHost;
