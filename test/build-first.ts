import { buildNode, isStale } from '../scripts/build.mjs';

/** Worker threads and child processes start from the build, so tests never run an older one. */
export default async function buildFirst(): Promise<void> {
  if (isStale()) await buildNode();
}
