/** An id from a file's name: lower-case letters, digits and hyphens. */
export function mappingIdOf(name: string): string {
  const id = name
    .replace(/\..*$/s, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return id === '' ? 'log' : id;
}
