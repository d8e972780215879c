/** The names under which something unfinished stands in a case, at the places where it is made. */
const FILES = [
  /^evidence\/copying\.tmp-\d+$/,
  /^inputs\/[0-9a-f]{64}\.tmp-\d+$/,
  /^reports\/issuing\.tmp-\d+\/(?:report\.pdf|extract\.json|package\.zip(?:\.part)?)$/,
  /^\.rebuilding\.tmp-\d+\/case\.duckdb(?:\.wal)?$/,
  /^\.lock-(?:write|append|read-\d+-\d+)-\d+-\d+\.tmp-\d+$/,
];
const FOLDERS = [/^reports\/issuing\.tmp-\d+$/, /^\.rebuilding\.tmp-\d+$/];

const matches = (patterns: readonly RegExp[], path: string): boolean =>
  patterns.some((pattern) => pattern.test(path.replaceAll('\\', '/')));

/** Whether a path relative to the case is that of an unfinished file. */
export const isTemporaryFile = (path: string): boolean => matches(FILES, path);
/** The same for a folder in which something is being made. */
export const isTemporaryFolder = (path: string): boolean => matches(FOLDERS, path);
