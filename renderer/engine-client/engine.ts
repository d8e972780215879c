import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { contract } from '../../shared/contract/index.ts';
import { engineLink } from './connection.ts';

/** The engine, as the contract says. */
export const engine: ContractRouterClient<typeof contract> = createORPCClient(engineLink);

/** Query options per procedure: `useQuery(ask.cases.home.queryOptions({ input: {} }))`. */
export const ask = createTanstackQueryUtils(engine);
