const MAGIC = Buffer.from('PAR1');

/** Tells a Parquet file by its first bytes. */
export const isParquet = (head: Buffer): boolean => head.subarray(0, MAGIC.length).equals(MAGIC);
