import { expect, test } from 'vitest';
import { createPagedRows } from '../../../../renderer/design/grid/paged-rows.ts';
import { heldRows } from '../../../../renderer/screens/replay/held-rows.ts';

test('pages that were let go are loaded anew when the screen comes back', async () => {
  const asked: number[] = [];
  const held = heldRows(() =>
    createPagedRows<number>({
      length: 10,
      pageSize: 5,
      load: (offset) => {
        asked.push(offset);
        return Promise.resolve([offset, offset + 1, offset + 2, offset + 3, offset + 4]);
      },
      onError: (error) => {
        throw error;
      },
    }),
  );
  const arrival = () =>
    new Promise<() => void>((resolve) => {
      const stop = held.hold(() => resolve(stop));
      held.rows().need(0, 2);
    });
  const letGo = await arrival();
  expect(held.rows().row(1)).toBe(1);
  letGo();
  expect(held.rows().row(1)).toBeUndefined();
  (await arrival())();
  expect(asked.filter((offset) => offset === 0)).toHaveLength(2);
});
