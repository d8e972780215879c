import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../../..');
const native = ['@duckdb/node-api', '@duckdb/node-bindings'];

/** Makes the case of one long conversation in a folder; answers its path. */
export async function makeLongConversationCase(folder, messages) {
  const outDir = join(root, 'dist/bench-app-long');
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, '../long-conversation.ts'),
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
  const made = await import(join(outDir, 'long-conversation.mjs'));
  return made.makeLongConversationCase(folder, messages);
}
