import { useState } from 'react';
import type { EvidenceFile } from '../../../shared/domain/evidence-register.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { Button } from '../../design/button.tsx';
import { ComboBox } from '../../design/combo-box.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { engine } from '../../engine-client/engine.ts';
import { useRequest } from '../../engine-client/use-request.ts';
import styles from './evidence.module.css';
import { Refusal } from './refusal.tsx';
import { offsetOf } from './reread-words.ts';
import { zones } from './zones.ts';

interface Problems {
  readonly zone?: string;
  readonly offset?: string;
  readonly reason?: string;
}

/** Reads a file in another zone or by another clock from now on. What was found in it before is then stale, and the log says why. */
export function RereadDialog({ file, onClose }: { file: EvidenceFile; onClose: () => void }) {
  const [zone, setZone] = useState<string | null>(file.zone);
  const [offset, setOffset] = useState(String(file.clock_offset_ms));
  const [reason, setReason] = useState('');
  const [problems, setProblems] = useState<Problems>({});
  const { isBusy, refusal, request } = useRequest();

  const read = (): void => {
    const clock_offset_ms = offsetOf(offset);
    if (zone === null || clock_offset_ms === null || reason.trim() === '') {
      setProblems({
        ...(zone === null ? { zone: 'Choose a zone, such as Europe/Berlin.' } : {}),
        ...(clock_offset_ms === null
          ? { offset: 'A whole number of milliseconds, such as -2000; 0 for none.' }
          : {}),
        ...(reason.trim() === ''
          ? { reason: 'Say how this is known; the custody log keeps it.' }
          : {}),
      });
      return;
    }
    if (zone === file.zone && clock_offset_ms === file.clock_offset_ms) {
      setProblems({ zone: 'The file is read so already; change the zone or the clock offset.' });
      return;
    }
    request(async () => {
      const { evidence_id } = file;
      await engine.jobs.reread({ evidence_id, zone, clock_offset_ms, reason: reason.trim() });
      onClose();
    });
  };

  return (
    <Dialog
      question="In which zone, and by which clock, were its times written?"
      isOpen
      onClose={onClose}
      isBusy={isBusy}
      onSubmit={read}
      footNote="Goes into the custody log"
      actions={
        <Button variant="primary" size="large" type="submit" isBusy={isBusy}>
          Derive anew
        </Button>
      }
    >
      <div className={styles['zone']}>
        <p>
          <bdi className="u-medium">{visibleLine(file.name)}</bdi>
        </p>
        <ComboBox
          label="Zone of times that name none"
          options={zones}
          value={zone}
          onChange={(chosen) => {
            setZone(chosen);
            setProblems({});
          }}
          placeholder="UTC, Europe/Berlin…"
          error={problems.zone}
        />
        <TextField
          label="Clock offset, milliseconds added to its times"
          value={offset}
          onChange={(text) => {
            setOffset(text);
            setProblems({});
          }}
          hint="-2000 where its clock was 2 s ahead"
          error={problems.offset}
        />
        <TextField
          label="Reason: how this is known"
          value={reason}
          onChange={(text) => {
            setReason(text);
            setProblems({});
          }}
          placeholder="Letter of the operator of 3 March: local times"
          error={problems.reason}
        />
        <p className="u-quiet">
          All tables are derived anew from the evidence, which takes about as long as its imports.
          The file itself is not touched. Detection runs, comparisons and issued reports made before
          are marked stale. Your marks stay; where they could not, nothing is changed.
        </p>
        <Refusal sentence={refusal} />
      </div>
    </Dialog>
  );
}
