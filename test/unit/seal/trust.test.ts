import { expect, test } from 'vitest';
import { trustOf, withinPeriod } from '../../../electron/engine/seal/trust.ts';

const zoe = { name: 'Zoë', fingerprint: 'ab'.repeat(32) };
const rita = { name: 'Rita', fingerprint: 'cd'.repeat(32) };

test('a signer on the list is trusted, however the fingerprint is written', () => {
  const typed = zoe.fingerprint.toUpperCase().match(/../g)!.join(':');
  expect(trustOf([zoe], [` ${typed}\n`])).toEqual({
    state: 'trusted',
    signer: 'Zoë',
    fingerprint: zoe.fingerprint,
  });
});

test('a signer beside the list is unknown, and so is one with a part of a listed fingerprint', () => {
  expect(trustOf([zoe], []).state).toBe('unknown');
  expect(trustOf([zoe], [zoe.fingerprint.slice(0, 40)]).state).toBe('unknown');
});

test('one stranger among trusted signers is the one that is named', () => {
  expect(trustOf([zoe, rita], [zoe.fingerprint])).toMatchObject({
    state: 'unknown',
    signer: 'Rita',
  });
});

test('no signer means unsigned, whatever is trusted', () => {
  expect(trustOf([], [zoe.fingerprint])).toEqual({
    state: 'unsigned',
    signer: null,
    fingerprint: null,
  });
});

test('a claimed time outside the certificate, or none, is noticed', () => {
  const period = { notBefore: new Date('2026-01-01Z'), notAfter: new Date('2027-01-01Z') };
  expect(withinPeriod(new Date('2026-01-01Z'), period).ok).toBe(true);
  expect(withinPeriod(new Date('2025-12-31T23:59:59Z'), period).ok).toBe(false);
  expect(withinPeriod(new Date('2027-01-01T00:00:01Z'), period).ok).toBe(false);
  expect(withinPeriod(new Date('no time'), period).ok).toBe(false);
  expect(withinPeriod(null, period).ok).toBe(false);
});
