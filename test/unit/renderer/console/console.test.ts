import { expect, test } from 'vitest';
import type { ConsoleTable } from '../../../../shared/domain/console.ts';
import { completeSql } from '../../../../renderer/screens/console/complete-sql.ts';
import { leadOf } from '../../../../renderer/screens/console/leads.ts';
import { rowAsJson } from '../../../../renderer/screens/console/row-text.ts';

const table = (name: string, ...columns: string[]): ConsoleTable => ({
  name,
  says: '',
  rows: 1,
  columns: columns.map((column) => ({ name: column, type: 'BIGINT', says: '' })),
});
const tables = [table('turn', 'turn_id', 'model'), table('event', 'event_no', 'at')];
const offered = (before: string, after = ''): string[] =>
  completeSql(tables, before + after, before.length)
    .filter(({ kind }) => kind === 'column' || kind === 'table')
    .map(({ insert }) => insert);

test('completes columns of what the query names, tables after FROM, nothing in texts', () => {
  expect(offered('SELECT t.', ' FROM turn t')).toEqual(['turn_id', 'model']);
  expect(offered('SELECT event.', ' FROM event')).toEqual(['event_no', '"at"']);
  expect(offered('SELECT ', ' FROM turn WHERE 1 = 1')).toEqual([
    'turn_id',
    'model',
    'turn',
    'event',
  ]);
  expect(offered('SELECT * FROM tu')).toEqual(['turn', 'event']);
  expect(offered("SELECT 'tur")).toEqual([]);
  expect(offered('SELECT 1 -- tur')).toEqual([]);
  expect(offered("SELECT 'a''b', ", ' FROM turn')).toContain('model');
  expect(offered('SELECT x.', ' FROM turn t')).toEqual([]);
});

const number = (name: string) => ({ name, type: 'BIGINT', kind: 'number' }) as const;
const text = { name: 'handle', type: 'VARCHAR', kind: 'text' } as const;

test('ids lead by the name of their column, handles by themselves, others nowhere', () => {
  expect(leadOf(number('turn_id'), '12')?.to).toEqual({ screen: 'replay', conversation: 'T-12' });
  expect(leadOf(number('parent_turn_id'), '7')?.words).toBe('T-7');
  expect(leadOf(number('finding_id'), '3')).toEqual({ words: 'F-3', to: null });
  expect(leadOf(text, 'E-7')).toEqual({ words: 'E-7', to: null });
  expect(leadOf(text, 'C-2')?.to).toEqual({ screen: 'replay', conversation: 'C-2' });
  expect(leadOf(number('turns'), '12')).toBeUndefined();
  expect(leadOf(number('turn_id'), null)).toBeUndefined();
  expect(leadOf({ ...text, name: 'turn_id' }, 'x')).toBeUndefined();
});

test('a row is copied as JSON without losing a digit', () => {
  const list = { name: 'list', type: 'INTEGER[]', kind: 'list' } as const;
  expect(
    rowAsJson([number('a'), number('b'), text, list], ['12', '9007199254740993', null, '[1,2]']),
  ).toBe('{"a":12,"b":"9007199254740993","handle":null,"list":[1,2]}');
});
