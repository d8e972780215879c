import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../electron/engine/base/errors.ts';
import { parseRule } from '../../../electron/engine/detect/load.ts';

const rule = (pattern: string, more = ''): string => `id: my-rule
version: 1
title: T
description: D
severity: low
lane: candidate
failure_type: refusal
${more}looks_at: { sides: [output] }
pattern:
  any:
    - 'fine'
    - '${pattern}'
explanation: E
examples: { hits: [], misses: [] }
`;

describe('a rule file', () => {
  it('is read with its defaults and its hash', () => {
    const parsed = parseRule(rule('no\\b'), 'my.yaml');
    expect(parsed).toMatchObject({
      id: 'my-rule',
      version: '1',
      pattern: { ignore_case: true, matches: 'all', absent_from: [] },
    });
    expect(parsed.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['\\C', 'my.yaml:12: the pattern /(?i:\\C)/ uses \\C'],
    ['\\p{Emoji}', 'my.yaml:12: the pattern /(?i:\\p{Emoji})/ uses \\p{Emoji}'],
    ['(?<n>a)', 'my.yaml:12: the pattern /(?i:(?<n>a))/ uses a named group'],
    ['(?P<n>a)', 'uses a named group'],
    ['a*', 'my.yaml:12: the pattern /(?i:a*)/ matches nothing at all'],
    ['\\b', 'matches nothing at all'],
    ['(?=a)b', 'uses lookahead'],
    ['a(', 'my.yaml:12: the pattern /(?i:a()/ is not RE2'],
  ])('with the pattern %s is refused with its line', (pattern, sentence) => {
    const read = (): unknown => parseRule(rule(pattern), '/some/my.yaml');
    expect(read).toThrow(Refusal);
    expect(read).toThrow(sentence);
  });

  it('with an unknown key, a wrong value or broken YAML is refused with its line', () => {
    expect(() => parseRule(rule('x', 'colour: red\n'), 'a.yaml')).toThrow(/a\.yaml:\d+: .*colour/);
    expect(() => parseRule(rule('x').replace('severity: low', 'severity: loud'), 'a.yaml')).toThrow(
      /a\.yaml:5: severity: /,
    );
    expect(() => parseRule('id: [', 'a.yaml')).toThrow(/a\.yaml:1: /);
    expect(() =>
      parseRule(rule('x').replace(/pattern:[\s\S]*(?=explanation)/, ''), 'a.yaml'),
    ).toThrow(/exactly one of pattern, condition, function/);
  });
});
