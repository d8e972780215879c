import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { EvidenceFile, HeldRecord } from '../../../shared/domain/evidence-register.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { Empty } from '../../design/empty.tsx';
import { Pane, PanelHead } from '../../design/pane.tsx';
import { Segmented } from '../../design/segmented.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { ask } from '../../engine-client/engine.ts';
import { attempt } from '../../commands/attempt.ts';
import { EvidenceFault } from './evidence-fault.tsx';
import styles from './evidence.module.css';
import { totals } from './file-words.ts';
import { HeldList } from './held-list.tsx';
import { RecordView } from './record-view.tsx';
import { heldBy, type HeldChoice } from './record-words.ts';

/** Records of all files, or of the selected one. */
export type RecordScope = 'all' | 'file';

/** Records that gave no turn: of all files or the selected one, and the one under the cursor byte by byte. */
export function KeptAside(props: {
  files: readonly EvidenceFile[];
  file: EvidenceFile;
  scope: RecordScope;
  onScope: (scope: RecordScope) => void;
  record: number | undefined;
  onRecord: (record: HeldRecord) => void;
}) {
  const { files, file, scope } = props;
  const [choice, setChoice] = useState<HeldChoice>('aside');
  const evidence_id = scope === 'all' ? null : file.evidence_id;
  const sum = totals(scope === 'all' ? files : [file]);
  const first = useQuery(
    ask.evidence.held.queryOptions({
      input: { evidence_id, ...heldBy(choice), offset: 0, limit: 1 },
    }),
  );
  const shownRecord = props.record ?? first.data?.records[0]?.record_id;

  return (
    <Pane label="Records kept aside">
      <PanelHead
        count={`${counted(sum.quarantined + sum.unmapped, 'record')} of ${count(sum.records)}, kept byte for byte`}
        end={
          <>
            <Segmented
              label="Of which files"
              value={scope}
              onChange={props.onScope}
              options={[
                { value: 'all', label: 'All files' },
                { value: 'file', label: 'This file' },
              ]}
            />
            <Segmented
              label="Which records"
              value={choice}
              onChange={setChoice}
              options={[
                { value: 'aside', label: 'Both' },
                { value: 'quarantined', label: `Quarantined ${count(sum.quarantined)}` },
                { value: 'unmapped', label: `Unmapped ${count(sum.unmapped)}` },
                { value: 'blank', label: `Blank ${count(sum.blank)}` },
                ...(sum.repaired === 0
                  ? []
                  : [{ value: 'repaired' as const, label: `Repaired ${count(sum.repaired)}` }]),
              ]}
            />
          </>
        }
      >
        Kept aside
      </PanelHead>
      {first.data === undefined ? (
        first.error === null ? (
          <SkeletonRows label="Records kept aside" rows={3} columns={['1fr', '1fr', '3fr']} />
        ) : (
          <EvidenceFault
            what="The records could not be listed."
            error={first.error}
            onAgain={() => attempt(() => first.refetch())}
          />
        )
      ) : (
        <>
          {first.data.total === 0 ? (
            <div className={styles['none-aside']}>
              {scope === 'all' ? 'No such record in the case.' : 'No such record in this file.'}
            </div>
          ) : (
            <HeldList
              evidence_id={evidence_id}
              choice={choice}
              total={first.data.total}
              record={shownRecord}
              onRecord={props.onRecord}
            />
          )}
          {shownRecord === undefined ? (
            <div className={styles['record']}>
              <Empty words="Choose a record to see it byte by byte." />
            </div>
          ) : (
            <RecordView key={shownRecord} record_id={shownRecord} />
          )}
        </>
      )}
    </Pane>
  );
}
