import type { MessagePortMain } from 'electron';
import { basename } from 'node:path';
import { childEntry, type FromEngine } from '../../shared/contract/engine-process.ts';
import type { Child } from '../engine/index.ts';

/** A child as the engine sees it before and after its port has come. */
interface Asked {
  port: MessagePortMain | null;
  readonly waiting: object[];
  readonly onPort: ((port: MessagePortMain) => void)[];
  readonly onEnd: ((how: string) => void)[];
  ended: string | null;
}

/**
 * Children of the engine in the app: only the main process may start processes there, so it is asked to, and hands over
 * a port.
 */
export class AppChildren {
  private readonly children = new Map<number, Asked>();
  private last = 0;
  private readonly tellMain: (message: FromEngine) => void;

  constructor(tellMain: (message: FromEngine) => void) {
    this.tellMain = tellMain;
  }

  start(entry: string, environment: NodeJS.ProcessEnv): Child {
    this.last += 1;
    const child = this.last;
    const asked: Asked = { port: null, waiting: [], onPort: [], onEnd: [], ended: null };
    this.children.set(child, asked);
    this.tellMain({
      what: 'start-child',
      child,
      entry: childEntry.parse(basename(entry, '.mjs')),
      environment: defined(environment),
    });
    return {
      send: (message) => {
        if (asked.port === null) asked.waiting.push(message);
        else asked.port.postMessage(message);
      },
      onMessage: (listener) => {
        const listen = (port: MessagePortMain): void =>
          void port.on('message', ({ data }) => listener(data));
        if (asked.port === null) asked.onPort.push(listen);
        else listen(asked.port);
      },
      onEnd: (listener) => {
        if (asked.ended === null) asked.onEnd.push((how) => listener(how, ''));
        else listener(asked.ended, '');
      },
      kill: () => {
        if (asked.ended === null) this.tellMain({ what: 'kill-child', child });
      },
    };
  }

  /** The main process has started the child. */
  arrived(child: number, port: MessagePortMain): void {
    const asked = this.children.get(child);
    if (asked === undefined) return;
    asked.port = port;
    for (const listen of asked.onPort) listen(port);
    port.start();
    for (const message of asked.waiting.splice(0)) port.postMessage(message);
  }

  ended(child: number, how: string): void {
    const asked = this.children.get(child);
    this.children.delete(child);
    if (asked === undefined) return;
    asked.ended = how;
    asked.port?.close();
    for (const listener of asked.onEnd) listener(how);
  }
}

function defined(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}
