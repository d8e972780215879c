import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { TriageFilter, TriageHit } from '../../../shared/domain/triage.ts';
import { tell } from '../../commands/attempt.ts';
import { createPagedRows } from '../../design/grid/index.ts';
import { ask, engine } from '../../engine-client/engine.ts';

const PAGE = 200;
/** A cursor that moves on by held keys writes no place for every row. */
const REST_MS = 200;

/**
 * The hits of one filter, page by page, and the cursor among them. The cursor begins at a finding, wherever it stands by
 * now; where it comes to rest is told. `filter` and `begins` are read once: another filter is another queue.
 */
export function useQueue(props: {
  filter: TriageFilter;
  begins: number | null;
  onRest: (finding: number) => void;
}) {
  const [{ filter, begins }] = useState(props);
  const head = useQuery(
    ask.triage.head.queryOptions({ input: { filter, finding: begins, limit: PAGE } }),
  );
  const { data } = head;
  const rows = useMemo(
    () =>
      data === undefined
        ? null
        : createPagedRows<TriageHit>({
            length: data.matched,
            pageSize: PAGE,
            first: data.hits,
            load: async (offset, limit, signal) =>
              (await engine.triage.hits({ filter, offset, limit }, { signal })).hits,
            onError: tell,
          }),
    [data, filter],
  );
  useEffect(() => () => rows?.dispose(), [rows]);

  const [moved, setCursor] = useState<number | null>(null);
  const length = rows?.length ?? 0;
  const cursor = length === 0 ? undefined : Math.min(moved ?? data?.position ?? 0, length - 1);
  const rest = useEffectEvent(() => {
    const at = cursor === undefined ? undefined : rows?.row(cursor);
    if (moved !== null && at !== undefined) props.onRest(at.finding_id);
  });
  useEffect(() => {
    const timer = setTimeout(rest, REST_MS);
    return () => clearTimeout(timer);
  }, [moved, rows]);
  return { head, rows, cursor, setCursor };
}
