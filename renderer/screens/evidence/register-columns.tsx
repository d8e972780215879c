import type { EvidenceFile } from '../../../shared/domain/evidence-register.ts';
import { count } from '../../../shared/text/numbers.ts';
import type { Times } from '../../../shared/text/times.ts';
import type { GridColumn } from '../../design/grid/index.ts';
import { Badge } from '../../design/badge.tsx';
import styles from './evidence.module.css';
import { FileName } from './file-name.tsx';

/** A count of records that should be none. */
function Aside({ number }: { number: number }) {
  return <span className={number === 0 ? 'u-quiet' : 'u-warn u-medium'}>{count(number)}</span>;
}

export const registerColumns = ({
  days,
  minute,
  shortDay,
  zone,
}: Times): readonly GridColumn<EvidenceFile>[] => [
  {
    id: 'name',
    title: 'Name',
    width: 200,
    minWidth: 112,
    grow: true,
    render: ({ name, in_place }) => (
      <span className={styles['name-and-mark']}>
        <FileName name={name} />
        {in_place === null ? null : (
          <Badge tone="warn" title={`Left in place, not copied: ${in_place}`}>
            in place
          </Badge>
        )}
      </span>
    ),
  },
  {
    id: 'sha256',
    title: 'SHA-256',
    width: 80,
    mono: true,
    titleNote: 'The whole hash stands in the pane beside',
    render: ({ sha256 }) => `${sha256.slice(0, 8)}…`,
  },
  {
    id: 'format',
    title: 'Format',
    width: 112,
    render: ({ format }) => <span className="u-soft">{format}</span>,
  },
  {
    id: 'records',
    title: 'Records',
    width: 74,
    align: 'end',
    render: ({ records }) => count(records),
  },
  { id: 'mapped', title: 'Mapped', width: 80, align: 'end', render: ({ mapped }) => count(mapped) },
  {
    id: 'unmapped',
    title: 'Unmapped',
    width: 76,
    align: 'end',
    titleNote: 'Readable, but no format or mapping knows them',
    render: ({ unmapped }) => <Aside number={unmapped} />,
  },
  {
    id: 'quarantined',
    title: 'Quarantined',
    width: 90,
    align: 'end',
    titleNote: 'Malformed; kept byte for byte',
    render: ({ quarantined }) => <Aside number={quarantined} />,
  },
  {
    id: 'period',
    title: `Period, ${zone}`,
    width: 152,
    render: ({ first, last }) =>
      first === null || last === null ? (
        <span className="u-quiet">no times</span>
      ) : (
        <span title={`${minute(first)} – ${minute(last)}`}>{days(first, last)}</span>
      ),
  },
  {
    id: 'imported',
    title: 'Imported',
    width: 68,
    render: ({ imported_at }) => (
      <span className="u-soft" title={minute(imported_at)}>
        {shortDay(imported_at)}
      </span>
    ),
  },
];
