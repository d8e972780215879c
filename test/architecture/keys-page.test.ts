import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FIELD_NOTES } from '../../electron/engine/search/field-notes.ts';
import { commands, isCommandId, keyHint } from '../../renderer/commands/table.ts';

const page = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');

test('the user guide lists every key of the table of commands, in its order and words', () => {
  const rows = Object.keys(commands)
    .filter(isCommandId)
    .flatMap((id) => {
      const keys = keyHint(id);
      return keys === undefined ? [] : [`| \`${keys}\` | ${commands[id].words} |`];
    });
  const [, section = ''] = page('user-guide.md').split('\n## Keys\n');
  const [table = ''] = section.split('| keys | do |\n|---|---|\n').slice(1);
  expect(table.split('\n\n')[0]?.split('\n')).toEqual(rows);
});

test('the page of the filter language has every field and no other', () => {
  const [, section = ''] = page('filter-language.md').split('| field | is |\n|---|---|\n');
  const [table = ''] = section.split('\n\n');
  const named = table
    .split('\n')
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect(named.toSorted()).toEqual([...FIELD_NOTES.keys()].toSorted());
});
