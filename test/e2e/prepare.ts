import { buildWhatIsStale } from '../../scripts/build-app.mjs';
import { findElectron } from '../../scripts/electron/runtime.mjs';
import { ensureSystemLibraries } from '../../scripts/electron/system-libraries.mjs';

/** Tests of the app run what is built now, in an Electron that runs here. */
export default async function prepare(): Promise<void> {
  await buildWhatIsStale();
  const { executable } = await findElectron();
  ensureSystemLibraries({ executable, display: true });
}
