/** Fields that find turns by a handle of such a letter. */
const FIELDS: Readonly<Record<string, string>> = {
  E: 'exhibit',
  N: 'note',
  F: 'finding',
  C: 'conversation',
};

/** The handle that a text is and nothing else: `E-7`, `t-1042`, `v-3`. Words without the hyphen are words. */
export function handleAlone(text: string): string | undefined {
  const [, letter = '', digits = ''] = /^\s*([ENLKFTCVAD])-(\d{1,9})\s*$/i.exec(text) ?? [];
  return digits === '' ? undefined : `${letter.toUpperCase()}-${Number(digits)}`;
}

/** The filter that finds the turns of what a handle names; undefined where there is none. */
export function filterOf(handle: string): string | undefined {
  const field = FIELDS[handle.charAt(0)];
  return field === undefined ? undefined : `${field}:${handle}`;
}
