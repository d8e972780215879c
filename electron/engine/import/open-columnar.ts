import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/**
 * A database of its own that may read this one Parquet file, which the case's may not, and nothing else; the caller
 * closes connection and instance.
 */
export async function openColumnar(
  path: string,
): Promise<{ instance: DuckDBInstance; connection: DuckDBConnection }> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: '2GB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  // Only this one file: not what a pattern in its path, or the file itself, may name.
  await connection.run(`SET allowed_paths = ['${path.replaceAll("'", "''")}']`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
  return { instance, connection };
}
