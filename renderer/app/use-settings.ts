import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Settings, SettingsChange } from '../../shared/domain/settings.ts';
import { useCommands } from '../commands/offers.ts';
import { setSingleKeys } from '../design/single-keys.ts';
import { applyTheme } from '../design/theme.ts';
import { toast } from '../design/toast-queue.ts';
import { ask, engine } from '../engine-client/engine.ts';
import { queries } from '../engine-client/queries.ts';
import { troubleOf } from '../engine-client/trouble.ts';

const options = ask.settings.read.queryOptions({
  input: {},
  // Another window may have changed them.
  refetchOnWindowFocus: 'always',
});

/** How this person likes the program; undefined until the engine has said it. */
export function useSettings(): Settings | undefined {
  return useQuery(options).data;
}

export function changeSettings(change: SettingsChange): void {
  engine.settings.change(change).then(
    (changed) => queries.setQueryData(options.queryKey, changed),
    (error: unknown) => toast({ words: troubleOf(error).sentence, tone: 'fail' }),
  );
}

/** Dresses the window as the settings say, and offers the commands that change them. */
export function useLook(): Settings | undefined {
  const settings = useSettings();
  useEffect(() => {
    if (settings === undefined) return;
    applyTheme(settings.theme, settings.density);
    setSingleKeys(settings.letter_keys);
  }, [settings]);
  const letters = settings?.letter_keys ?? true;
  useCommands({
    'theme.system': () => changeSettings({ theme: 'system' }),
    'theme.light': () => changeSettings({ theme: 'light' }),
    'theme.dark': () => changeSettings({ theme: 'dark' }),
    'theme.hc': () => changeSettings({ theme: 'hc' }),
    'density.compact': () => changeSettings({ density: 'compact' }),
    'density.relaxed': () => changeSettings({ density: 'relaxed' }),
    'keys.letters': () => changeSettings({ letter_keys: !letters }),
  });
  return settings;
}
