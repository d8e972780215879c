import type { TriageHit } from '../../../shared/domain/triage.ts';
import { minute } from '../../../shared/text/times.ts';
import { EvidenceText } from '../../design/evidence-text.tsx';
import type { GridColumn } from '../../design/grid/index.ts';
import { Lane } from '../../design/lane.tsx';
import { Severity } from '../../design/severity.tsx';

const REVIEWS = { accept: 'accepted', dismiss: 'dismissed' } as const;

export const hitColumns: readonly GridColumn<TriageHit>[] = [
  {
    id: 'handle',
    title: 'Finding',
    width: 84,
    mono: true,
    render: ({ finding_id }) => `F-${finding_id}`,
  },
  {
    id: 'severity',
    title: 'Severity',
    width: 84,
    render: ({ severity }) => <Severity level={severity} hasWords />,
  },
  {
    id: 'lane',
    title: 'Lane',
    width: 92,
    render: ({ lane }) => (lane === 'dismissed' ? 'dismissed' : <Lane lane={lane} />),
  },
  { id: 'failure', title: 'Failure type', width: 124, render: (hit) => hit.failure_type },
  { id: 'rule', title: 'Rule', width: 156, render: ({ rule_id }) => rule_id },
  {
    id: 'words',
    title: 'Words of the hit',
    width: 240,
    minWidth: 180,
    grow: true,
    titleNote: 'The beginning of the passage; what the rule says where it looks at a field',
    render: ({ words, explanation }) =>
      words === null ? (
        <span className="u-quiet">{explanation}</span>
      ) : (
        <EvidenceText text={words} isLine />
      ),
  },
  { id: 'turn', title: 'Turn', width: 76, mono: true, render: ({ turn_id }) => `T-${turn_id}` },
  {
    id: 'at',
    title: 'Time, UTC',
    width: 136,
    render: ({ at }) => (at === null ? 'not logged' : minute(at)),
  },
  {
    id: 'model',
    title: 'Model',
    width: 124,
    render: ({ model }) => (model === null ? 'not logged' : <EvidenceText text={model} isLine />),
  },
  {
    id: 'review',
    title: 'Review',
    width: 92,
    render: ({ review }) => (review === null ? 'unreviewed' : REVIEWS[review]),
  },
];
