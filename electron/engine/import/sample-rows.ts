import { Refusal, reasonOf } from '../base/errors.ts';
import type { JsonObject } from '../formats/format.ts';
import { ColumnarFile } from './columnar-file.ts';

/** The first rows of a Parquet file. */
export async function sampleRows(
  path: string,
  name: string,
  most: number,
): Promise<readonly JsonObject[]> {
  try {
    const file = await ColumnarFile.open(path);
    try {
      return (await file.some(most)).map(({ decoded }) => decoded);
    } finally {
      file.close();
    }
  } catch (cause) {
    throw new Refusal(
      'input-refused',
      `${name} cannot be read as Parquet (${reasonOf(cause).split('\n', 1)[0]?.replaceAll(path, name) ?? ''}).`,
      { cause },
    );
  }
}
