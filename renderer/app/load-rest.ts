import { useIsFetching } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useHandedOver } from '../engine-client/live.ts';
import { loadTurnsScreen } from './screen-routes.tsx';

let begun = false;

/** Loads, once the first screen has what it shows, what the next ones need: nobody waits for it at the start. */
export function useLoadRest(): void {
  const opening = useHandedOver((handed) => handed.opening);
  const isFetching = useIsFetching() > 0;
  useEffect(() => {
    if (begun || opening || isFetching) return;
    const whenIdle = requestIdleCallback(() => {
      begun = true;
      load().catch((error: unknown) => console.error(error));
    });
    return () => cancelIdleCallback(whenIdle);
  }, [opening, isFetching]);
}

async function load(): Promise<void> {
  await loadTurnsScreen();
  await new Promise((resolve) => requestIdleCallback(resolve));
  // Fonts of other scripts are some hundreds of rules.
  await import('../design/evidence-fonts.css');
}
