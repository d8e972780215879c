import { type Times, timesIn } from '../../shared/text/times.ts';
import { useSettings } from './settings.ts';

/**
 * How screens write times: in the zone that this person chose. What is copied, what filters say and what reports hold
 * stays in UTC and takes the functions of shared/text/times.ts.
 */
export const useTimes = (): Times => timesIn(useSettings()?.zone ?? 'UTC');
