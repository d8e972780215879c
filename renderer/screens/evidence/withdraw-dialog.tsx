import { useState } from 'react';
import type { HeldRecord } from '../../../shared/domain/evidence-register.ts';
import type { Repair } from '../../../shared/domain/repair.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { engine } from '../../engine-client/engine.ts';
import { useRequest } from '../../engine-client/use-request.ts';
import styles from './evidence.module.css';
import { recordName } from './record-words.ts';
import { Refusal } from './refusal.tsx';

/** Takes a repair back: the record is quarantined again, and the custody log keeps both acts. */
export function WithdrawDialog(props: { record: HeldRecord; repair: Repair; onClose: () => void }) {
  const { record, repair, onClose } = props;
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const { isBusy, refusal, request } = useRequest();

  const withdraw = (): void => {
    if (reason.trim() === '') {
      setMissing(true);
      return;
    }
    request(async () => {
      await engine.jobs.repair({
        evidence_id: record.evidence_id,
        ordinals: record.ordinal === null ? null : [record.ordinal],
        rule: repair.rule,
        withdraw: true,
        reason: reason.trim(),
      });
      onClose();
    });
  };

  return (
    <Dialog
      question={`Withdraw the repair of ${recordName(record)}?`}
      isOpen
      onClose={onClose}
      isBusy={isBusy}
      onSubmit={withdraw}
      footNote="Goes into the custody log"
      actions={
        <Button variant="primary" size="large" type="submit" isBusy={isBusy}>
          Withdraw
        </Button>
      }
    >
      <div className={styles['zone']}>
        <TextField
          label="Reason: why the record may not be read so"
          value={reason}
          onChange={(text) => {
            setReason(text);
            setMissing(false);
          }}
          error={isMissing ? 'Say why; the custody log keeps it.' : undefined}
        />
        <p className="u-quiet">
          The record is quarantined again, as it was before. All tables are derived anew; what was
          made since is marked stale.
        </p>
        <Refusal sentence={refusal} />
      </div>
    </Dialog>
  );
}
