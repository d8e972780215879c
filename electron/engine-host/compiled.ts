import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { constants, Script } from 'node:vm';

/** What the start ran is in it; after that, nobody waits. */
const KEEP_AFTER_MS = 3_000;

/**
 * Runs a CommonJS file of ours as `require` does, and keeps in `folder` what V8 compiled of it, so that the next start does
 * not compile it again. It is named by the bytes of the file; V8 itself refuses what another version of it made. Answers how
 * to keep it now, for a program that ends before its time has come.
 */
export function loadCompiled(file: string, folder: string): () => void {
  const source = readFileSync(file, 'utf8');
  const kept = join(folder, `${createHash('sha256').update(source).digest('hex')}.v8`);
  const cachedData = contentOf(kept);
  const script = new Script(Module.wrap(source), {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  const module = new Module(file);
  module.filename = file;
  const require = createRequire(file);
  // Files that are loaded later require this one by its name.
  require.cache[file] = module;
  const run: unknown = script.runInThisContext();
  if (typeof run !== 'function') throw new TypeError(`${file} is no module`);
  Reflect.apply(run, module.exports, [module.exports, require, module, file, dirname(file)]);
  module.loaded = true;
  let isKept = cachedData !== undefined && script.cachedDataRejected !== true;
  const keepNow = (): void => {
    if (!isKept) keep(kept, script);
    isKept = true;
  };
  setTimeout(keepNow, KEEP_AFTER_MS).unref();
  return keepNow;
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Only this user may write what will be run. A folder that cannot be written to costs the next start some time, no more. */
function keep(file: string, script: Script): void {
  const folder = dirname(file);
  const aside = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(aside, script.createCachedData(), { mode: 0o600 });
    for (const old of readdirSync(folder))
      if (old.endsWith('.v8')) rmSync(join(folder, old), { force: true });
    renameSync(aside, file);
  } catch {
    rmSync(aside, { force: true });
  }
}
