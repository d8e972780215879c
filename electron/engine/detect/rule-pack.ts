import { z } from 'zod';
import { canonicalJson } from '../base/canonical-json.ts';
import { parseRule } from './load.ts';
import type { Rule } from './rule.ts';

/** The texts of the rules of one run, as `inputs/` keeps them: canonical JSON of id and YAML text. */
const rulePack = z.array(z.object({ id: z.string(), source: z.string() }));

export function packOf(rules: readonly Rule[]): string {
  return canonicalJson(rules.map(({ id, source }) => ({ id, source })));
}

export function rulesOfPack(text: string): Rule[] {
  return rulePack.parse(JSON.parse(text)).map(({ id, source }) => parseRule(source, `${id}.yaml`));
}
