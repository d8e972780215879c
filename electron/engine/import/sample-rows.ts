import { Refusal, reasonOf } from '../base/errors.ts';
import type { JsonObject } from '../formats/format.ts';
import { jsonOfRow } from './columnar-value.ts';
import { openColumnar } from './open-columnar.ts';

const FIRST = 'SELECT * FROM read_parquet($path, hive_partitioning = false) LIMIT $most';

/** The first rows of a Parquet file. */
export async function sampleRows(
  path: string,
  name: string,
  most: number,
): Promise<readonly JsonObject[]> {
  const { instance, connection } = await openColumnar(path);
  try {
    const result = await connection.runAndReadAll(FIRST, { path, most });
    const names = result.columnNames();
    return result.getRows().map((values) => jsonOfRow(names, values));
  } catch (cause) {
    throw new Refusal(
      'input-refused',
      `${name} cannot be read as Parquet (${reasonOf(cause).split('\n', 1)[0]?.replaceAll(path, name) ?? ''}).`,
      { cause },
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
