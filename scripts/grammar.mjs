// Writes electron/engine/search/grammar.js from grammar.peggy beside it.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import peggy from 'peggy';

const folder = new URL('../electron/engine/search/', import.meta.url);

/** The parser as an ES module, as peggy writes it. */
export function generated() {
  const grammar = readFileSync(new URL('grammar.peggy', folder), 'utf8');
  const options = { format: 'es', output: 'source', grammarSource: 'grammar.peggy' };
  return `// biome-ignore-all format: written by scripts/grammar.mjs\n${peggy.generate(grammar, options)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL('grammar.js', folder), generated());
