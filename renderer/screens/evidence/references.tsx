import type { EvidenceReference } from '../../../shared/domain/evidence-register.ts';
import { count } from '../../../shared/text/numbers.ts';
import { heldDays } from '../../../shared/text/in-force.ts';
import { referenceKindWords } from '../../../shared/text/reference-words.ts';
import { visible } from '../../../shared/text/visible.ts';
import { LinkButton } from '../../design/button.tsx';
import { Handle, Hash } from '../../design/handle.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { Table } from '../../design/table.tsx';
import styles from './evidence.module.css';

/** On a window lower than this (px) the files need the room. */
const LOW = 820;

/** Files that say what was right: kept whole, not parsed. */
export function References(props: {
  references: readonly EvidenceReference[];
  onPin: (reference: EvidenceReference) => void;
}) {
  const { references, onPin } = props;
  if (references.length === 0) return null;
  return (
    <PanelSection
      title="References"
      level={2}
      count={`${count(references.length)}, kept unparsed`}
      isFoldable
      defaultOpen={window.innerHeight >= LOW}
      className={styles['beside'] ?? ''}
    >
      <Table
        label="References"
        rows={references}
        keyOf={({ reference_id }) => String(reference_id)}
        columns={[
          {
            id: 'handle',
            head: 'Handle',
            width: '64px',
            cell: ({ reference_id }) => <Handle value={`D-${reference_id}`} />,
          },
          {
            id: 'title',
            head: 'Title',
            cell: (reference) => <Titled reference={reference} />,
          },
          { id: 'name', head: 'File', cell: ({ name }) => <bdi className="u-soft">{name}</bdi> },
          {
            id: 'force',
            head: 'In force',
            width: '190px',
            cell: (reference) => heldDays(reference) ?? <span className="u-quiet">not stated</span>,
          },
          {
            id: 'sha256',
            head: 'SHA-256',
            width: '120px',
            cell: ({ sha256 }) => <Hash value={sha256} isCopyable />,
          },
          {
            id: 'pin',
            head: 'Exhibit',
            width: '72px',
            cell: (reference) => (
              <LinkButton
                icon="pin"
                label={`Pin D-${reference.reference_id} as an exhibit`}
                onPress={() => onPin(reference)}
              >
                Pin…
              </LinkButton>
            ),
          },
        ]}
      />
    </PanelSection>
  );
}

function Titled({ reference: { title, kind, note } }: { reference: EvidenceReference }) {
  return (
    <>
      <bdi className="u-medium">{title}</bdi>
      {kind === null || kind === 'other' ? null : (
        <span className="u-quiet">{` ${referenceKindWords[kind]}`}</span>
      )}
      {note === null ? null : (
        <p className={styles['reference-note']}>
          <bdi>{visible(note)}</bdi>
        </p>
      )}
    </>
  );
}
