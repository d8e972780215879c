import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { EvidenceFile } from '../../../shared/domain/evidence-register.ts';
import { count } from '../../../shared/text/numbers.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { attempt } from '../../commands/attempt.ts';
import { Button } from '../../design/button.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { ask } from '../../engine-client/engine.ts';
import { useCaseHead, useJobs } from '../../engine-client/live.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import { EvidenceFault } from './evidence-fault.tsx';
import styles from './evidence.module.css';
import { clockWords } from './file-words.ts';
import { RereadDialog } from './reread-dialog.tsx';
import { repairActWords } from './repair-texts.ts';
import { readingWords } from './reread-words.ts';

/** In which zone and by which clock a file is read, how that changed since it was imported, and the way to change it. */
export function ReadingsSection({ file }: { file: EvidenceFile }) {
  const [isChanging, setChanging] = useState(false);
  const caseId = useCaseHead()?.case_id;
  const isRunning = useJobs().some(
    ({ kind, case_id, state }) => kind === 'reread' && case_id === caseId && state === 'running',
  );
  const { data, error, refetch } = useQuery(
    ask.evidence.readings.queryOptions({ input: { evidence_id: file.evidence_id } }),
  );
  const { readings = [], repairs = [] } = data ?? {};
  const { minuteZoned } = useTimes();
  return (
    <PanelSection
      title="Zone and clock"
      isInset
      count={readings.length === 0 ? undefined : `changed ${count(readings.length)}×`}
      end={
        <Button
          label="Change zone and clock…"
          onPress={() => setChanging(true)}
          isDisabled={isRunning}
          reason="A file is being read anew"
        >
          Change…
        </Button>
      }
    >
      <ul className={styles['readings']} aria-label="Readings">
        <li>
          <span className="u-medium">{clockWords(file)}</span>
        </li>
        {readings.toReversed().map((reading) => (
          <li key={reading.entry}>
            <span>{`${minuteZoned(reading.at)}: read as ${readingWords(reading)}`}</span>
            <span className="u-soft">
              <bdi>{`“${visibleLine(reading.reason)}”`}</bdi>
            </span>
            <span className="u-quiet">
              <bdi>{visibleLine(reading.by)}</bdi>
              {`, entry ${count(reading.entry)} of the custody log`}
            </span>
          </li>
        ))}
      </ul>
      {repairs.length === 0 ? null : (
        <ul className={styles['readings']} aria-label="Repairs of records">
          {repairs.toReversed().map((repair) => (
            <li key={repair.entry}>
              <span>{`${minuteZoned(repair.at)}: ${repairActWords(repair)}`}</span>
              <span className="u-soft">
                <bdi>{`“${visibleLine(repair.reason)}”`}</bdi>
              </span>
              <span className="u-quiet">
                <bdi>{visibleLine(repair.by)}</bdi>
                {`, entry ${count(repair.entry)} of the custody log`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {error === null ? null : (
        <EvidenceFault
          what="How it was read before could not be read."
          error={error}
          onAgain={() => attempt(() => refetch())}
        />
      )}
      {isChanging ? <RereadDialog file={file} onClose={() => setChanging(false)} /> : null}
    </PanelSection>
  );
}
