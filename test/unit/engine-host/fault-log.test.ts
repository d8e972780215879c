import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { faultLog } from '../../../electron/engine-host/fault-log.ts';
import { temporaryFolder } from '../../fixtures/case-on-disk.ts';

test('a fault is logged under its id, cut where it quotes much, and shown without what a terminal obeys', () => {
  const home = join(temporaryFolder(), 'home');
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const id = faultLog(home)(`\u001b[2J${'x'.repeat(20_000)}`);
  const shown = String(written.mock.calls[0]?.[0]);
  written.mockRestore();
  expect(shown).toContain(`fault ${id}: ⟦U+001B⟧[2J`);
  const line = readFileSync(join(home, 'faults.log'), 'utf8');
  expect(line).toContain(`"id":"${id}"`);
  expect(line).toMatch(/x … 8000 of 20004 characters"}\n$/);
});

test('the log does not grow without end: a full one is set aside', () => {
  const home = temporaryFolder();
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const log = faultLog(home);
  for (let fault = 0; fault < 400; fault += 1) log('y'.repeat(8000));
  written.mockRestore();
  for (const file of ['faults.log', 'faults.earlier.log'])
    expect(statSync(join(home, file)).size).toBeLessThan(2 ** 20 + 10_000);
});
