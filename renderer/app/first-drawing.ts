import { useHandedOver } from '../engine-client/live.ts';

/** A case that takes longer to open is waited for with something to see. */
const LONGEST_MS = 200;

/** Draws at once, or, while a case that was handed over is being opened, with that: a screen before it would be for a moment only. */
export function drawFirst(draw: () => void): void {
  if (!useHandedOver.getState().opening) {
    draw();
    return;
  }
  const drawOnce = (): void => {
    stop();
    clearTimeout(late);
    draw();
  };
  const stop = useHandedOver.subscribe(({ opening }) => {
    if (!opening) drawOnce();
  });
  const late = setTimeout(drawOnce, LONGEST_MS);
}
