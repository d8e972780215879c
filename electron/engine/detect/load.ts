import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { resource } from '../base/entry-point.ts';
import { Refusal, reasonOf } from '../base/errors.ts';
import { sha256 } from '../base/hash.ts';
import { compilePattern, withOptions } from './pattern.ts';
import { type Rule, type RuleText, ruleText } from './rule.ts';
import { fieldOfActsIn } from './scope.ts';

/** The rules that come with Exhibit, and below them those of a folder, which may replace one by its id. */
export async function loadRules(folder?: string): Promise<Rule[]> {
  const rules = new Map<string, Rule>();
  for (const place of [resource('rules'), ...(folder === undefined ? [] : [folder])])
    for (const rule of await rulesIn(place)) rules.set(rule.id, rule);
  return sorted([...rules.values()]);
}

/** The rules of one folder, sorted by id. Two with one id are refused. */
export async function rulesIn(folder: string): Promise<Rule[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    throw new Refusal(
      'bad-rule',
      `The rule folder ${folder} cannot be read (${reasonOf(error)}); name a folder with rules.`,
    );
  }
  const rules = new Map<string, Rule>();
  for (const name of names.filter((file) => /\.ya?ml$/.test(file)).sort()) {
    const file = join(folder, name);
    const rule = parseRule(await readFile(file, 'utf8'), file);
    if (rules.has(rule.id))
      throw new Refusal('bad-rule', `${file}:1: another rule of this folder has the id ${rule.id}`);
    rules.set(rule.id, rule);
  }
  return sorted([...rules.values()]);
}

/** A rule from its YAML text. Throws a Refusal `bad-rule` that names file and line. */
export function parseRule(text: string, file: string): Rule {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [wrong] = document.errors;
  if (wrong !== undefined)
    throw refusal(file, lines.linePos(wrong.pos[0]).line, wrong.message.split('\n')[0] ?? '');
  const parsed = ruleText.safeParse(document.toJS());
  if (!parsed.success) {
    const { line, message } = firstIssue(parsed.error, document, lines);
    throw refusal(file, line, message);
  }
  checkPatterns(parsed.data, file, document, lines);
  checkScope(parsed.data, file, lineOf(['scope'], document, lines));
  return { ...parsed.data, sha256: sha256(text), source: text };
}

/** Every pattern compiles alone, so that the sentence can name its line. */
function checkPatterns(rule: RuleText, file: string, document: Document, lines: LineCounter): void {
  const { pattern } = rule;
  if (pattern === undefined) return;
  const places = [
    ...pattern.any.map(({ regex }, index) => ({ regex, path: ['pattern', 'any', index] })),
    ...pattern.unless.map((regex, index) => ({ regex, path: ['pattern', 'unless', index] })),
    ...pattern.hidden.map((regex, index) => ({ regex, path: ['pattern', 'hidden', index] })),
  ];
  for (const { regex, path } of places)
    try {
      compilePattern(withOptions(regex, pattern));
    } catch (error) {
      throw refusal(file, lineOf(path, document, lines), reasonOf(error));
    }
}

/** A scope compiles when the rule loads, and speaks of evidence alone: what the examiner does must not change findings. */
function checkScope({ scope }: RuleText, file: string, line: number): void {
  if (scope === undefined) return;
  let field: string | undefined;
  try {
    field = fieldOfActsIn(scope);
  } catch (error) {
    throw refusal(file, line, `scope: ${reasonOf(error)}`);
  }
  if (field !== undefined)
    throw refusal(
      file,
      line,
      `scope: the field ${field} depends on findings or on what the examiner does; a scope names fields of the evidence only`,
    );
}

function firstIssue(
  error: z.ZodError,
  document: Document,
  lines: LineCounter,
): { line: number; message: string } {
  const [issue] = error.issues;
  const path = (issue?.path ?? []).filter((step) => typeof step !== 'symbol');
  const name = path.length === 0 ? 'the rule' : path.join('.');
  return {
    line: lineOf(path, document, lines),
    message: `${name}: ${issue?.message ?? 'invalid'}`,
  };
}

/** Line of the value at the path, or of the nearest thing above it that the text has. */
function lineOf(
  path: readonly (string | number)[],
  document: Document,
  lines: LineCounter,
): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range != null) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function refusal(file: string, line: number, message: string): Refusal {
  return new Refusal('bad-rule', `${basename(file)}:${line}: ${message}`);
}

function sorted(rules: Rule[]): Rule[] {
  return rules.sort((a, b) => (a.id < b.id ? -1 : 1));
}
