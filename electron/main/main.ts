import '../../shared/contract/quick-schemas.ts';
import { app, BrowserWindow, session } from 'electron';
import { join } from 'node:path';
import { z } from 'zod';
import { announceScheme, servePage } from './app-protocol.ts';
import { ownArguments } from './arguments.ts';
import { EngineProcess } from './engine-process.ts';
import { askedFor, expectIn, handTo, noteListening } from './hand-over.ts';
import { harden, hardenContents, shutNetwork } from './hardening.ts';
import { leaveInOrder } from './leaving.ts';
import { command, installMenu } from './menu.ts';
import { answerPage } from './page-calls.ts';
import { tendPage } from './page-trouble.ts';
import { giveAnother, openWindow } from './windows.ts';

const dist = join(app.getAppPath(), 'dist');
const args = ownArguments(process.argv, app.isPackaged);
const handedOver = z.object({ args: z.array(z.string()) });

announceScheme();
shutNetwork();
// A second start hands what it was asked to open to the first, and ends.
if (app.requestSingleInstanceLock({ args })) run();
else app.exit(0);

function run(): void {
  hardenContents();
  const leaving = leaveInOrder({
    closeCases: () => engine?.quit() ?? Promise.resolve(),
    end: () => engine?.end(),
  });
  let engine: EngineProcess | null = null;
  const startEngine = (): EngineProcess =>
    new EngineProcess(join(dist, 'node'), join(app.getPath('userData'), 'Engine Code Cache'), {
      onRunning: (jobs) => leaving.running(jobs),
      onLost: (again) => {
        for (const window of BrowserWindow.getAllWindows())
          command(window, { what: 'engine-lost', again });
      },
    });

  app.whenReady().then(
    () => {
      harden(session.defaultSession);
      servePage(session.defaultSession, join(dist, 'page'));
      const started = startEngine();
      engine = started;
      answerPage(started);
      const open = (asked: readonly string[], folder: string): void => {
        const handed = askedFor(started, asked, folder);
        if (handed !== null) expectIn(started, handed);
        const window = openWindow(join(dist, 'preload', 'preload.cjs'));
        leaving.guard(window);
        tendPage(window);
        noteListening(window);
        giveAnother(window, openAnother);
        if (handed !== null) handTo(window, handed);
      };
      const openAnother = (): void => open([], process.cwd());
      installMenu(openAnother);
      app.on('second-instance', (_event, _argv, folder, extra) => {
        // Another version may hand over something else: it then opens a window, as any start does.
        const asked = handedOver.safeParse(extra).data?.args ?? [];
        const [window] = BrowserWindow.getAllWindows();
        if (window === undefined || asked.length === 0) open(asked, folder);
        else {
          if (window.isMinimized()) window.restore();
          window.focus();
          const handed = askedFor(started, asked, folder);
          if (handed !== null) handTo(window, handed);
        }
      });
      open(args, process.cwd());
    },
    (error: unknown) => {
      console.error(error);
      app.exit(1);
    },
  );
}
