// How the application is packaged. The runtime is the one found for development, never a download of the packager's.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findElectron } from './scripts/electron/runtime.mjs';

const electron = await findElectron();

/** @type {import('electron-builder').Configuration} */
export default {
  appId: 'app.exhibit.workbench',
  productName: 'Exhibit',
  copyright: 'Apache-2.0',
  electronDist: electron.folder,
  electronVersion: electron.version,
  electronLanguages: ['en-US'],
  npmRebuild: false,
  publish: null,
  directories: { output: 'release' },
  files: [
    'dist/**',
    '!dist/.*/**',
    '!dist/bench-*/**',
    'resources/**',
    '!resources/**/*.mjs',
    'package.json',
    '!dist/**/stamp',
    '!**/*.map',
  ],
  extraFiles: [
    { from: 'LICENSE', to: 'LICENSE.txt' },
    { from: 'docs', to: 'docs' },
  ],
  asar: true,
  // What the system's loader opens by path cannot lie inside an archive.
  asarUnpack: ['**/*.node', '**/libduckdb*'],
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  linux: { target: 'dir', executableName: 'exhibit', category: 'Development' },
  mac: { target: 'dir', category: 'public.app-category.developer-tools' },
  win: { target: 'dir' },
  afterPack: removeRuntimeExtras,
};

/** The runtime's own default application and stamp are nothing to deliver. */
async function removeRuntimeExtras({ appOutDir, electronPlatformName }) {
  if (electronPlatformName !== 'linux') return;
  for (const path of ['stamp', 'version', join('resources', 'default_app.asar')])
    await rm(join(appOutDir, path), { force: true });
}
