/** What a person typed, without the space around it; nothing typed is null. */
export function textOrNull(typed: string): string | null {
  const text = typed.trim();
  return text === '' ? null : text;
}
