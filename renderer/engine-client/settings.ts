import { useQuery } from '@tanstack/react-query';
import type { KeptSettings, SettingsChange } from '../../shared/domain/settings.ts';
import { ask, engine } from './engine.ts';
import { queries } from './queries.ts';

const read = ask.settings.read.queryOptions({ input: {} });

/** How this person likes the program; undefined until the engine has said it. */
export const useSettings = (): KeptSettings | undefined => useQuery(read).data;

/** Shows here at once what the engine kept; it tells other windows. */
export async function keepSettings(change: SettingsChange): Promise<void> {
  queries.setQueryData(read.queryKey, await engine.settings.change(change));
}

/** Keeps a file that cannot be read under another name, and begins with the usual settings. */
export async function setSettingsAside(): Promise<void> {
  queries.setQueryData(read.queryKey, await engine.settings.setAside({}));
}
