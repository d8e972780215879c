import type { CaseHome } from '../../../shared/domain/case-home.ts';
import { writtenValue } from '../../../shared/text/filter-clause.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { turnField } from '../../../shared/text/turn-fields.ts';
import type { EvidenceFile } from '../../../shared/domain/evidence-register.ts';
import { count } from '../../../shared/text/numbers.ts';

/** A model as a list names it, and the filter that finds exactly the turns that are counted for it. */
export function modelRow({ model, turns }: CaseHome['models'][number]): {
  words: string;
  filter: string;
  turns: number;
} {
  if (model === null)
    return { words: 'no model named', filter: 'kind:model -model:* -requested_model:*', turns };
  const value = writtenValue(model);
  return {
    words: model,
    filter: `kind:model (model:${value} OR (-model:* requested_model:${value}))`,
    turns,
  };
}

type Unreviewed = CaseHome['unreviewed'][number];

const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

/** What waits for review first: findings, then leads, then the worst, then by name. */
export function sortUnreviewed(rows: readonly Unreviewed[]): readonly Unreviewed[] {
  return [...rows].sort(
    (a, b) =>
      b.finding.unreviewed - a.finding.unreviewed ||
      b.lead.unreviewed - a.lead.unreviewed ||
      SEVERITIES.indexOf(a.worst) - SEVERITIES.indexOf(b.worst) ||
      b.candidate.unreviewed - a.candidate.unreviewed ||
      (a.failure_type < b.failure_type ? -1 : 1),
  );
}

/** `38 findings, 208 leads, 166 candidates` that wait; the lanes are never added up. */
export function unreviewedWords(rows: readonly Unreviewed[]): string {
  const sum = (lane: 'finding' | 'lead' | 'candidate'): number =>
    rows.reduce((total, row) => total + row[lane].unreviewed, 0);
  return [
    counted(sum('finding'), 'finding'),
    counted(sum('lead'), 'lead'),
    counted(sum('candidate'), 'candidate'),
  ].join(', ');
}

export const laneFilter = (failure: string, lane: 'finding' | 'lead' | 'candidate'): string =>
  `failure:${failure} lane:${lane}`;

/** A field that some turns lack: in words, with the filter for those turns. */
interface Missing {
  readonly words: string;
  readonly filter: string;
  readonly turns: number;
  readonly of: number;
}

/** What the turns of the case lack, the most frequent first; what all turns have is left out. */
export function missingFields(completeness: CaseHome['completeness']): readonly Missing[] {
  return completeness
    .flatMap(({ field, turns, of }) => {
      const { words, lacking } = turnField(field);
      const missing = of - turns;
      return missing === 0 ? [] : [{ words, filter: `kind:model ${lacking}`, turns: missing, of }];
    })
    .sort((a, b) => b.turns - a.turns || (a.words < b.words ? -1 : 1));
}

type FileState = 'ok' | 'warn';

/** A file in one line: its problem where it has one. */
export function fileWords(file: Pick<EvidenceFile, 'records' | 'quarantined' | 'unmapped'>): {
  state: FileState;
  words: string;
} {
  const { records, quarantined, unmapped } = file;
  const troubles = [
    quarantined > 0 ? `${count(quarantined)} quarantined` : '',
    unmapped > 0 ? `${count(unmapped)} not mapped` : '',
  ].filter((part) => part !== '');
  return troubles.length === 0
    ? { state: 'ok', words: `all ${counted(records, 'record')} mapped` }
    : { state: 'warn', words: `${troubles.join(', ')} of ${counted(records, 'record')}` };
}

/** Files with problems first, then the latest. */
export function troubledFirst(files: readonly EvidenceFile[]): readonly EvidenceFile[] {
  const troubles = ({ quarantined, unmapped }: EvidenceFile): number => quarantined + unmapped;
  return [...files].sort(
    (a, b) => Number(troubles(b) > 0) - Number(troubles(a) > 0) || b.evidence_id - a.evidence_id,
  );
}
