/** Text beyond this is shown as it stands. */
const MOST = 100_000;

/** An answer that is a JSON object or list, laid out; null for any other. Numbers stay as written where layout would change them. */
export function indented(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > MOST || !/^[[{]/.test(trimmed)) return null;
  try {
    const value: unknown = JSON.parse(trimmed);
    const exact =
      JSON.stringify(value) === trimmed.replaceAll(/(?<=[,:[{])\s+|\s+(?=[,:\]}])/g, '');
    return exact ? JSON.stringify(value, null, 2) : trimmed;
  } catch {
    return null;
  }
}
