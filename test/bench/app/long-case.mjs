import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../../..');
const native = ['@duckdb/node-api', '@duckdb/node-bindings'];

/** Makes the case of one long conversation in a folder; answers its path. */
export async function makeLongConversationCase(folder, messages) {
  return (await built('long-conversation')).makeLongConversationCase(folder, messages);
}

/** Adds so many acts to the activity log of a case. */
export async function writeManyActs(path, count) {
  await (await built('many-acts')).writeManyActs(path, count);
}

async function built(name) {
  const outDir = join(root, `dist/bench-app-${name}`);
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, `../${name}.ts`),
      target: 'node20',
      outDir,
      emptyOutDir: true,
      rollupOptions: {
        external: [...native, ...builtinModules, /^node:/],
        output: { entryFileNames: '[name].mjs' },
      },
    },
    ssr: { noExternal: true, external: native },
  });
  return import(join(outDir, `${name}.mjs`));
}
