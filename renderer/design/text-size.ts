import { useSyncExternalStore } from 'react';

let scale = 1;
const listeners = new Set<() => void>();

/** Sets all type, and what is as high as a line of it, to so many per cent of the usual. */
export function applyTextSize(percent: number): void {
  scale = percent / 100;
  document.documentElement.style.setProperty('--text', String(scale));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('resize', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('resize', listener);
  };
}

/** How large type is against the usual: 1, 1.5. */
export const useTextScale = (): number => useSyncExternalStore(subscribe, () => scale);

/** Whether the window is lower than `height` pixels would be to text of the usual size. */
export const useShort = (height: number): boolean =>
  useSyncExternalStore(subscribe, () => window.innerHeight / scale < height);

/** Whether the window has less room than `width` pixels would give to text of the usual size. */
export const useNarrow = (width: number): boolean =>
  useSyncExternalStore(subscribe, () => window.innerWidth / scale < width);
