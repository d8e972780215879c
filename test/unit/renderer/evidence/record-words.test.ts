import { describe, expect, test } from 'vitest';
import {
  faultInWindow,
  heldBy,
  reasonWords,
  recordName,
  windowOf,
  windowWords,
} from '../../../../renderer/screens/evidence/record-words.ts';

const place = { member: null, line: null, ordinal: null, byte_offset: null };

test('a record is named by what its format counts', () => {
  expect(recordName({ ...place, line: 1_204_551, ordinal: 1_204_000 })).toBe('line 1,204,551');
  expect(recordName({ ...place, ordinal: 12 })).toBe('record 12');
  expect(recordName({ ...place, member: 'a.jsonl', line: 3 })).toBe('a.jsonl: line 3');
  expect(recordName({ ...place, byte_offset: 900 })).toBe('byte 900');
});

describe('windows', () => {
  test('open where the byte is', () => {
    expect(windowOf(0, 9000)).toBe(0);
    expect(windowOf(4095, 9000)).toBe(0);
    expect(windowOf(4096, 9000)).toBe(4096);
  });
  test('a fault at the very end is in the last window', () => {
    expect(windowOf(8192, 8192)).toBe(4096);
    expect(windowOf(0, 0)).toBe(0);
  });
  test('say which bytes of how many they show', () => {
    expect(windowWords(4096, 4096, 9000)).toBe('bytes 4,096–8,191 of 9,000');
    expect(windowWords(0, 1, 1)).toBe('bytes 0–0 of 1');
    expect(windowWords(0, 0, 0)).toBe('no bytes of its own');
  });
});

test('the reason says where reading stumbled', () => {
  const held = { status: 'quarantined' as const, error: 'not UTF-8' };
  expect(reasonWords(held, 212, 4318)).toBe('byte 212: not UTF-8');
  expect(reasonWords(held, 4318, 4318)).toBe('ends too early, after 4,318 bytes: not UTF-8');
  expect(reasonWords({ status: 'unmapped', error: null }, null, 10)).toBe('not mapped');
});

test('records kept aside are those that a person must look at', () => {
  expect(heldBy('aside')).toEqual({ status: ['quarantined', 'unmapped'], repaired: false });
  expect(heldBy('blank')).toEqual({ status: ['blank'], repaired: false });
  expect(heldBy('repaired')).toEqual({ status: [], repaired: true });
});

test('a fault is pointed at in the window that holds it; at the end it is the last byte', () => {
  expect(faultInWindow(212, 9000, 0, 4096)).toBe(212);
  expect(faultInWindow(4200, 9000, 4096, 4096)).toBe(104);
  expect(faultInWindow(4200, 9000, 0, 4096)).toBeNull();
  expect(faultInWindow(910, 910, 0, 910)).toBe(909);
  expect(faultInWindow(null, 910, 0, 910)).toBeNull();
  expect(faultInWindow(0, 0, 0, 0)).toBeNull();
});
