import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { channels } from '../../shared/contract/channels.ts';
import type { HostBridge, HostCommand } from '../../shared/contract/host.ts';

// A port cannot cross the context bridge; it is posted into the page. The first is asked for at once, so that it is there
// when the page's own script runs and asks.
let asked = false;
let first: MessagePort | null = null;
const postToPage = (port: MessagePort): void =>
  window.postMessage({ exhibit: 'engine-port' }, window.location.origin, [port]);
ipcRenderer.on(channels.enginePort, ({ ports: [port] }) => {
  if (port === undefined) return;
  if (asked) postToPage(port);
  else first = port;
});
ipcRenderer.send(channels.connect);

let isFirst = true;
function connect(): void {
  asked = true;
  if (!isFirst) ipcRenderer.send(channels.connect);
  isFirst = false;
  if (first !== null) postToPage(first);
  first = null;
}

// What is asked before the page listens waits for it.
const early: HostCommand[] = [];
const listeners = new Set<(command: HostCommand) => void>();
ipcRenderer.on(channels.command, (_event, command: HostCommand) => {
  if (listeners.size === 0) early.push(command);
  for (const listener of listeners) listener(command);
});

const bridge: HostBridge<File> = {
  connect,
  pick: (purpose, suggested) => ipcRenderer.invoke(channels.pick, { purpose, suggested }),
  drop: (files) =>
    ipcRenderer.invoke(
      channels.drop,
      // What was dragged out of another program may be no file on disk, and has no path.
      files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== ''),
    ),
  onCommand: (listener) => {
    const heard = (command: HostCommand): void => listener(command);
    listeners.add(heard);
    for (const command of early.splice(0)) heard(command);
    return () => void listeners.delete(heard);
  },
};

contextBridge.exposeInMainWorld('exhibitHost', bridge);
