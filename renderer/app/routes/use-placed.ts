import { useMatch, useRouter } from '@tanstack/react-router';

/**
 * A screen's place in the address, and how the screen changes it. What a screen writes into its own address by itself, a
 * cursor that came to rest say, is dropped once the address is another screen's, which is about to be shown.
 */
export function usePlaced<Place>(
  place: Place,
  navigate: (search: Place, replace: boolean) => Promise<void>,
) {
  const { history } = useRouter();
  const own = useMatch({ strict: false, select: ({ pathname }) => pathname });
  return {
    place,
    onPlace: (next: Place, how: 'push' | 'replace'): void => {
      const isLeft = history.location.pathname !== own;
      if (isLeft && how === 'replace') return;
      navigate(next, how === 'replace').catch((error: unknown) => console.error(error));
    },
  };
}
