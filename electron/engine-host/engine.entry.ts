import { join } from 'node:path';
import { loadCompiled } from './compiled.ts';

// The engine itself lies beside this file, which loads it as an earlier start compiled it; main says where that is kept.
const [, , folder = ''] = process.argv;
const keepCompiled = loadCompiled(join(import.meta.dirname, 'engine-start.cjs'), folder);
process.parentPort.on('message', ({ data }: { data: unknown }) => {
  if (typeof data === 'object' && data !== null && 'what' in data && data.what === 'quit')
    keepCompiled();
});
