import { useState } from 'react';
import type { MappingSample } from '../../../shared/domain/mapping-trial.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { IconButton } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { Pane, PaneBody, PaneFoot, PanelHead } from '../../design/pane.tsx';

/** The first records of the log, one at a time. */
export function RecordSample({ records }: { records: MappingSample['records'] }) {
  const [at, setAt] = useState(0);
  const record = records[at];
  return (
    <Pane label="Records of the log" isSide>
      <PanelHead
        count={
          record === undefined
            ? undefined
            : `${count(at + 1)} of the first ${count(records.length)}`
        }
        end={
          <>
            <IconButton
              icon="chevron-left"
              label="Previous record"
              isDisabled={at === 0}
              onPress={() => setAt(at - 1)}
            />
            <IconButton
              icon="chevron-right"
              label="Next record"
              isDisabled={at >= records.length - 1}
              onPress={() => setAt(at + 1)}
            />
          </>
        }
      >
        Record
      </PanelHead>
      {record === undefined ? (
        <Empty words="No record of this file is an object or a row." />
      ) : (
        <>
          <PaneBody label="Record, indented" isInset>
            <EvidenceText text={record.text} isMono />
          </PaneBody>
          {record.text.length === record.characters ? null : (
            <PaneFoot>
              {`The first ${counted(record.text.length, 'character')} of ${count(record.characters)}`}
            </PaneFoot>
          )}
        </>
      )}
    </Pane>
  );
}
