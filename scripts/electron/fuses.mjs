// Fuses are switches inside Electron's executable: a marker, a version, a count, then one digit for each.
const marker = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const version = 1;

/**
 * Sets the fuses of an executable, in place. Both are strings of '0' and '1'; the executable is left alone, and the
 * call refused, unless it holds exactly the `expected` ones.
 */
export function setFuses(executable, expected, wanted) {
  const at = executable.indexOf(marker) + marker.length;
  const once = at >= marker.length && executable.indexOf(marker, at) === -1;
  const found = once ? executable.toString('latin1', at + 2, at + 2 + expected.length) : '';
  if (executable[at] !== version || executable[at + 1] !== expected.length || found !== expected)
    throw new Error('the executable does not hold the expected fuses');
  if (wanted.length !== expected.length) throw new Error('as many fuses as the executable holds');
  executable.write(wanted, at + 2, 'latin1');
}
