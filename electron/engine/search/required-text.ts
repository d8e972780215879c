/**
 * The longest text that every match of an RE2 expression holds, or '' where none is plain to see. A search for it sorts
 * out most texts several times faster than the expression does. It only has to be right, not complete: what it does not
 * understand ends the search for it.
 */
export function requiredText(source: string): string {
  const runs = literalRuns(source);
  if (runs === undefined) return '';
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '');
}

/** One step of reading: a class, a repetition, an escape, a bracket, or a character. */
const STEP =
  /\[\^?\]?(?:\[:\^?[a-z]+:\]|\\[^Qpx0-9]|[^\]\\[])*\]|\{\d+(?:,\d*)?\}\??|[*?+]\??|\\[\s\S]|\(\?(?:P<\w+>|:)?|[\s\S]/gu;

/** Plain texts that stand outside of all groups, where no alternative can pass them by. */
function literalRuns(source: string): string[] | undefined {
  const runs = [''];
  let depth = 0;
  for (const [step] of source.matchAll(STEP)) {
    if (isUnclear(step)) return undefined;
    if (step === ')') depth -= 1;
    else if (step.startsWith('(')) depth += 1;
    else if (depth > 0) continue;
    else if (step === '|') return undefined;
    const literal = depth === 0 ? literalOf(step) : undefined;
    if (literal !== undefined) runs.push(`${runs.pop() ?? ''}${literal}`);
    else if (/^[*?{]/.test(step)) runs.push(withoutLast(runs.pop() ?? ''), '');
    else runs.push('');
  }
  return runs;
}

/** Flags, quotations, code points and classes by name are left alone, and whatever the steps did not take whole. */
function isUnclear(step: string): boolean {
  return step === '[' || step === '(?' || /^\\[^dDwWsSbBAz\p{P}\p{S}]/u.test(step);
}

function literalOf(step: string): string | undefined {
  if (/^\\[^dDwWsSbBAz]$/u.test(step)) return step.slice(1);
  return /^[^\\[\](){}*?+|^$.]$/u.test(step) ? step : undefined;
}

function withoutLast(run: string): string {
  return Array.from(run).slice(0, -1).join('');
}
