import { describe, expect, it } from 'vitest';
import { meaningOf, type Press } from '../../../../renderer/commands/keys.ts';
import { commands, isCommandId } from '../../../../renderer/commands/table.ts';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrl: false,
  alt: false,
  shift: false,
  held: false,
  typing: false,
  choosing: false,
  inList: true,
  ...more,
});
const rules = { letters: true, pending: null };

describe('a key', () => {
  it('with Ctrl acts everywhere, also while somebody types', () => {
    const meant = { what: 'run', id: 'palette.open' };
    expect(meaningOf(press('k', { ctrl: true, inList: false }), rules)).toEqual(meant);
    expect(meaningOf(press('k', { ctrl: true, typing: true }), rules)).toEqual(meant);
  });

  it('that is a letter acts only while a list or grid has the focus', () => {
    expect(meaningOf(press('v'), rules)).toEqual({ what: 'run', id: 'case.verify' });
    expect(meaningOf(press('V', { shift: true }), rules)).toEqual({
      what: 'run',
      id: 'case.verify',
    });
    expect(meaningOf(press('v', { inList: false }), rules)).toEqual({ what: 'nothing' });
    expect(meaningOf(press('v', { typing: true }), rules)).toEqual({ what: 'nothing' });
    expect(meaningOf(press('g', { inList: false }), rules)).toEqual({ what: 'wait', first: 'G' });
    expect(meaningOf(press('h', { inList: false }), { letters: true, pending: 'G' })).toEqual({
      what: 'run',
      id: 'go.home',
    });
  });

  it('chooses in a closed list of choices, where only signs that lead elsewhere act', () => {
    const choosing = (key: string, more: Partial<Press> = {}) =>
      meaningOf(press(key, { choosing: true, inList: false, ...more }), rules);
    expect(choosing('g')).toEqual({ what: 'nothing' });
    expect(choosing('/')).toMatchObject({ what: 'run' });
    expect(choosing('z', { ctrl: true })).toEqual({ what: 'nothing' });
    expect(choosing('k', { ctrl: true })).toEqual({ what: 'run', id: 'palette.open' });
  });

  it('that is held down goes on moving, and makes what it makes once', () => {
    const held = (key: string, more: Partial<Press> = {}) =>
      meaningOf(press(key, { held: true, ...more }), rules);
    expect(held('j')).toEqual(meaningOf(press('j'), rules));
    expect(held('Left', { alt: true })).toEqual({ what: 'run', id: 'go.back' });
    expect(held('N', { ctrl: true, shift: true })).toEqual({ what: 'held' });
    expect(held('Enter', { ctrl: true })).toEqual({ what: 'held' });
    expect(held('q')).toEqual({ what: 'nothing' });
  });

  it('that is a letter can be turned off', () => {
    expect(meaningOf(press('v'), { letters: false, pending: null })).toEqual({ what: 'nothing' });
    expect(meaningOf(press('o', { ctrl: true }), { letters: false, pending: null })).toEqual({
      what: 'run',
      id: 'case.open',
    });
  });

  it('G waits for the letter of a screen, and another letter after it leads nowhere', () => {
    expect(meaningOf(press('g'), rules)).toEqual({ what: 'wait', first: 'G' });
    expect(meaningOf(press('t'), { letters: true, pending: 'G' })).toEqual({
      what: 'run',
      id: 'go.turns',
    });
    expect(meaningOf(press('z'), { letters: true, pending: 'G' })).toEqual({ what: 'nothing' });
  });

  it('that is a sign counts as the sign, whatever the keyboard needs for it', () => {
    expect(meaningOf(press('?', { shift: true }), rules)).toEqual({ what: 'run', id: 'help.keys' });
    expect(meaningOf(press('/'), rules)).toEqual({ what: 'run', id: 'filter.focus' });
  });

  it('that is / or ? leads to the filter or to all keys from anywhere that is no text field', () => {
    const anywhere = { inList: false };
    const filter = { what: 'run', id: 'filter.focus' };
    expect(meaningOf(press('/', anywhere), rules)).toEqual(filter);
    expect(meaningOf(press('?', { shift: true, ...anywhere }), rules)).toEqual({
      what: 'run',
      id: 'help.keys',
    });
    expect(meaningOf(press('/', { typing: true }), rules)).toEqual({ what: 'nothing' });
    expect(meaningOf(press('/', anywhere), { letters: false, pending: null })).toEqual({
      what: 'nothing',
    });
    expect(meaningOf(press('+', anywhere), rules)).toEqual({ what: 'nothing' });
  });

  it('with Alt and an arrow goes back and forward', () => {
    expect(meaningOf(press('ArrowLeft', { alt: true }), rules)).toEqual({
      what: 'run',
      id: 'go.back',
    });
  });
});

it('only commands of different screens have the same key, and no letter alone begins a sequence of another', () => {
  const all = Object.keys(commands).filter(isCommandId);
  const keys = all.flatMap((id) => commands[id].keys ?? []);
  const byScreen = all.flatMap((id) =>
    commands[id].keys === null ? [] : `${commands[id].group}: ${commands[id].keys}`,
  );
  expect(new Set(byScreen).size).toBe(byScreen.length);
  const shared = new Set(keys.filter((key, at) => keys.indexOf(key) !== at));
  expect([...shared].toSorted()).toEqual([
    '1',
    '2',
    '3',
    '4',
    'Ctrl+Enter',
    'Ctrl+Z',
    'D',
    'J',
    'K',
    'N',
    'V',
    'W',
    'Y',
  ]);
  const firsts = keys.filter((key) => /^\S \S$/.test(key)).map((key) => key[0]);
  expect(keys.filter((key) => firsts.includes(key))).toEqual([]);
});
