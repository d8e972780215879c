import { basename } from 'node:path';
import { type MappedMessages, type Mapping, mapping } from '../../../../shared/domain/mapping.ts';
import { Refusal, reasonOf } from '../../base/errors.ts';
import { sha256 } from '../../base/hash.ts';
import { readYaml, WrongLine, type YamlText } from '../../base/yaml-text.ts';
import type { Format } from '../format.ts';
import { parsePath } from './field-path.ts';
import { mappedFormat } from './mapped-format.ts';

/** A mapping with what it is known by: its id and the beginning of the hash of its text. */
export interface ReadMapping {
  readonly mapping: Mapping;
  readonly sha256: string;
  readonly format: Format;
}

/** A mapping from its YAML text. Throws a Refusal `bad-usage` that names file and line. */
export function readMapping(text: string, file: string): ReadMapping {
  try {
    const yaml = readYaml(text, mapping, 'the mapping');
    checkPaths(yaml);
    const hash = sha256(text);
    return {
      mapping: yaml.data,
      sha256: hash,
      format: mappedFormat(yaml.data, `mapping:${yaml.data.mapping}@${hash.slice(0, 12)}`),
    };
  } catch (error) {
    if (!(error instanceof WrongLine)) throw error;
    throw new Refusal('bad-usage', `${basename(file)}:${error.line}: ${error.message}`);
  }
}

/** Every path is written as paths are, so that the sentence can name its line. */
function checkPaths({ data, lineOf }: YamlText<Mapping>): void {
  for (const { path, at } of pathsOf(data))
    try {
      parsePath(path);
    } catch (error) {
      throw new WrongLine(lineOf(at), reasonOf(error));
    }
}

type Place = readonly (string | number)[];

/** Every path of a mapping, and where it stands. */
export function pathsOf(data: Mapping): { path: string; at: Place }[] {
  const found: { path: string; at: Place }[] = [];
  const add = (path: unknown, ...at: Place): void => {
    if (typeof path === 'string') found.push({ path, at });
  };
  add(data.each, 'each');
  add(data.where?.path, 'where', 'path');
  add(data.failed?.path, 'failed', 'path');
  add(data.transcript?.failed?.path, 'transcript', 'failed', 'path');
  add(data.transcript?.writer, 'transcript', 'writer');
  add(data.tools, 'tools');
  const columns = (turn: Mapping['turn'], ...at: Place): void => {
    for (const [name, source] of Object.entries(turn))
      if (typeof source === 'string') add(source, ...at, name);
      else if ('path' in source) {
        add(source.path, ...at, name);
        if ('format' in source)
          for (const beside of ['day', 'zone'] as const) add(source[beside], ...at, name, beside);
      }
  };
  columns(data.turn, 'turn');
  const messages = (one: MappedMessages, ...at: Place): void => {
    add(one.messages, ...at, 'messages');
    if (typeof one.content === 'object')
      for (const [index, path] of one.content.entries()) add(path, ...at, 'content', index);
    else add(one.content, ...at, 'content');
    add(one.name, ...at, 'name');
    add(one.tool_calls, ...at, 'tool_calls');
    if (one.messages !== undefined) add(one.role, ...at, 'role');
  };
  const facts = (one: object, ...at: Place): void => {
    for (const [name, path] of Object.entries(one)) if (name !== 'what') add(path, ...at, name);
  };
  for (const side of ['input', 'output'] as const)
    for (const [index, one] of data[side].entries()) messages(one, side, index);
  if (data.transcript !== undefined) {
    messages(data.transcript, 'transcript');
    columns(data.transcript.turn ?? {}, 'transcript', 'turn');
    for (const list of ['context', 'feedback'] as const)
      for (const [index, one] of (data.transcript[list] ?? []).entries())
        facts(one, 'transcript', list, index);
  }
  if (data.message !== undefined)
    for (const [name, path] of Object.entries(data.message))
      if (typeof path === 'string' || path === undefined) add(path, 'message', name);
      else if ('path' in path) add(path.path, 'message', name, 'path');
      else for (const [index, one] of path.entries()) add(one, 'message', name, index);
  for (const list of ['context', 'feedback', 'verdict', 'label'] as const)
    for (const [index, one] of data[list].entries()) facts(one, list, index);
  for (const [name, path] of Object.entries(data.row ?? {}))
    if (name !== 'key_kind') add(path, 'row', name);
  return found;
}
