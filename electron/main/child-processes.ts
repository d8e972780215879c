import {
  MessageChannelMain,
  type MessagePortMain,
  type UtilityProcess,
  utilityProcess,
} from 'electron';
import { join } from 'node:path';
import type { FromEngine, ToEngine } from '../../shared/contract/engine-process.ts';

/** Processes that the engine asks for (SQL console, verifying, typesetting): each speaks to the engine over its own port. */
export class ChildProcesses {
  private readonly running = new Map<number, UtilityProcess>();
  private readonly folder: string;
  private readonly tellEngine: (message: ToEngine, ports: MessagePortMain[]) => void;

  constructor(folder: string, tellEngine: (message: ToEngine, ports: MessagePortMain[]) => void) {
    this.folder = folder;
    this.tellEngine = tellEngine;
  }

  start({ child, entry, environment }: Extract<FromEngine, { what: 'start-child' }>): void {
    const process = utilityProcess.fork(join(this.folder, `${entry}.mjs`), [], {
      serviceName: `Exhibit ${entry}`,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: environment,
    });
    this.running.set(child, process);
    process.once('exit', (code) => {
      this.running.delete(child);
      this.tellEngine({ what: 'child-ended', child, how: `exit code ${code}` }, []);
    });
    const { port1, port2 } = new MessageChannelMain();
    process.postMessage(null, [port1]);
    this.tellEngine({ what: 'child', child }, [port2]);
  }

  kill(child: number): void {
    killNow(this.running.get(child));
  }

  killAll(): void {
    for (const process of this.running.values()) killNow(process);
  }
}

/** A process busy in native code does not hear a polite request to end. */
export function killNow(child: UtilityProcess | undefined): void {
  if (child?.pid === undefined) child?.kill();
  else process.kill(child.pid, 'SIGKILL');
}
