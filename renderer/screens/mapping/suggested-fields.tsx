import type { FileSuggestion, MappingReason } from '../../../shared/domain/mapping-trial.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { Pane, PaneBody, PanelHead } from '../../design/pane.tsx';
import { Table } from '../../design/table.tsx';
import styles from './mapping.module.css';
import { placeWords, saidAt } from './mapping-words.ts';

/** What was found in the log: each part of the mapping with its path, why, and in how many records it stands. */
export function SuggestedFields({ suggestion }: { suggestion: FileSuggestion }) {
  const { mapping, reasons, notes, looked_at } = suggestion;
  return (
    <Pane label="Suggested fields">
      <PanelHead count={`from the first ${counted(looked_at, 'record')}`}>
        Suggested fields
      </PanelHead>
      <PaneBody label="Suggested fields, list">
        <Table<MappingReason>
          label="Suggested fields"
          rows={reasons}
          keyOf={({ at }) => placeWords(at)}
          columns={[
            {
              id: 'at',
              head: 'Field',
              width: '128px',
              wraps: true,
              cell: ({ at }) => placeWords(at),
            },
            {
              id: 'path',
              head: 'Path',
              width: '140px',
              wraps: true,
              cell: ({ at }) => <bdi className="u-mono">{saidAt(mapping, at)}</bdi>,
            },
            {
              id: 'why',
              head: 'Why',
              wraps: true,
              cell: ({ why }) => <bdi>{visibleLine(why)}</bdi>,
            },
            {
              id: 'has',
              head: 'In',
              width: '88px',
              isNumber: true,
              cell: ({ has, of }) => `${count(has)} of ${count(of)}`,
            },
          ]}
        />
        {notes.map((note) => (
          <p key={note} className={styles['note']}>
            <bdi>{visibleLine(note)}</bdi>
          </p>
        ))}
      </PaneBody>
    </Pane>
  );
}
