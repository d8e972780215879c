// How long the replay screen waits on a conversation of as many messages as are asked for.
// Usage: node test/bench/long-conversation.mjs [FOLDER] [messages]   makes FOLDER/long.exhibit; without FOLDER a temporary one
import { mkdtempSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outDir = join(root, 'dist/bench-long');
const native = ['@duckdb/node-api', '@duckdb/node-bindings'];
await build({
  configFile: false,
  root,
  logLevel: 'error',
  build: {
    ssr: fileURLToPath(new URL('./long-conversation.ts', import.meta.url)),
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
const { makeLongConversationCase, measureLongConversation } = await import(
  join(outDir, 'long-conversation.mjs')
);

const [folder, messages = '300000'] = process.argv.slice(2);
const target = folder ?? mkdtempSync(join(tmpdir(), 'exhibit-long-'));
try {
  const path = await makeLongConversationCase(target, Number(messages));
  console.log(`${messages} messages; load ${loadavg()[0]?.toFixed(2)}`);
  for (const { what, median, slowest, processor } of await measureLongConversation(
    path,
    Number(messages),
  ))
    console.log(
      `${what.padEnd(36)} ${median.toFixed(0).padStart(6)} ms, slowest ${slowest.toFixed(0)} ms, processor ${processor.toFixed(0)} ms`,
    );
} finally {
  if (folder === undefined) rmSync(target, { recursive: true, force: true });
}
