import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { OwnRule, OwnRules } from '../../../shared/domain/settings.ts';
import { resource } from '../base/entry-point.ts';
import { reasonOf } from '../base/errors.ts';
import { parseRule, rulesIn } from './load.ts';

/** Every rule file of a person's own folder, sorted by name: what it holds, or at which line it fails. */
export async function ownRules(folder: string): Promise<OwnRules> {
  const bundled = new Set((await rulesIn(resource('rules'))).map(({ id }) => id));
  const files: OwnRule[] = [];
  const seen = new Map<string, string>();
  for (const name of await ruleFiles(folder)) {
    const read = await readRule(join(folder, name));
    const earlier = read.rule === null ? undefined : seen.get(read.rule.id);
    if (read.rule !== null) seen.set(read.rule.id, name);
    files.push(
      earlier === undefined || read.rule === null
        ? { ...read, rule: read.rule && { ...read.rule, replaces: bundled.has(read.rule.id) } }
        : {
            file: name,
            rule: null,
            fault: { line: 1, sentence: `${earlier} has the id ${read.rule.id} already` },
          },
    );
  }
  return { folder, exists: existsSync(folder), bundled: bundled.size, files };
}

async function ruleFiles(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((file) => /\.ya?ml$/.test(file)).sort();
  } catch {
    // A folder that is not there holds no rules; one that cannot be read is refused when rules run.
    return [];
  }
}

async function readRule(path: string): Promise<OwnRule> {
  const file = basename(path);
  try {
    const { id, version, title, severity } = parseRule(await readFile(path, 'utf8'), path);
    return { file, rule: { id, version, title, severity, replaces: false }, fault: null };
  } catch (error) {
    const said = reasonOf(error);
    const [, line, sentence] = /^:(\d+): (.*)$/s.exec(said.slice(file.length)) ?? [];
    return { file, rule: null, fault: { line: Number(line ?? 1), sentence: sentence ?? said } };
  }
}
