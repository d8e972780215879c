import { basename, dirname } from 'node:path';
import { z } from 'zod';
import type { JsonObject } from '../formats/format.ts';

/** What a folder above a file says of all its rows, as partitioned data sets are laid out: `date=2026-01-05`. */
export const partition = z.object({ name: z.string(), value: z.string().nullable() });
export type Partition = z.infer<typeof partition>;

/** What Hive and Spark write where the value is NULL. */
const NULL_VALUE = '__HIVE_DEFAULT_PARTITION__';

/** The unbroken run of `name=value` folders right above the file, outermost first. */
export function partitionFolders(path: string): string[] {
  const folders: string[] = [];
  for (let folder = dirname(path); /^[^=]+=/.test(basename(folder)); folder = dirname(folder))
    folders.unshift(basename(folder));
  return folders;
}

/** Names and values as the folders state them, special characters decoded; of one name twice the innermost counts. */
export function partitionsOf(path: string): Partition[] {
  const byName = new Map<string, string | null>();
  for (const folder of partitionFolders(path)) {
    const at = folder.indexOf('=');
    const value = folder.slice(at + 1);
    byName.set(decoded(folder.slice(0, at)), value === NULL_VALUE ? null : decoded(value));
  }
  return [...byName].map(([name, value]) => ({ name, value }));
}

/** `date=2026-01-05, region=eu`. */
export const partitionWords = (partitions: readonly Partition[]): string =>
  partitions.length === 0
    ? 'nothing'
    : partitions.map(({ name, value }) => `${name}=${value ?? 'NULL'}`).join(', ');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Gives each row of a file what its folders say. A column of the file goes before a folder of the same name. */
export class PartitionColumns {
  private readonly partitions: readonly (Partition & { readonly inBytes: Partition })[];
  private rows = 0;
  /** By name of a column that is the file's own too: rows in which it says something else than the folder. */
  private readonly otherwise = new Map<string, number>();

  constructor(partitions: readonly Partition[]) {
    this.partitions = partitions.map(({ name, value }) => ({
      name,
      value,
      inBytes: { name: asBytes(name), value: value === null ? null : asBytes(value) },
    }));
  }

  /** `bytes`: names and texts of the row hold one character per UTF-8 byte. */
  addTo(row: JsonObject, bytes: boolean): JsonObject {
    const whole: Record<string, unknown> = { ...row };
    for (const partition of this.partitions) {
      const { name, value } = bytes ? partition.inBytes : partition;
      if (!Object.hasOwn(row, name) && name !== '__proto__') whole[name] = value;
    }
    return whole;
  }

  /** Compares columns of the row's own with what the folders say; once for each row. */
  compare(row: JsonObject, bytes: boolean): void {
    this.rows++;
    for (const partition of this.partitions) {
      const { name, value } = bytes ? partition.inBytes : partition;
      if (!Object.hasOwn(row, name)) continue;
      const other = textOf(row[name]) === value ? 0 : 1;
      this.otherwise.set(partition.name, (this.otherwise.get(partition.name) ?? 0) + other);
    }
  }

  /** A sentence for each name that is both a folder's and a column's. */
  notes(): string[] {
    return this.partitions.flatMap(({ name, value }) => {
      const other = this.otherwise.get(name);
      if (other === undefined) return [];
      const stands = `its folder says ${name}=${value ?? 'NULL'}, and its own column ${name} stands`;
      return other === 0
        ? [`${stands}: it says the same`]
        : [`${stands}: ${other} of ${this.rows} rows say something else`];
    });
  }
}

const textOf = (value: unknown): string | null =>
  value === null || value === undefined
    ? null
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);

const asBytes = (text: string): string => Buffer.from(text).toString('latin1');

/** As table `evidence` keeps them. */
export const partitionsAsJson = (partitions: readonly Partition[]): string | null =>
  partitions.length === 0
    ? null
    : JSON.stringify(Object.fromEntries(partitions.map(({ name, value }) => [name, value])));
