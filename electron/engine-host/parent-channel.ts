import type { MessagePortMain } from 'electron';

/**
 * How a child process of ours hears the one that started it, and answers: forked by Node, or started by the app's
 * main process, which hands it a port to the engine. The parent ends a child that has answered; one that left by itself
 * could be gone before its answer is read.
 */
export interface ParentChannel {
  /** Called with each request; most children are asked once. */
  onRequest(listener: (request: unknown) => void): void;
  send(message: object): void;
  /** The parent is gone. */
  onGone(listener: () => void): void;
}

export function parentChannel(): ParentChannel {
  return 'parentPort' in process ? startedByApp(process.parentPort) : forked();
}

function forked(): ParentChannel {
  return {
    onRequest: (listener) => void process.on('message', listener),
    send: (message) => {
      if (process.connected) process.send?.(message);
    },
    onGone: (listener) => void process.once('disconnect', listener),
  };
}

function startedByApp(parentPort: Electron.ParentPort): ParentChannel {
  const port = new Promise<MessagePortMain>((resolve) => {
    parentPort.once('message', ({ ports: [first] }) => {
      if (first !== undefined) resolve(first);
    });
  });
  const withPort = (use: (port: MessagePortMain) => void): void => {
    port.then(use, () => undefined);
  };
  return {
    onRequest: (listener) =>
      withPort((open) => {
        open.on('message', ({ data }) => listener(data));
        open.start();
      }),
    send: (message) => withPort((open) => open.postMessage(message)),
    onGone: (listener) => withPort((open) => void open.once('close', listener)),
  };
}
