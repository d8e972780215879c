import { useHomePicture } from './home-picture.ts';
import { useLoadRest } from './load-rest.ts';

/** Does what waits for the page to be at rest. Draws nothing: the questions it watches come and go with every screen. */
export function AtRest() {
  useLoadRest();
  useHomePicture();
  return null;
}
