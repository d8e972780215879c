import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { channels } from '../../shared/contract/channels.ts';
import type { HostBridge, HostCommand } from '../../shared/contract/host.ts';

// A port cannot cross the context bridge; it is posted into the page.
ipcRenderer.on(channels.enginePort, (event) => {
  window.postMessage({ exhibit: 'engine-port' }, window.location.origin, [...event.ports]);
});

const bridge: HostBridge<File> = {
  connect: () => ipcRenderer.send(channels.connect),
  pick: (purpose, suggested) => ipcRenderer.invoke(channels.pick, { purpose, suggested }),
  drop: (files) =>
    ipcRenderer.invoke(
      channels.drop,
      files.map((file) => webUtils.getPathForFile(file)),
    ),
  onCommand: (listener) => {
    const heard = (_event: unknown, command: HostCommand): void => listener(command);
    ipcRenderer.on(channels.command, heard);
    return () => void ipcRenderer.removeListener(channels.command, heard);
  },
};

contextBridge.exposeInMainWorld('exhibitHost', bridge);
