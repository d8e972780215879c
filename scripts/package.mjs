// Packages the application for the system it runs on, into `release/` or the folder named, and prints where it lies.
import { join, resolve } from 'node:path';
import { argv, stdout } from 'node:process';
import { build, Platform } from 'electron-builder';
import config from '../electron-builder.config.mjs';
import { buildWhatIsStale } from './build-app.mjs';

const projectDir = join(import.meta.dirname, '..');
const output = resolve(argv[2] ?? join(projectDir, 'release'));

await buildWhatIsStale();
let folder;
await build({
  projectDir,
  targets: Platform.current().createTarget('dir'),
  publish: 'never',
  config: {
    ...config,
    directories: { output },
    afterPack: async (context) => {
      await config.afterPack(context);
      folder = context.appOutDir;
    },
  },
});
stdout.write(`${folder}\n`);
