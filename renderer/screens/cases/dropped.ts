import type { Granted } from '../../../shared/contract/host.ts';

/** What files let go over the list of cases mean. */
type Dropped =
  | { readonly what: 'open'; readonly grant: string }
  | { readonly what: 'start'; readonly logs: readonly Granted[] }
  | { readonly what: 'neither'; readonly sentence: string };

/** Names of what can be no log. Whatever else it is, import says what it makes of it. */
const NO_LOG =
  /\.(pdf|docx?|pptx?|odt|rtf|png|jpe?g|gif|webp|svg|mp[34]|mov|exe|dmg|msi|app|iso)$/i;

export function whatWasDropped(granted: readonly Granted[]): Dropped {
  const cases = granted.filter(({ kind }) => kind === 'case');
  const [first] = cases;
  if (first !== undefined)
    return granted.length === 1
      ? { what: 'open', grant: first.grant }
      : {
          what: 'neither',
          sentence: `${named(granted)} hold ${cases.length === 1 ? 'a case' : `${cases.length} cases`}; drop one case folder alone to open it, or logs alone to start a case with them.`,
        };
  const other = granted.filter(({ name, kind }) => kind === 'file' && NO_LOG.test(name));
  if (granted.length === 0 || other.length > 0)
    return {
      what: 'neither',
      sentence: `${named(other.length === 0 ? granted : other)} can be neither a case nor a log; drop a case folder (NAME.exhibit), or JSONL, JSON, CSV or Parquet files.`,
    };
  return { what: 'start', logs: granted };
}

function named(granted: readonly Granted[]): string {
  const [first] = granted;
  if (first === undefined) return 'What was dropped';
  return granted.length === 1 ? first.name : `${first.name} and ${granted.length - 1} more`;
}
