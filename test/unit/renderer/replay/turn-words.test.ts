import { expect, test } from 'vitest';
import {
  entryLabel,
  entryTime,
  pauseWords,
} from '../../../../renderer/screens/replay/rail-words.ts';
import {
  freshWords,
  givenWords,
  modelWords,
  periodWords,
  settings,
  tokenWords,
} from '../../../../renderer/screens/replay/turn-words.ts';
import type { RailEntry } from '../../../../shared/domain/replay-screen.ts';
import { timesIn } from '../../../../shared/text/times.ts';
import { turnHead } from './turn-head.ts';

const utc = timesIn('UTC');

test('only an answered turn of a wire log says what the model got', () => {
  expect(givenWords({ kind: 'model', capture: 'wire' })).toBe('What the model got');
  for (const capture of ['application', 'reconstructed'] as const)
    expect(givenWords({ kind: 'model', capture })).toBe('Recorded as given to the model');
  expect(givenWords({ kind: 'request', capture: 'wire' })).toBe('Recorded as given to the model');
  expect(givenWords({ kind: 'human_review', capture: 'wire' })).toBe(
    'Recorded as given to this human review',
  );
});

test('a model that answered is never made up from the one that was asked for', () => {
  expect(modelWords(turnHead({ model: 'a', requested_model: 'a' }))).toEqual({
    name: 'a',
    note: null,
  });
  expect(modelWords(turnHead({ model: 'a-1', requested_model: 'a' }))).toEqual({
    name: 'a-1',
    note: 'asked for a',
  });
  expect(modelWords(turnHead({ requested_model: 'a' }))).toEqual({
    name: null,
    note: 'asked for a',
  });
});

test('a token count that the log leaves out stays open', () => {
  expect(tokenWords({ prompt_tokens: 3914, completion_tokens: 168 })).toBe('3,914 + 168');
  expect(tokenWords({ prompt_tokens: null, completion_tokens: 168 })).toBe('? + 168');
  expect(tokenWords({ prompt_tokens: null, completion_tokens: null })).toBeNull();
});

test('settings are those that the request made', () => {
  expect(settings({ temperature: 0, top_p: null, stop: ['a'], mode: 'x' })).toEqual([
    ['temperature', '0'],
    ['stop', '["a"]'],
    ['mode', 'x'],
  ]);
});

test('new characters are counted of all', () => {
  expect(freshWords(turnHead({ given_characters: 17_406, fresh_characters: 1020 }))).toBe(
    '1,020 of 17,406 characters are new in this turn',
  );
  expect(freshWords(turnHead())).toBe('no characters in record');
});

test('a period is a day with its hours, or days', () => {
  const from = '2026-10-19T13:51:08Z';
  expect(periodWords({ first: from, last: '2026-10-19T14:09:00Z' }, utc)).toBe(
    '19 Oct 2026, 13:51 – 14:09 UTC',
  );
  expect(periodWords({ first: from, last: '2026-10-21T14:09:00Z' }, utc)).toBe(
    '19 – 21 Oct 2026, UTC',
  );
  expect(periodWords({ first: from, last: null }, utc)).toBe('19 Oct 2026, 13:51 UTC');
  expect(periodWords({ first: null, last: null }, utc)).toBe('no time in record');
});

const entry: RailEntry = {
  turn_id: 12,
  kind: 'model',
  at: '2026-10-19T14:07:46.051Z',
  name: null,
  words: 'Refund',
  latency_ms: 2604,
  pause_ms: 691_000,
  worst: { lane: 'finding', severity: 'critical' },
  exhibits: 1,
  error: null,
};

test('an entry of the rail is read out with all that is drawn', () => {
  expect(entryLabel(entry, '2026-10-19T13:51:08Z', utc)).toBe(
    'T-12, 14:07:46, Refund, finding, critical severity, 1 exhibit, 11 min 31 s pause',
  );
  expect(
    entryLabel({ ...entry, kind: 'tool', name: 'lookup', worst: null, exhibits: 0 }, null, utc),
  ).toBe('T-12, 14:07:46, tool lookup, 2,604 ms, Refund, 11 min 31 s pause');
});

test('an undated entry gets no time, and the day stands where it is another one', () => {
  expect(entryTime({ ...entry, at: null }, null, utc)).toBe('no time in record');
  expect(entryTime(entry, '2026-10-18T13:51:08Z', utc)).toBe('19 Oct 2026, 14:07:46');
});

test('a pause is said from a minute on; none where an entry began before the one before had ended', () => {
  expect(pauseWords({ ...entry, pause_ms: 59_999 })).toBeNull();
  expect(pauseWords({ ...entry, pause_ms: 60_000 })).toBe('1 min pause');
  expect(pauseWords({ ...entry, pause_ms: -120_000 })).toBeNull();
  expect(pauseWords({ ...entry, pause_ms: null })).toBeNull();
});
