import type { Interval } from './bootstrap.ts';

/** The 97.5 % quantile of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * Wilson's 95 % score interval of a proportion (Wilson 1927), 0 to 1; of nothing observed it is all of 0 to 1.
 * With 0 hits its upper end stays near 3.84 / n, where the plain interval would say "none".
 */
export function wilson(hits: number, observed: number): Interval {
  if (observed === 0) return { low: 0, high: 1 };
  const share = hits / observed;
  const spread = Z ** 2 / observed;
  const centre = share + spread / 2;
  const half = Z * Math.sqrt((share * (1 - share)) / observed + spread / (4 * observed));
  return {
    low: hits === 0 ? 0 : Math.max(0, (centre - half) / (1 + spread)),
    high: hits === observed ? 1 : Math.min(1, (centre + half) / (1 + spread)),
  };
}
