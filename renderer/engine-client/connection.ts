import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { create } from 'zustand';
import { asked } from './asked-in.ts';
import { host } from './host.ts';

/** How the page stands to the engine. `lost`: it ended and is being started anew; `gone`: it does not start any more. */
export type ConnectionState = 'connecting' | 'ready' | 'lost' | 'gone' | 'other-version';

interface Connection {
  readonly state: ConnectionState;
  /** Rises with every new port: what was open in the engine before is no longer. */
  readonly epoch: number;
}

export const useConnection = create<Connection>(() => ({ state: 'connecting', epoch: 0 }));

const RECONNECT_MS = 200;

let arrived: Promise<RPCLink<ClientContext>>;
let arrive: (link: RPCLink<ClientContext>) => void;

function expectPort(): void {
  arrived = new Promise((resolve) => {
    arrive = resolve;
  });
}

let current: MessagePort | null = null;

window.addEventListener('message', ({ source, data, ports }) => {
  const [port] = ports;
  if (source !== window || !isPortMessage(data) || port === undefined) return;
  // Asked for twice, it comes twice: the later one counts.
  if (current !== null) {
    current.close();
    expectPort();
  }
  current = port;
  port.addEventListener('close', () => {
    if (current !== port) return;
    current = null;
    expectPort();
    useConnection.setState({ state: 'lost' });
    setTimeout(() => host.connect(), RECONNECT_MS);
  });
  arrive(new RPCLink({ port }));
  port.start();
  useConnection.setState(({ epoch }) => ({ epoch: epoch + 1 }));
});

function isPortMessage(data: unknown): boolean {
  return (
    typeof data === 'object' && data !== null && 'exhibit' in data && data.exhibit === 'engine-port'
  );
}

/** Calls wait for the port; after a loss they wait for the next one. */
export const engineLink: ClientLink<ClientContext> = {
  call: (path: readonly string[], input: unknown, options: ClientOptions<ClientContext>) =>
    asked(async () => {
      const link = await arrived;
      try {
        return await link.call(path, input, options);
      } catch (error) {
        // A port that closes aborts its calls; only who asked can have withdrawn one.
        if (!isAbort(error) || options.signal?.aborted === true) throw error;
        throw new Error('the engine ended before it answered', { cause: error });
      }
    }),
};

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** Asks for the first port. */
export function connect(): void {
  expectPort();
  host.connect();
}
