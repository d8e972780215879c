import { useIsFetching } from '@tanstack/react-query';
import { type RegisteredRouter, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useHandedOver } from '../engine-client/live.ts';

let begun = false;

/** Loads, once the first screen has what it shows, what the next ones need: nobody waits for it at the start. */
export function useLoadRest(): void {
  const router = useRouter();
  const opening = useHandedOver((handed) => handed.opening);
  const isFetching = useIsFetching() > 0;
  useEffect(() => {
    if (begun || opening || isFetching) return;
    const whenIdle = requestIdleCallback(() => {
      begun = true;
      load(router).catch((error: unknown) => console.error(error));
    });
    return () => cancelIdleCallback(whenIdle);
  }, [router, opening, isFetching]);
}

async function load({ routesById }: RegisteredRouter): Promise<void> {
  await routesById['/case/$caseId/turns'].options.component?.preload?.();
  await idle();
  // Fonts of other scripts are some hundreds of rules.
  await import('../design/evidence-fonts.css');
  for (const { options } of Object.values(routesById)) {
    await idle();
    await options.component?.preload?.();
  }
}

const idle = (): Promise<unknown> => new Promise((resolve) => requestIdleCallback(resolve));
