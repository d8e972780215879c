// Checks who imports whom by the allow-list, and that the checker really read the tree: it says nothing, and passes,
// when it cannot parse TypeScript.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv, exit } from 'node:process';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import rules from '../.dependency-cruiser.mjs';

const root = argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);

const folders = ['shared', 'electron', 'renderer'];
const files = folders
  .flatMap((folder) => readdirSync(folder, { recursive: true }))
  .filter((name) => /\.tsx?$/.test(name));
const { output } = await cruise(
  folders,
  { ruleSet: rules, validate: true, ...rules.options },
  undefined,
  { tsConfig: extractTSConfig('tsconfig.json') },
);
const cruised = output.modules.filter(({ source }) =>
  /^(shared|electron|renderer)\/.*\.tsx?$/.test(source),
).length;
for (const { from, to, rule } of output.summary.violations)
  console.error(`${rule.name}: ${from} imports ${to}`);
if (cruised < files.length) {
  console.error(`only ${cruised} of ${files.length} files were read`);
  exit(1);
}
console.log(
  `${cruised} files read, ${output.summary.violations.length} arrows that are not allowed`,
);
exit(output.summary.violations.length > 0 ? 1 : 0);
