import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ask } from './engine.ts';

const none: ReadonlyMap<string, string> = new Map();

/** Names of the taxonomy's entries by their codes; empty until they are read. */
export function useCauseNames(): ReadonlyMap<string, string> {
  const { data } = useQuery(ask.taxonomy.read.queryOptions({ input: {} }));
  return useMemo(
    () =>
      data === undefined
        ? none
        : new Map(data.groups.flatMap(({ entries }) => entries.map(({ id, name }) => [id, name]))),
    [data],
  );
}
