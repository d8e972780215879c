import { type RegisteredRouter, useRouter } from '@tanstack/react-router';

/**
 * A screen's place in the address, and how the screen changes it. What a screen writes into its own address by itself, a
 * cursor that came to rest say, is dropped once a person has chosen another screen that is about to be shown.
 */
export function usePlaced<Place>(
  place: Place,
  navigate: (search: Place, replace: boolean) => Promise<void>,
) {
  const router = useRouter();
  return {
    place,
    onPlace: (next: Place, how: 'push' | 'replace'): void => {
      if (how === 'replace' && isLeft(router)) return;
      navigate(next, how === 'replace').catch((error: unknown) => console.error(error));
    },
  };
}

/** Whether the address is of another screen than the one that is shown. */
function isLeft({ latestLocation, state: { resolvedLocation } }: RegisteredRouter): boolean {
  return resolvedLocation !== undefined && resolvedLocation.pathname !== latestLocation.pathname;
}
