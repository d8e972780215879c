import '../../shared/contract/quick-schemas.ts';
import { app, BrowserWindow } from 'electron';
import { join } from 'node:path';
import { z } from 'zod';
import { EngineProcess } from './engine-process.ts';
import { askedFor, expectIn, handTo, noteListening } from './hand-over.ts';
import { leaveInOrder } from './leaving.ts';
import { command, installMenu } from './menu.ts';
import { answerPage } from './page-calls.ts';
import { tendPage } from './page-trouble.ts';
import { giveAnother } from './windows.ts';

export interface Beginning {
  /** The folder of what is built. */
  readonly dist: string;
  /** What the program was asked to open. */
  readonly args: readonly string[];
  /** A window that is being loaded, and nobody tends yet. */
  readonly first: BrowserWindow;
  /** Opens a further one like it. */
  readonly open: () => BrowserWindow;
}

const handedOver = z.object({ args: z.array(z.string()) });

/** The engine, and all that goes on between it, the windows and the system, until the program ends. */
export function runProgram({ dist, args, first, open }: Beginning): void {
  const leaving = leaveInOrder({
    closeCases: () => engine.quit(),
    end: () => engine.end(),
  });
  const engine = new EngineProcess(
    join(dist, 'node'),
    join(app.getPath('userData'), 'Engine Code Cache'),
    {
      onRunning: (jobs) => leaving.running(jobs),
      onLost: (again) => {
        for (const window of BrowserWindow.getAllWindows())
          command(window, { what: 'engine-lost', again });
      },
    },
  );
  answerPage(engine);
  const tend = (window: BrowserWindow, asked: readonly string[], folder: string): void => {
    const handed = askedFor(engine, asked, folder);
    if (handed !== null) expectIn(engine, handed);
    leaving.guard(window);
    tendPage(window);
    noteListening(window);
    giveAnother(window, openAnother);
    if (handed !== null) handTo(window, handed);
  };
  const openAnother = (): void => tend(open(), [], process.cwd());
  tend(first, args, process.cwd());
  installMenu(openAnother);
  app.on('second-instance', (_event, _argv, folder, extra) => {
    // Another version may hand over something else: it then opens a window, as any start does.
    const asked = handedOver.safeParse(extra).data?.args ?? [];
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined || asked.length === 0) tend(open(), asked, folder);
    else {
      if (window.isMinimized()) window.restore();
      window.focus();
      const handed = askedFor(engine, asked, folder);
      if (handed !== null) handTo(window, handed);
    }
  });
}
