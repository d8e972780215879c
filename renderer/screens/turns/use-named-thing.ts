import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CompletionItem } from './completion-steps.ts';
import { filterOf, handleAlone } from './handle-alone.ts';
import { namedThing } from './named-thing.ts';

interface Named {
  readonly handle: string;
  /** First the thing itself, then the filter that finds its turns. */
  readonly items: readonly CompletionItem[];
  readonly active: number;
  readonly move: (by: 1 | -1) => void;
}

/** What the text of the filter names, where it is a handle and nothing else and the case has it. */
export function useNamedThing(text: string): Named | undefined {
  const handle = handleAlone(text);
  const [chosen, setChosen] = useState<{ readonly of: string; readonly at: number }>();
  const { data: words } = useQuery({
    queryKey: ['named', handle],
    queryFn: ({ signal }) => namedThing(handle ?? '', signal),
    enabled: handle !== undefined,
    retry: false,
    gcTime: 10_000,
  });
  if (handle === undefined || words === undefined) return undefined;
  const filter = filterOf(handle);
  const items: CompletionItem[] = [
    { kind: 'value', insert: handle, label: `Go to ${handle}`, note: words },
    ...(filter === undefined
      ? []
      : [{ kind: 'value' as const, insert: filter, label: filter, note: 'its turns' }]),
  ];
  const active = chosen?.of === handle ? chosen.at : 0;
  return {
    handle,
    items,
    active,
    move: (by) => setChosen({ of: handle, at: (active + by + items.length) % items.length }),
  };
}
