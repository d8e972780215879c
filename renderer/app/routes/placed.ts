/** A screen's place in the address, and how the screen changes it. */
export function placed<Place>(
  place: Place,
  navigate: (search: Place, replace: boolean) => Promise<void>,
) {
  return {
    place,
    onPlace: (next: Place, how: 'push' | 'replace'): void => {
      navigate(next, how === 'replace').catch((error: unknown) => console.error(error));
    },
  };
}
