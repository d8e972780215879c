import { counted } from './numbers.ts';
import { visibleLine } from './visible.ts';

interface Change {
  readonly what: 'import' | 'reading';
  readonly job_no: number;
  readonly name: string;
}

/** `before import 5 (log.jsonl) and before trace.json was read anew`: ends a sentence about a result; empty where nothing changed. */
export function staleWords(changes: readonly Change[]): string {
  const imports = changes.filter(({ what }) => what === 'import');
  const readings = changes.filter(({ what }) => what === 'reading');
  const names = [...new Set(readings.map(({ name }) => visibleLine(name)))];
  return [
    importWords(imports),
    names.length === 0
      ? ''
      : `before ${names.join(', ')} ${names.length === 1 ? 'was' : 'were'} read anew`,
  ]
    .filter((part) => part !== '')
    .join(' and ');
}

function importWords([first, ...others]: readonly Change[]): string {
  if (first === undefined) return '';
  const words = `before import ${first.job_no} (${visibleLine(first.name)})`;
  return others.length === 0 ? words : `${words} and ${counted(others.length, 'later import')}`;
}
