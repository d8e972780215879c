import { expect, it } from 'vitest';
import { resource } from '../../../electron/engine/base/entry-point.ts';
import { rulesIn } from '../../../electron/engine/detect/load.ts';
import { testRules } from '../../../electron/engine/detect/examples.ts';

it('every rule of the pack hits its own hits, misses its own misses and the control', async () => {
  const rules = await rulesIn(resource('rules'));
  expect(rules.length).toBeGreaterThanOrEqual(14);
  const results = await testRules(rules);
  expect(results.filter(({ ok }) => !ok)).toEqual([]);
  for (const { id } of rules)
    expect(results.filter(({ rule_id }) => rule_id === id).length).toBeGreaterThanOrEqual(5);
});
