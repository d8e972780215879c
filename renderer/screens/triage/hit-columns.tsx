import type { TriageHit } from '../../../shared/domain/triage.ts';
import type { Times } from '../../../shared/text/times.ts';
import type { GridColumn } from '../../design/grid/index.ts';
import { Severity } from '../../design/severity.tsx';
import { HitWords } from './hit-words.tsx';

const REVIEWS = { accept: 'accepted', dismiss: 'dismissed' } as const;

export const hitColumns = ({ minute, zone }: Times): readonly GridColumn<TriageHit>[] => [
  {
    id: 'severity',
    title: 'Severity',
    width: 92,
    render: ({ severity }) => <Severity level={severity} hasWords />,
  },
  {
    id: 'rule',
    title: 'Rule',
    width: 176,
    givesTo: 120,
    render: ({ rule_id }) => <span className="u-cut">{rule_id}</span>,
  },
  {
    id: 'words',
    title: 'What was hit',
    width: 240,
    minWidth: 240,
    grow: true,
    titleNote: 'The beginning of the passage; what the rule says where it looks at a field',
    render: (hit) => <HitWords hit={hit} />,
  },
  { id: 'turn', title: 'Turn', width: 72, mono: true, render: ({ turn_id }) => `T-${turn_id}` },
  {
    id: 'at',
    title: `Time, ${zone}`,
    width: 132,
    render: ({ at }) => (at === null ? <Unsaid /> : minute(at)),
  },
  {
    id: 'review',
    title: 'Review',
    width: 84,
    render: ({ review }) =>
      review === null ? <span className="u-quiet">unreviewed</span> : REVIEWS[review],
  },
];

const Unsaid = () => <span className="u-quiet">not logged</span>;
