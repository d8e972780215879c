import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import type { Facet } from '../../../shared/domain/search.ts';
import { ask } from '../../engine-client/engine.ts';
import { type Trouble, troubleOf } from '../../engine-client/trouble.ts';
import { chosenFields, namedValues, withoutField } from './facet-filter.ts';

/** A facet, and of how many turns its counts are. */
export interface CountedFacet {
  readonly facet: Facet;
  readonly of: number;
  /** Every value that a matching turn has is listed: another has none. */
  readonly isWhole: boolean;
}

export interface Facets {
  readonly counted: readonly CountedFacet[] | undefined;
  /** The filter that the counts are of; undefined while they are of an earlier one. */
  readonly of: string | undefined;
  readonly isCounting: boolean;
  readonly trouble: Trouble | null;
  readonly again: () => void;
}

const optionsFor = (filter: string) => ask.views.facets.queryOptions({ input: { filter } });

/**
 * Facets of a filter. The values of a field that the filter chooses from are counted as if it did not, so that the
 * others, which could be chosen as well, stand beside them.
 */
export function useFacets(filter: string | undefined): Facets {
  const whole = useQuery({
    ...optionsFor(filter ?? ''),
    enabled: filter !== undefined,
    placeholderData: keepPreviousData,
  });
  const { data, error, isFetching, isPlaceholderData, refetch } = whole;
  const fields = filter === undefined || data === undefined ? [] : chosenFields(filter);
  const apart = useQueries({
    queries: fields.map((field) => ({
      ...optionsFor(withoutField(filter ?? '', field)),
      enabled: !isPlaceholderData,
    })),
  });
  const counted = data?.facets.map((facet) => {
    const own = apart[fields.indexOf(facet.field)]?.data;
    const wider = own?.facets.find(({ field }) => field === facet.field);
    const isWhole = facet.values.length >= facet.distinct;
    return own === undefined || wider === undefined
      ? { facet, of: data.total, isWhole }
      : { facet: withNamed(wider, facet, filter ?? ''), of: own.total, isWhole };
  });
  return {
    counted,
    of: isPlaceholderData ? undefined : filter,
    isCounting: isFetching || apart.some((query) => query.isFetching),
    trouble: error === null || isFetching ? null : troubleOf(error),
    again: () => {
      refetch().catch(() => undefined);
    },
  };
}

/** A chosen value may be too seldom to be listed; as many turns have it as match. */
function withNamed(wider: Facet, chosen: Facet, filter: string): Facet {
  const named = namedValues(filter, chosen.field);
  const more = chosen.values.filter(
    ({ value, name }) =>
      (named.includes(value) || (name !== undefined && named.includes(name))) &&
      !wider.values.some((other) => other.value === value),
  );
  return { ...wider, values: [...wider.values, ...more] };
}
