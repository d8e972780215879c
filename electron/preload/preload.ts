import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { channels } from '../../shared/contract/channels.ts';
import type { HostBridge, HostCommand } from '../../shared/contract/host.ts';

// A port cannot cross the context bridge; it is posted into the page.
ipcRenderer.on(channels.enginePort, (event) => {
  window.postMessage({ exhibit: 'engine-port' }, window.location.origin, [...event.ports]);
});

// What is asked before the page listens waits for it.
const early: HostCommand[] = [];
const listeners = new Set<(command: HostCommand) => void>();
ipcRenderer.on(channels.command, (_event, command: HostCommand) => {
  if (listeners.size === 0) early.push(command);
  for (const listener of listeners) listener(command);
});

const bridge: HostBridge<File> = {
  connect: () => ipcRenderer.send(channels.connect),
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
