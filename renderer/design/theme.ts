/** The colours of the window; `hc` is high contrast. */
export type Theme = 'light' | 'dark' | 'hc';
/** How high rows and controls are. */
export type Density = 'compact' | 'relaxed';

let stopFollowing: (() => void) | null = null;

/** Dresses the window. `system` follows the desktop's setting until the next call. */
export function applyTheme(theme: Theme | 'system', density: Density): void {
  const root = document.documentElement;
  stopFollowing?.();
  stopFollowing = null;
  root.dataset['density'] = density;
  if (theme !== 'system') {
    root.dataset['theme'] = theme;
    return;
  }
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const follow = (): void => {
    root.dataset['theme'] = dark.matches ? 'dark' : 'light';
  };
  dark.addEventListener('change', follow);
  stopFollowing = () => dark.removeEventListener('change', follow);
  follow();
}
