import { expect, it } from 'vitest';
import { Refusal } from '../../../electron/engine/base/errors.ts';
import { parseRule } from '../../../electron/engine/detect/load.ts';
import { FIELDS_OF_ACTS } from '../../../electron/engine/detect/scope.ts';
import { fieldNames } from '../../../electron/engine/search/fields.ts';

const scoped = (scope: string): string => `id: my-rule
version: 1
title: T
description: D
severity: low
lane: candidate
failure_type: refusal
scope: ${JSON.stringify(scope)}
looks_at: { sides: [output] }
pattern: { any: ['fine'] }
explanation: E
examples: { hits: [], misses: [] }
`;

it.each([
  ['finding:refusal', 'finding'],
  ['model:gpt* (route:a OR NOT lane:dismissed)', 'lane'],
  ['-cause:*', 'cause'],
  ['has:exhibit', 'exhibit'],
  ['severity:high', 'severity'],
  ['failure:drift', 'failure'],
])('the scope %s is refused with file and line: it reads findings or acts', (scope, field) => {
  const read = (): unknown => parseRule(scoped(scope), '/some/my.yaml');
  expect(read).toThrow(Refusal);
  expect(read).toThrow(new RegExp(`^my\\.yaml:8: scope: the field ${field} depends on`));
});

it('a scope that does not compile is refused when the rule loads', () => {
  const read = (): unknown => parseRule(scoped('colour:red'), 'my.yaml');
  expect(read).toThrow(Refusal);
  expect(read).toThrow(/^my\.yaml:8: scope: .*no field "colour"/);
});

it('a scope may name every field that reads the evidence alone', () => {
  const open = fieldNames().filter((name) => !FIELDS_OF_ACTS.has(name));
  // A field that is new to the search language is weighed here: does what the examiner does change it?
  expect(open).toMatchInlineSnapshot(`
    [
      "at",
      "capture",
      "completion_tokens",
      "confidence",
      "context",
      "conversation",
      "ended_at",
      "environment",
      "error",
      "evidence",
      "external_id",
      "feedback",
      "finish_reason",
      "format",
      "index_version",
      "input",
      "joined_by",
      "kind",
      "label",
      "latency_ms",
      "line",
      "max_tokens",
      "member",
      "metadata",
      "model",
      "name",
      "output",
      "params",
      "passage",
      "place",
      "prompt_tokens",
      "prompt_version",
      "provider",
      "raw_time",
      "release",
      "requested_model",
      "response_id",
      "role",
      "route",
      "seed",
      "seq",
      "session",
      "session_id",
      "side",
      "started_at",
      "system_fingerprint",
      "temperature",
      "text",
      "tool",
      "tools",
      "top_p",
      "turn",
      "turns",
      "type",
      "user",
      "user_id",
      "verdict",
      "weights_hash",
    ]
  `);
  for (const name of open) {
    const value = /_at$|^at$/.test(name) ? '2026-01-01' : '1';
    expect(parseRule(scoped(`${name}:${value}`), 'my.yaml').scope).toBe(`${name}:${value}`);
  }
});
