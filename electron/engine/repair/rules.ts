import type { RepairRule } from './rule.ts';
import { controlCharacters } from './rules/control-characters.ts';
import { invalidUtf8 } from './rules/invalid-utf8.ts';
import { byteOrderMark, nulPadding } from './rules/padding.ts';
import { pythonLiteral } from './rules/python-literal.ts';
import { trailingComma } from './rules/trailing-comma.ts';
import { truncatedEnd } from './rules/truncated-end.ts';

/** Every version of every rule, in the order in which they are offered. */
const RULES: readonly RepairRule[] = [
  truncatedEnd,
  trailingComma,
  controlCharacters,
  invalidUtf8,
  pythonLiteral,
  nulPadding,
  byteOrderMark,
];

/** The latest version of each rule. */
export const LATEST_RULES: readonly RepairRule[] = RULES.filter(
  ({ name, version }) => !RULES.some((other) => other.name === name && other.version > version),
);

export const ruleOf = (name: string, version: number): RepairRule | undefined =>
  RULES.find((rule) => rule.name === name && rule.version === version);
