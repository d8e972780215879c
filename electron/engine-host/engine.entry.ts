import { join } from 'node:path';
import { exhibitHome } from '../engine/base/home.ts';
import { loadCompiled } from './compiled.ts';

// The engine itself lies beside this file, which loads it as it was compiled by an earlier start.
loadCompiled(join(import.meta.dirname, 'engine-start.cjs'), join(exhibitHome(), 'code-cache'));
