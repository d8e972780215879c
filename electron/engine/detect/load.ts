import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { resource } from '../base/entry-point.ts';
import { Refusal, reasonOf } from '../base/errors.ts';
import { sha256 } from '../base/hash.ts';
import { readYaml, WrongLine, type YamlText } from '../base/yaml-text.ts';
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
  try {
    const yaml = readYaml(text, ruleText, 'the rule');
    checkPatterns(yaml);
    checkScope(yaml);
    return { ...yaml.data, sha256: sha256(text), source: text };
  } catch (error) {
    if (!(error instanceof WrongLine)) throw error;
    throw new Refusal('bad-rule', `${basename(file)}:${error.line}: ${error.message}`);
  }
}

/** Every pattern compiles alone, so that the sentence can name its line. */
function checkPatterns({ data: rule, lineOf }: YamlText<RuleText>): void {
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
      throw new WrongLine(lineOf(path), reasonOf(error));
    }
}

/** A scope compiles when the rule loads, and speaks of evidence alone: what the examiner does must not change findings. */
function checkScope({ data: { scope }, lineOf }: YamlText<RuleText>): void {
  if (scope === undefined) return;
  const line = lineOf(['scope']);
  let field: string | undefined;
  try {
    field = fieldOfActsIn(scope);
  } catch (error) {
    throw new WrongLine(line, `scope: ${reasonOf(error)}`);
  }
  if (field !== undefined)
    throw new WrongLine(
      line,
      `scope: the field ${field} depends on findings or on what the examiner does; a scope names fields of the evidence only`,
    );
}

function sorted(rules: Rule[]): Rule[] {
  return rules.sort((a, b) => (a.id < b.id ? -1 : 1));
}
