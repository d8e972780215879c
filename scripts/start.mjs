// Starts the application from its source, building it first when a source is newer than the build. What follows `--`
// goes to the application: a case to open. Without it the sample case is opened.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { argv, cwd, env, exit, getuid, platform, stderr } from 'node:process';
import { buildWhatIsStale } from './build-app.mjs';
import { findElectron } from './electron/runtime.mjs';
import { ensureSystemLibraries } from './electron/system-libraries.mjs';

const root = join(import.meta.dirname, '..');

if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) {
  stderr.write(
    'Exhibit needs a screen and there is none here: start it from a desktop session or a remote desktop, or try `xvfb-run -a npm start`; the command line (`npm run exhibit`) needs none.\n',
  );
  exit(2);
}

try {
  await buildWhatIsStale();
  const { executable } = await findElectron();
  ensureSystemLibraries({ executable, display: false });
  run(executable, argv.length > 2 ? argv.slice(2) : ['--sample']);
} catch (error) {
  stderr.write(`${error.message}\n`);
  exit(1);
}

function run(executable, args) {
  const asRoot = platform === 'linux' && getuid() === 0 ? ['--no-sandbox'] : []; // Chromium refuses root otherwise
  const application = spawn(executable, [...asRoot, root, ...args], {
    stdio: 'inherit',
    cwd: env.INIT_CWD ?? cwd(), // a relative path means what it meant where npm was called
    // A terminal inside another Electron program may have set the variable that makes it plain Node.
    env: { DBUS_SESSION_BUS_ADDRESS: 'disabled:', ...env, ELECTRON_RUN_AS_NODE: undefined },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => application.kill(signal));
  application.once('exit', (code, signal) => exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
