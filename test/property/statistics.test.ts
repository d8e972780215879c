import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bootstrapMean } from '../../electron/engine/statistics/bootstrap.ts';
import { changePoints } from '../../electron/engine/statistics/change-point.ts';
import { wilson } from '../../electron/engine/statistics/intervals.ts';
import { signFlip } from '../../electron/engine/statistics/permutation.ts';

const values = fc
  .array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 60 })
  .map((numbers) => Float64Array.from(numbers));
const seed = fc.nat();

test('a bootstrap interval lies within the values and is the same each time', () => {
  fc.assert(
    fc.property(values, seed, (sample, chosen) => {
      const { low, high } = bootstrapMean(sample, chosen);
      expect(low).toBeLessThanOrEqual(high);
      expect(low).toBeGreaterThanOrEqual(Math.min(...sample));
      expect(high).toBeLessThanOrEqual(Math.max(...sample));
      expect(bootstrapMean(sample, chosen)).toEqual({ low, high });
    }),
    { numRuns: 40 },
  );
});

test('p lies in (0, 1], does not care for the direction, and is 1 without a difference', () => {
  fc.assert(
    fc.property(values, seed, (sample, chosen) => {
      const p = signFlip(sample, chosen);
      expect(p).toBeGreaterThan(0);
      expect(p).toBeLessThanOrEqual(1);
      expect(
        signFlip(
          sample.map((value) => -value),
          chosen,
        ),
      ).toBe(p);
      expect(
        signFlip(
          sample.map(() => 0),
          chosen,
        ),
      ).toBe(1);
    }),
    { numRuns: 40 },
  );
});

test('a Wilson interval holds the share seen', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(1000), (hits, others) => {
      const { low, high } = wilson(hits, hits + others);
      const share = hits + others === 0 ? 0.5 : hits / (hits + others);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(share + 1e-12);
      expect(high).toBeGreaterThanOrEqual(share - 1e-12);
    }),
  );
});

test('changes come in order, three observations apart', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          value: fc.integer({ min: 0, max: 9 }),
          weight: fc.integer({ min: 1, max: 50 }),
        }),
        {
          maxLength: 25,
        },
      ),
      seed,
      (series, chosen) => {
        const edges = [0, ...changePoints(series, chosen).map(({ index }) => index), series.length];
        for (const [position, edge] of edges.slice(1).entries())
          if (edges.length > 2) expect(edge - (edges[position] ?? 0)).toBeGreaterThanOrEqual(3);
      },
    ),
    { numRuns: 30 },
  );
});
