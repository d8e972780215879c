import type { SortOrder } from '../../../shared/domain/view.ts';
import { ask } from '../../engine-client/engine.ts';
import { queries } from '../../engine-client/queries.ts';

/** Rows that come with a view, and with each page of it. */
export const PAGE = 200;

/** How long a view that is no longer looked at can be gone back to without being opened again. */
const KEPT_MS = 300_000;

/** The question for a view over turns and its first page. */
export const viewQuestion = (filter: string, sort: SortOrder) =>
  ask.views.open.queryOptions({ input: { filter, sort, first: PAGE }, gcTime: KEPT_MS });

/** Asks for a view before its screen is built, which takes as long as a frame. */
export function askAhead(filter: string, sort: SortOrder): void {
  queries.query(viewQuestion(filter, sort)).catch(() => undefined);
}
