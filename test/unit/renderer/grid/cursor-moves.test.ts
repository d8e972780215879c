import { describe, expect, test } from 'vitest';
import {
  headCommand,
  type KeyPress,
  rowCommand,
} from '../../../../renderer/design/grid/cursor-moves.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});
const inMiddle = { cursor: 500, length: 1000, rowsPerPage: 40, firstVisible: 480 };
const to = (index: number, extend = false) => ({ kind: 'move', to: index, extend });

describe('keys in the rows', () => {
  test.each([
    [press('ArrowDown'), to(501)],
    [press('ArrowUp'), to(499)],
    [press('j'), to(501)],
    [press('K', { shiftKey: true }), to(499, true)],
    [press('PageDown'), to(539)],
    [press('PageUp'), to(461)],
    [press('Home'), to(0)],
    [press('End', { ctrlKey: true }), to(999)],
    [press('End', { shiftKey: true }), to(999, true)],
    [press('Enter'), { kind: 'open' }],
    [press('x'), { kind: 'select', how: 'toggle' }],
    [press(' '), { kind: 'select', how: 'toggle' }],
    [press(' ', { ctrlKey: true }), { kind: 'select', how: 'only' }],
    [press('a', { metaKey: true }), { kind: 'select-all' }],
    [press('ArrowUp', { ctrlKey: true }), { kind: 'head' }],
    [press('Escape'), { kind: 'clear' }],
  ])('%o', (key, command) => {
    expect(rowCommand(key, inMiddle)).toEqual(command);
  });

  test('letters that are held with Ctrl or Alt, and letters of the screen, are left alone', () => {
    for (const key of [press('j', { ctrlKey: true }), press('x', { ctrlKey: true }), press('t')])
      expect(rowCommand(key, inMiddle)).toBeUndefined();
    expect(rowCommand(press('ArrowDown', { altKey: true }), inMiddle)).toBeUndefined();
  });

  test('ends are kept', () => {
    expect(rowCommand(press('PageDown'), { ...inMiddle, cursor: 990 })).toEqual(to(999));
    expect(rowCommand(press('k'), { ...inMiddle, cursor: 0 })).toEqual(to(0));
  });

  test('up from the first row goes to the heads, unless it extends', () => {
    expect(rowCommand(press('ArrowUp'), { ...inMiddle, cursor: 0 })).toEqual({ kind: 'head' });
    expect(rowCommand(press('ArrowUp', { shiftKey: true }), { ...inMiddle, cursor: 0 })).toEqual(
      to(0, true),
    );
  });

  test('the first key goes to what is seen', () => {
    expect(rowCommand(press('ArrowDown'), { ...inMiddle, cursor: undefined })).toEqual(to(480));
  });

  test('without rows no key moves', () => {
    const empty = { cursor: undefined, length: 0, rowsPerPage: 40, firstVisible: 0 };
    for (const key of ['ArrowDown', 'End', 'Home', 'PageUp'])
      expect(rowCommand(press(key), empty)).toBeUndefined();
  });
});

describe('keys in the heads', () => {
  const third = { head: 2, count: 4 };
  test.each([
    [press('ArrowRight'), { kind: 'walk', to: 3 }],
    [press('ArrowLeft'), { kind: 'walk', to: 1 }],
    [press('End'), { kind: 'walk', to: 3 }],
    [press('Enter'), { kind: 'sort' }],
    [press('ArrowRight', { shiftKey: true }), { kind: 'resize', by: 8 }],
    [press('ArrowLeft', { shiftKey: true }), { kind: 'resize', by: -8 }],
    [press('ArrowLeft', { shiftKey: true, ctrlKey: true }), { kind: 'reorder', by: -1 }],
    [press('ArrowDown'), { kind: 'rows' }],
    [press('Escape'), { kind: 'rows' }],
  ])('%o', (key, command) => {
    expect(headCommand(key, third)).toEqual(command);
  });

  test('the last head is the last', () => {
    expect(headCommand(press('ArrowRight'), { head: 3, count: 4 })).toEqual({
      kind: 'walk',
      to: 3,
    });
  });
});
