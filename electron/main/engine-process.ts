import {
  MessageChannelMain,
  type UtilityProcess,
  utilityProcess,
  type WebContents,
} from 'electron';
import { join } from 'node:path';
import { channels } from '../../shared/contract/channels.ts';
import { fromEngine, type ToEngine } from '../../shared/contract/engine-process.ts';
import { showIssued } from './show-issued.ts';
import { ChildProcesses, killNow } from './child-processes.ts';

export interface EngineEvents {
  /** Jobs that run now. */
  onRunning(jobs: number): void;
  /** The engine ended by itself; `again` says whether it is being started anew. */
  onLost(again: boolean): void;
}

const MOST_RESTARTS = 5;
const RESTART_MS = 250;
/** A run of this length counts as healthy: a later end is a first one again. */
const HEALTHY_MS = 30_000;

/**
 * The engine's process. Windows that ask for it while it starts get their port as soon as it runs; when it ends without
 * being told to, it is started anew, a little later each time.
 */
export class EngineProcess {
  private process: UtilityProcess | null = null;
  private readonly folder: string;
  private readonly compiled: string;
  private readonly events: EngineEvents;
  private readonly children: ChildProcesses;
  private readonly granted: ToEngine[] = [];
  private readonly waiting = new Set<WebContents>();
  private gaveUp = false;
  private restarts = 0;
  private startedAt = 0;
  private quitting: (() => void) | null = null;
  private readonly echoes = new Map<number, () => void>();
  private lastEcho = 0;

  /** `folder` holds the built entries; in `compiled` the engine keeps what V8 made of its own. */
  constructor(folder: string, compiled: string, events: EngineEvents) {
    this.folder = folder;
    this.compiled = compiled;
    this.events = events;
    this.children = new ChildProcesses(folder, (message, ports) =>
      this.process?.postMessage(message, ports),
    );
    this.start();
  }

  /** Gives a page a port of its own to the engine; while none runs, as soon as one does. */
  connect(page: WebContents): void {
    if (this.gaveUp) {
      this.events.onLost(false);
      return;
    }
    if (this.process === null) {
      this.waiting.add(page);
      return;
    }
    const { port1, port2 } = new MessageChannelMain();
    this.tell({ what: 'connect' }, [port1]);
    page.postMessage(channels.enginePort, null, [port2]);
  }

  grant(grant: string, path: string): void {
    const message: ToEngine = { what: 'granted', grant, path };
    this.granted.push(message);
    this.tell(message);
  }

  /** Lets it begin with what a window will ask for. */
  expect(opens: Extract<ToEngine, { what: 'expect' }>['opens']): void {
    this.tell({ what: 'expect', opens });
  }

  /**
   * Resolves when the engine has heard what it was told before, or ended: a page's own port to it may be quicker than
   * ours, and a page must not name a grant that the engine does not know yet.
   */
  heardAll(): Promise<void> {
    if (this.process === null) return Promise.resolve();
    this.lastEcho += 1;
    const echo = this.lastEcho;
    return new Promise((resolve) => {
      this.echoes.set(echo, resolve);
      this.tell({ what: 'echo', echo });
    });
  }

  /** Resolves when the engine has closed every case, or is gone. */
  readonly quit = (): Promise<void> => {
    if (this.process === null) return Promise.resolve();
    return new Promise((resolve) => {
      this.quitting = resolve;
      this.tell({ what: 'quit' });
    });
  };

  /** At once, whatever it is doing. */
  readonly end = (): void => killNow(this.process ?? undefined);

  private tell(message: ToEngine, ports: Electron.MessagePortMain[] = []): void {
    // What is posted before the process runs waits for it.
    this.process?.postMessage(message, ports);
  }

  private start(): void {
    this.startedAt = Date.now();
    const engine = utilityProcess.fork(join(this.folder, 'engine.cjs'), [this.compiled], {
      serviceName: 'Exhibit engine',
      stdio: 'inherit',
      // Queries wait in threads of Node's pool; with the usual four, long ones would hold up the pages of a grid.
      env: { ...process.env, UV_THREADPOOL_SIZE: '12' },
    });
    this.process = engine;
    for (const message of this.granted) engine.postMessage(message);
    engine.on('message', (data: unknown) => this.heard(data));
    engine.on('exit', () => this.ended());
    // A window that was closed meanwhile waits no more.
    for (const page of this.waiting) if (!page.isDestroyed()) this.connect(page);
    this.waiting.clear();
  }

  private heard(data: unknown): void {
    const message = fromEngine.parse(data);
    if (message.what === 'running') this.events.onRunning(message.jobs);
    else if (message.what === 'start-child') this.children.start(message);
    else if (message.what === 'kill-child') this.children.kill(message.child);
    else if (message.what === 'show-file') showIssued(message.path, message.how);
    else if (message.what === 'echo') this.echoed(message.echo);
    else this.finishQuit();
  }

  private echoed(echo: number): void {
    this.echoes.get(echo)?.();
    this.echoes.delete(echo);
  }

  private ended(): void {
    this.process = null;
    for (const echo of [...this.echoes.keys()]) this.echoed(echo);
    this.children.killAll();
    this.events.onRunning(0);
    if (this.quitting !== null) {
      this.finishQuit();
      return;
    }
    if (Date.now() - this.startedAt > HEALTHY_MS) this.restarts = 0;
    const again = this.restarts < MOST_RESTARTS;
    this.restarts += 1;
    if (again)
      setTimeout(() => {
        this.start();
        this.events.onLost(true);
      }, RESTART_MS * this.restarts);
    else {
      this.gaveUp = true;
      this.events.onLost(false);
    }
  }

  private finishQuit(): void {
    const done = this.quitting;
    this.quitting = null;
    done?.();
  }
}
