import { join } from 'node:path';
import { exhibitHome } from '../engine/base/home.ts';
import { loadCompiled } from './compiled.ts';

// The engine itself lies beside this file, which loads it as an earlier start compiled it.
const keepCompiled = loadCompiled(
  join(import.meta.dirname, 'engine-start.cjs'),
  join(exhibitHome(), 'code-cache'),
);
process.parentPort.on('message', ({ data }: { data: unknown }) => {
  if (typeof data === 'object' && data !== null && 'what' in data && data.what === 'quit')
    keepCompiled();
});
