import { create } from 'zustand';
import type { Granted } from '../../../shared/contract/host.ts';
import type { MappingSource } from '../../../shared/domain/mapping-trial.ts';

/** What one case has on this screen: kept as long as the window, whatever screen it shows. */
interface Kept {
  /** The log that was picked or dropped last. */
  readonly picked: Granted | null;
  /** Mappings that were edited, by log. */
  readonly texts: Readonly<Record<string, string>>;
}

const nothing: Kept = { picked: null, texts: {} };
const useKept = create<Readonly<Record<string, Kept>>>(() => ({}));

export const useMappings = (caseId: string): Kept => useKept((all) => all[caseId] ?? nothing);

export const keyOf = (source: MappingSource): string =>
  'grant' in source ? `picked ${source.grant}` : `evidence ${source.evidence_id}`;

export function keepPicked(caseId: string, picked: Granted): void {
  useKept.setState((all) => ({ [caseId]: { ...(all[caseId] ?? nothing), picked } }));
}

export function keepText(caseId: string, source: MappingSource, text: string): void {
  useKept.setState((all) => {
    const kept = all[caseId] ?? nothing;
    return { [caseId]: { ...kept, texts: { ...kept.texts, [keyOf(source)]: text } } };
  });
}
