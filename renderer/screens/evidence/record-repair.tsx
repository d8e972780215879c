import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { HeldRecord } from '../../../shared/domain/evidence-register.ts';
import { repairSentences } from '../../../shared/text/repair-words.ts';
import { attempt } from '../../commands/attempt.ts';
import { Button } from '../../design/button.tsx';
import { ask } from '../../engine-client/engine.ts';
import { useCaseHead, useJobs } from '../../engine-client/live.ts';
import { EvidenceFault } from './evidence-fault.tsx';
import styles from './evidence.module.css';
import { offerWords } from './repair-texts.ts';
import { RepairDialog } from './repair-dialog.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';

/** What rules would make of a malformed record, or the repair by which it is read; and the way to either. */
export function RecordRepair({ record }: { record: HeldRecord }) {
  const [isAsking, setAsking] = useState(false);
  const caseId = useCaseHead()?.case_id;
  const isRunning = useJobs().some(
    ({ kind, case_id, state }) => kind === 'reread' && case_id === caseId && state === 'running',
  );
  const { data, error, refetch } = useQuery(
    ask.evidence.repairs.queryOptions({ input: { record_id: record.record_id } }),
  );
  if (data === undefined)
    return error === null ? null : (
      <EvidenceFault
        what="Which rules apply could not be found out."
        error={error}
        onAgain={() => attempt(() => refetch())}
      />
    );
  const { repair, offers, sentence } = data;
  const close = (): void => setAsking(false);
  const [first, ...others] = offers;
  return (
    <section className={styles['repair']} aria-label="Repair">
      <p>
        <bdi>
          {repair === null
            ? first === undefined
              ? (sentence ?? '')
              : offerWords(first, others.length)
            : repairSentences(repair)}
        </bdi>
      </p>
      {repair === null && first === undefined ? null : (
        <Button
          onPress={() => setAsking(true)}
          isDisabled={isRunning}
          reason="A file is being read anew"
        >
          {repair === null ? 'Repair…' : 'Withdraw…'}
        </Button>
      )}
      {isAsking && repair !== null ? (
        <WithdrawDialog record={record} repair={repair} onClose={close} />
      ) : null}
      {isAsking && repair === null && first !== undefined ? (
        <RepairDialog record={record} offers={offers} first={first} onClose={close} />
      ) : null}
    </section>
  );
}
