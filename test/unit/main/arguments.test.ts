import { expect, it } from 'vitest';
import { ownArguments } from '../../../electron/main/arguments.ts';

it('what was asked for is told from what the runtime and its debuggers put before it', () => {
  const started = ['/electron', '--inspect=0', '--no-sandbox', '/project', '--sample', 'a.exhibit'];
  expect(ownArguments(started, false)).toEqual(['--sample', 'a.exhibit']);
  expect(ownArguments(['/electron', '/project'], false)).toEqual([]);
  expect(ownArguments(['/usr/bin/exhibit', 'a.exhibit'], true)).toEqual(['a.exhibit']);
});
