import './no-network.ts';
import { compileSchemas } from '../../shared/contract/quick-schemas.ts';
import { RPCHandler } from '@orpc/server/message-port';
import type { MessagePortMain } from 'electron';
import { type FromEngine, toEngine } from '../../shared/contract/engine-process.ts';
import {
  exhibitHome,
  openWorkbench,
  startChildrenBy,
  verifyInChild,
  type Workbench,
} from '../engine/index.ts';
import { AppChildren } from './app-children.ts';
import { faultLog } from './fault-log.ts';
import { router } from './router.ts';

/** The engine's door in the app: a utility process that serves every window over a port of its own. */
const { parentPort } = process;
const tellMain = (message: FromEngine): void => parentPort.postMessage(message);

const home = exhibitHome();
const logFault = faultLog(home);
const paths = new Map<string, string>();
const children = new AppChildren(tellMain);
startChildrenBy((entry, environment) => children.start(entry, environment));

// Newer runtimes only warn of these; an engine in an unknown state must end and be started anew.
const endBy = (error: unknown): void => {
  logFault(error);
  process.exit(70);
};
for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, endBy);

openWorkbench({
  home,
  pathOf: (grant) => {
    const path = paths.get(grant);
    return path === undefined ? undefined : { path };
  },
  showFile: (path, how) => tellMain({ what: 'show-file', path, how }),
  verify: verifyInChild,
}).then(work, endBy);

function work(workbench: Workbench): void {
  // What is loaded from here on has many rows to read.
  compileSchemas();
  workbench.onRunning(() => tellMain({ what: 'running', jobs: workbench.running() }));
  const handler = new RPCHandler(router);

  const serve = (port: MessagePortMain): void => {
    const desk = workbench.desk();
    port.on('close', () => {
      desk.leave().catch(logFault);
    });
    handler.upgrade(port, { context: { desk, logFault } });
    port.start();
  };
  const quit = async (): Promise<void> => {
    await workbench.cancelAll();
    await workbench.close();
    tellMain({ what: 'closed' });
  };

  parentPort.on('message', ({ data, ports: [port] }) => {
    const message = toEngine.parse(data);
    if (message.what === 'connect' && port !== undefined) serve(port);
    else if (message.what === 'granted') paths.set(message.grant, message.path);
    else if (message.what === 'expect') workbench.expect(message.opens);
    else if (message.what === 'echo') tellMain(message);
    else if (message.what === 'child' && port !== undefined) children.arrived(message.child, port);
    else if (message.what === 'child-ended') children.ended(message.child, message.how);
    else if (message.what === 'quit')
      quit().catch((error: unknown) => {
        logFault(error);
        tellMain({ what: 'closed' });
      });
  });
}
