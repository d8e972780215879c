import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { MappingSource } from '../../../shared/domain/mapping-trial.ts';
import { ask, engine } from '../../engine-client/engine.ts';

/** So long nothing must be typed before a mapping is tried. */
const REST_MS = 300;

/** What the log gives, read by a mapping: a newer text ends the reading by an older one. */
export const useTrial = (source: MappingSource, text: string) =>
  useQuery({
    queryKey: ask.mapping.try.queryKey({ input: { source, text } }),
    queryFn: async ({ signal }) => {
      await rest(signal);
      return engine.mapping.try({ source, text }, { signal });
    },
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
  });

const rest = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, REST_MS);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(new DOMException('another text was typed', 'AbortError'));
      },
      { once: true },
    );
  });
