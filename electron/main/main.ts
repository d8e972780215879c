import { app, session } from 'electron';
import { join } from 'node:path';
import { announceScheme, servePage } from './app-protocol.ts';
import { ownArguments } from './arguments.ts';
import { pageWithPicture } from './home-picture.ts';
import { harden, hardenContents, shutNetwork } from './hardening.ts';
import { openWindow } from './windows.ts';

const dist = join(app.getAppPath(), 'dist');
const args = ownArguments(process.argv, app.isPackaged);

announceScheme();
shutNetwork();
hardenContents();
// A second start hands what it was asked to open to the first, and ends.
if (app.requestSingleInstanceLock({ args }))
  app
    .whenReady()
    .then(begin)
    .catch((error: unknown) => {
      console.error(error);
      app.exit(1);
    });
else app.exit(0);

/** The page's process comes up while all else is loaded: the first window waits for nothing but what guards it. */
async function begin(): Promise<void> {
  harden(session.defaultSession);
  const page = join(dist, 'page');
  let pictured: string | null = null;
  servePage(session.defaultSession, page, () => pictured);
  const open = () => openWindow(join(dist, 'preload', 'preload.cjs'));
  const first = open();
  // The page is asked for once its process is up.
  try {
    pictured = pageWithPicture(page, args);
  } catch (error) {
    // The page draws its home itself.
    console.error(error);
  }
  const { runProgram } = await import('./program.ts');
  runProgram({ dist, args, first, open });
}
