import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../electron/cli/commands/index.ts';

const engine = join(import.meta.dirname, '../../electron/engine');

/** What is for readers who have both: reports, their packages, the form for those who export; and the app's own words. */
const FOR_ALL = /^(report|seal\/package-guide|import\/intake-form|session\/ways-out)/;
const COMMAND = new RegExp(`exhibit (${COMMANDS.map(({ name }) => name).join('|')})\\b`);

const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\//g, '');

test('no sentence of the engine sends a person of the app to a command', () => {
  const found = readdirSync(engine, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !FOR_ALL.test(file))
    .flatMap((file) =>
      withoutComments(readFileSync(join(engine, file), 'utf8'))
        .split('\n')
        .filter((line) => COMMAND.test(line) && !line.trim().startsWith('//'))
        .map((line) => `${file}: ${line.trim()}`),
    );
  expect(found).toEqual([]);
});
