import type { Exhibit } from '../../../shared/domain/mark.ts';
import type { Times } from '../../../shared/text/times.ts';
import { EvidenceText } from '../../design/evidence-text.tsx';
import type { GridColumn } from '../../design/grid/index.ts';
import { ExhibitTag } from '../../design/handle.tsx';
import { recordWords, usedWords } from './exhibit-words.ts';

const Quiet = ({ children }: { children: string }) => <span className="u-quiet">{children}</span>;

export const exhibitColumns = ({ minute, zone }: Times): readonly GridColumn<Exhibit>[] => [
  {
    id: 'handle',
    title: 'Exhibit',
    width: 76,
    render: ({ handle }) => <ExhibitTag value={handle} />,
  },
  {
    id: 'caption',
    title: 'Caption',
    width: 320,
    minWidth: 240,
    grow: true,
    render: ({ caption }) => <EvidenceText text={caption} isLine className="u-medium" />,
  },
  {
    id: 'quotation',
    title: 'Quotation',
    width: 240,
    minWidth: 96,
    givesTo: 96,
    render: ({ quotation, is_reference, held_against }) =>
      is_reference ? (
        <EvidenceText text={held_against.join('; ')} isLine />
      ) : quotation === null ? (
        <Quiet>the whole turn</Quiet>
      ) : (
        <EvidenceText text={quotation} isLine />
      ),
  },
  {
    id: 'turn',
    title: 'Turn',
    width: 76,
    mono: true,
    render: ({ turn_id, is_reference }) =>
      turn_id === null ? <Quiet>{is_reference ? 'none' : 'not here'}</Quiet> : `T-${turn_id}`,
  },
  {
    id: 'record',
    title: 'Record',
    titleNote: 'File of the evidence and number of the record in it',
    width: 144,
    minWidth: 80,
    givesTo: 80,
    render: ({ place, is_reference }) =>
      place === null ? (
        <Quiet>{is_reference ? 'a reference' : 'not here'}</Quiet>
      ) : (
        <EvidenceText text={recordWords(place)} isLine />
      ),
  },
  {
    id: 'used',
    title: 'Grounds of',
    titleNote: 'Causes and events that name it among their grounds',
    width: 112,
    givesTo: 80,
    render: (exhibit) => usedWords(exhibit) || <Quiet>none</Quiet>,
  },
  {
    id: 'pinned',
    title: `Pinned, ${zone}`,
    width: 148,
    givesTo: 132,
    render: ({ at }) => minute(at),
  },
  { id: 'who', title: 'By', width: 80, render: ({ who }) => <bdi>{who}</bdi> },
];
