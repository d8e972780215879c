import type { SettingsChange } from '../../shared/domain/settings.ts';
import { keepSettings } from '../engine-client/settings.ts';
import { attempt } from './attempt.ts';

/** Changes settings at once; where they cannot be kept, a sentence says why. */
export const changeSettings = (change: SettingsChange): void => attempt(() => keepSettings(change));
