import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { Refusal } from '../base/errors.ts';
import { rows } from '../case/query.ts';
import type { ReadCase } from './open-analysed.ts';
import { readTaxonomy } from './taxonomy.ts';

const HANDLE = /^([EFTK])-?(\d{1,15})$/i;

/** Turns and findings that are asked for and there. */
const HELD = `
  SELECT 'T-' || turn_id AS handle FROM turn
  WHERE turn_id IN (SELECT unnest(from_json($turns, '["BIGINT"]')))
  UNION ALL
  SELECT 'F-' || finding_id FROM finding
  WHERE finding_id IN (SELECT unnest(from_json($findings, '["BIGINT"]')))`;

/** What grounds are called (E-7, F-12, T-7, K-1), as they are written down. Refuses one that nothing has. */
export async function knownGrounds(open: ReadCase, written: readonly string[]): Promise<string[]> {
  return known(open, written, []);
}

/** What an action is against: entries of the taxonomy (M2) or grounds. Refuses what is neither. */
export async function knownCauses(open: ReadCase, written: readonly string[]): Promise<string[]> {
  return known(
    open,
    written,
    readTaxonomy().entries.map(({ id }) => id),
  );
}

async function known(
  open: ReadCase,
  written: readonly string[],
  taxonomy: readonly string[],
): Promise<string[]> {
  const named = written.map((one) => nameOf(one.trim(), taxonomy));
  const held = await handlesHeld(open, named);
  const missing = named.find((name) => !taxonomy.includes(name) && !held.has(name));
  if (missing !== undefined)
    throw new Refusal(
      'not-found',
      `There is no ${wordOf(missing)} ${missing} in this case; name what is there.`,
    );
  return [...new Set(named)];
}

function nameOf(written: string, taxonomy: readonly string[]): string {
  const upper = written.toUpperCase();
  if (taxonomy.includes(upper)) return upper;
  const [, letter, digits] = HANDLE.exec(written) ?? [];
  if (letter !== undefined && digits !== undefined)
    return `${letter.toUpperCase()}-${Number(digits)}`;
  throw taxonomy.length === 0
    ? new Refusal(
        'bad-usage',
        `${written} names no ground; write handles such as E-1, F-12, T-7 or K-1.`,
      )
    : new Refusal(
        'bad-usage',
        `${written} names no cause; write a handle such as K-1, or an entry of the taxonomy such as M2.`,
        { way: 'list-causes' },
      );
}

async function handlesHeld(
  { analysis, database: { connection } }: ReadCase,
  named: readonly string[],
): Promise<ReadonlySet<string>> {
  return new Set([
    ...analysis.exhibits.map(({ number }) => `E-${number}`),
    ...analysis.causes.map(({ number }) => `K-${number}`),
    ...(await inTables(connection, named)),
  ]);
}

async function inTables(
  connection: DuckDBConnection,
  named: readonly string[],
): Promise<readonly string[]> {
  const numbers = (letter: string): string =>
    JSON.stringify(
      named.filter((name) => name.startsWith(`${letter}-`)).map((name) => Number(name.slice(2))),
    );
  const [turns, findings] = [numbers('T'), numbers('F')];
  if (turns === '[]' && findings === '[]') return [];
  const found = await rows(connection, HELD, { turns, findings }, z.object({ handle: z.string() }));
  return found.map(({ handle }) => handle);
}

const WORDS: Readonly<Record<string, string>> = {
  E: 'exhibit',
  F: 'finding',
  T: 'turn',
  K: 'cause',
};
const wordOf = (handle: string): string => WORDS[handle.charAt(0)] ?? 'ground';
