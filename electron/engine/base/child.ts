import { fork } from 'node:child_process';

/** A process of ours that may hang or crash without harm: it gets messages, answers with messages, and can be killed. */
export interface Child {
  send(message: object): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when the process is gone or could not be started: how, and the end of what it wrote to stderr. */
  onEnd(listener: (how: string, complaint: string) => void): void;
  /** At once, whatever it is doing. */
  kill(): void;
}

/** Starts the program at `entry`, whose environment holds these variables and no others. */
export type StartChild = (entry: string, environment: NodeJS.ProcessEnv) => Child;

const COMPLAINT = 2000;

/** A child of a plain Node process. */
const forkChild: StartChild = (entry, environment) => {
  const child = fork(entry, [], {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: environment,
  });
  let complaint = '';
  child.stderr?.on('data', (text: Buffer) => {
    complaint = (complaint + text.toString()).slice(-COMPLAINT);
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code ?? 'unknown'}`));
  });
  return {
    send: (message) => {
      // What cannot be sent was sent to a process that is ending, which `onEnd` tells.
      child.send(message, () => undefined);
    },
    onMessage: (listener) => void child.on('message', listener),
    onEnd: (listener) => {
      ended.then(
        (how) => listener(how, complaint),
        () => undefined,
      );
    },
    kill: () => void child.kill('SIGKILL'),
  };
};

let start: StartChild = forkChild;

export const startChild: StartChild = (entry, environment) => start(entry, environment);

/** Where this process may not fork (a packaged app), its door says how children are started. */
export function startChildrenBy(other: StartChild): void {
  start = other;
}
