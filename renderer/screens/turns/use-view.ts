import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  rowReaders,
  type SortOrder,
  type ViewHead,
  type ViewRow,
} from '../../../shared/domain/view.ts';
import { createPagedRows, type GridRows } from '../../design/grid/index.ts';
import { engine } from '../../engine-client/engine.ts';
import { type Trouble, troubleOf } from '../../engine-client/trouble.ts';
import { PAGE, viewQuestion } from './view-question.ts';

interface View {
  /** Of exactly this filter and order; undefined while it is opened or where it could not be. */
  readonly head: ViewHead | undefined;
  readonly isOpening: boolean;
  readonly trouble: Trouble | null;
  /** Opens it anew. */
  readonly again: () => void;
}

/** A view over turns. A filter that is replaced before it was answered is cancelled in the engine. */
export function useView(filter: string, sort: SortOrder): View {
  const client = useQueryClient();
  const options = viewQuestion(filter, sort);
  const { data, error, isFetching } = useQuery(options);
  return {
    head: data,
    isOpening: isFetching,
    trouble: error === null || isFetching ? null : troubleOf(error),
    again: () => {
      client.resetQueries({ queryKey: options.queryKey, exact: true }).catch(() => undefined);
    },
  };
}

export interface PagedRows extends GridRows<ViewRow> {
  readonly dispose: () => void;
}

/** The rows of a view, by pages; the first came with it. */
export function rowsOf(
  { view, length, first }: ViewHead,
  onTrouble: (trouble: Trouble) => void,
): PagedRows {
  const pages = createPagedRows<() => ViewRow>({
    length,
    pageSize: PAGE,
    first: rowReaders(first),
    load: (offset, limit, signal) => pageOf(view, offset, limit, signal),
    onError: (error) => onTrouble(troubleOf(error)),
  });
  let isTold = false;
  return {
    ...pages,
    row: (index) => {
      try {
        return pages.row(index)?.();
      } catch (error) {
        // A grid asks while it is drawn.
        if (!isTold) queueMicrotask(() => onTrouble(troubleOf(error)));
        isTold = true;
        return undefined;
      }
    },
  };
}

/** What reads each row of a page. */
export async function pageOf(
  view: string,
  offset: number,
  limit: number,
  signal?: AbortSignal,
): Promise<(() => ViewRow)[]> {
  return rowReaders(
    await engine.views.page({ view, offset, limit }, { ...(signal && { signal }) }),
  );
}
