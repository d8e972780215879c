import { useEffect } from 'react';
import type { Settings, TextSize } from '../../shared/domain/settings.ts';
import { changeSettings } from '../commands/change-settings.ts';
import { useCommands } from '../commands/offers.ts';
import { setSingleKeys } from '../design/single-keys.ts';
import { applyTextSize } from '../design/text-size.ts';
import { applyTheme } from '../design/theme.ts';
import { useSettings } from '../engine-client/settings.ts';

/** Dresses the window as the settings say, and offers the commands that change them. */
export function useLook(): Settings | undefined {
  const settings = useSettings();
  useEffect(() => {
    if (settings === undefined) return;
    applyTheme(settings.theme, settings.density);
    applyTextSize(settings.text_size);
    setSingleKeys(settings.letter_keys);
  }, [settings]);
  const size = settings?.text_size ?? 100;
  const letters = settings?.letter_keys ?? true;
  useCommands({
    'theme.system': () => changeSettings({ theme: 'system' }),
    'theme.light': () => changeSettings({ theme: 'light' }),
    'theme.dark': () => changeSettings({ theme: 'dark' }),
    'theme.hc': () => changeSettings({ theme: 'hc' }),
    'density.compact': () => changeSettings({ density: 'compact' }),
    'density.relaxed': () => changeSettings({ density: 'relaxed' }),
    'text.larger': stepTo(size, 1),
    'text.smaller': stepTo(size, -1),
    'keys.letters': () => changeSettings({ letter_keys: !letters }),
  });
  return settings;
}

const SIZES: readonly TextSize[] = [100, 112, 125, 150];

/** Not offered where there is no further size. */
function stepTo(size: TextSize, by: 1 | -1): (() => void) | undefined {
  const next = SIZES[SIZES.indexOf(size) + by];
  return next === undefined ? undefined : () => changeSettings({ text_size: next });
}
