import { QueryClient } from '@tanstack/react-query';
import { troubleOf } from './trouble.ts';

/**
 * What the engine answered, as screens hold it. Evidence does not change by itself: an answer stands until the engine
 * says that tables or logs changed. A call that broke off because the engine ended is made again.
 */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Infinity,
      networkMode: 'always',
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 3 && troubleOf(error).kind === 'lost',
      retryDelay: 300,
    },
    mutations: { networkMode: 'always' },
  },
});
