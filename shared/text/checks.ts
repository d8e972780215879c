interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Hashes in a check's words cut to eight characters; whole where the check is read or copied. */
export const shortHashes = (detail: string): string =>
  detail.replaceAll(/\b([0-9a-f]{8})[0-9a-f]{24,}\b/g, '$1…');

/** All checks as lines, for a letter or a note. */
export const checksAsText = (checks: readonly Check[]): string =>
  checks
    .map(({ name, ok, detail }) => `${ok ? 'passed' : 'FAILED'}: ${name}: ${detail}`)
    .join('\n');

/** Failed checks come first; the rest stays in its order. */
export const failedFirst = <Shown extends Check>(checks: readonly Shown[]): readonly Shown[] => [
  ...checks.filter(({ ok }) => !ok),
  ...checks.filter(({ ok }) => ok),
];
