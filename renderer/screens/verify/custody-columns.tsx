import type { CustodyLine } from '../../../shared/domain/custody-log.ts';
import { count } from '../../../shared/text/numbers.ts';
import type { Times } from '../../../shared/text/times.ts';
import type { GridColumn } from '../../design/grid/index.ts';

export const custodyColumns = ({ dateTime, zone }: Times): readonly GridColumn<CustodyLine>[] => [
  { id: 'seq', title: 'Entry', width: 52, align: 'end', render: ({ seq }) => count(seq) },
  { id: 'at', title: `Time, ${zone}`, width: 172, render: ({ at }) => dateTime(at) },
  {
    id: 'what',
    title: 'What',
    width: 152,
    givesTo: 148,
    render: ({ what }) => <span className="u-medium">{what}</span>,
  },
  {
    id: 'who',
    title: 'Who',
    width: 80,
    givesTo: 72,
    render: ({ actor }) => <bdi>{actor}</bdi>,
  },
  {
    id: 'of',
    title: 'Of',
    width: 120,
    minWidth: 64,
    grow: true,
    render: ({ of }) => <bdi>{of}</bdi>,
  },
  {
    id: 'hash',
    title: 'Hash',
    width: 76,
    mono: true,
    titleNote: 'The whole hash stands in the pane below',
    render: ({ hash }) => `${hash.slice(0, 8)}…`,
  },
];
