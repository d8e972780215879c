import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { HeldRecord } from '../../../shared/domain/evidence-register.ts';
import type { RepairOffer } from '../../../shared/domain/repair.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { TextField } from '../../design/field.tsx';
import { Segmented } from '../../design/segmented.tsx';
import { Select } from '../../design/select.tsx';
import { ask, engine } from '../../engine-client/engine.ts';
import { useRequest } from '../../engine-client/use-request.ts';
import styles from './evidence.module.css';
import { scrolling, showMark } from './record-panes.tsx';
import { recordName } from './record-words.ts';
import { Refusal } from './refusal.tsx';
import { outcomeWords, sideOf } from './repair-texts.ts';

/** Shows what a rule would make of a record, and reads it so from then on: it alone, or all that the rule mends. */
export function RepairDialog(props: {
  record: HeldRecord;
  offers: readonly RepairOffer[];
  first: RepairOffer;
  onClose: () => void;
}) {
  const { record, offers, onClose } = props;
  const [chosen, setChosen] = useState(props.first.rule);
  const [scope, setScope] = useState<'record' | 'file'>('record');
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const { isBusy, refusal, request } = useRequest();
  const offer = offers.find(({ rule }) => rule === chosen) ?? props.first;
  const { evidence_id, ordinal } = record;
  const all = useQuery(
    ask.evidence.repairable.queryOptions({ input: { evidence_id, rule: offer.rule } }),
  );

  const repair = (): void => {
    if (reason.trim() === '') {
      setMissing(true);
      return;
    }
    request(async () => {
      await engine.jobs.repair({
        evidence_id,
        ordinals: scope === 'file' || ordinal === null ? null : [ordinal],
        rule: offer.rule,
        withdraw: false,
        reason: reason.trim(),
      });
      onClose();
    });
  };

  return (
    <Dialog
      question={`Read ${recordName(record)} as a rule repairs it?`}
      isOpen
      onClose={onClose}
      isBusy={isBusy}
      width={800}
      onSubmit={repair}
      footNote="Goes into the custody log; the evidence stays as it is"
      actions={
        <Button variant="primary" size="large" type="submit" isBusy={isBusy}>
          {scope === 'record' || all.data === undefined
            ? 'Repair'
            : `Repair ${counted(all.data.records, 'record')}`}
        </Button>
      }
    >
      <div className={styles['zone']}>
        <Select
          label="Rule"
          options={offers.map(({ rule, version }) => ({
            value: rule,
            label: `${rule} (version ${version})`,
          }))}
          value={offer.rule}
          onChange={setChosen}
        />
        <p className="u-soft">{`${offer.says[0]?.toUpperCase() ?? ''}${offer.says.slice(1)}.`}</p>
        <Sides offer={offer} />
        <p>
          <bdi>{`Here it ${offer.said}. The record is then ${outcomeWords(offer.outcome)}.`}</bdi>
        </p>
        <Segmented
          label="Which records"
          value={scope}
          onChange={setScope}
          options={[
            { value: 'record', label: 'This record' },
            {
              value: 'file',
              label:
                all.data === undefined
                  ? 'All of this file that the rule mends'
                  : `All of this file that the rule mends: ${count(all.data.records)} of ${count(all.data.quarantined)} malformed`,
              isDisabled: all.data === undefined,
            },
          ]}
        />
        <TextField
          label="Reason: why the record may be read so"
          value={reason}
          onChange={(text) => {
            setReason(text);
            setMissing(false);
          }}
          placeholder="The exporter was killed while it wrote; letter of the operator of 3 March"
          error={isMissing ? 'Say why; the custody log keeps it.' : undefined}
        />
        <p className="u-quiet">
          All tables are derived anew from the evidence. Detection runs, comparisons and issued
          reports made before are marked stale, and numbers of later turns (T-12) may move. A repair
          can be withdrawn.
        </p>
        <Refusal sentence={refusal} />
      </div>
    </Dialog>
  );
}

function Sides({ offer }: { offer: RepairOffer }) {
  const { raw, repaired } = useMemo(
    () => ({ raw: sideOf(offer.pieces, 'raw'), repaired: sideOf(offer.pieces, 'repaired') }),
    [offer],
  );
  const sides = useRef<HTMLDivElement>(null);
  // Of a long record what changes comes into sight; a side on which nothing is marked stands beside it.
  useEffect(() => {
    const panes = [...(sides.current?.querySelectorAll<HTMLElement>('[role="region"]') ?? [])];
    const marked = panes.filter((pane) => pane.querySelector('[data-mark="0"]') !== null);
    for (const pane of marked) showMark(pane, '[data-mark="0"]');
    const [first] = marked;
    for (const pane of panes)
      if (first !== undefined && !marked.includes(pane)) pane.scrollTop = first.scrollTop;
  }, [offer]);
  return (
    <div ref={sides} className={styles['repair-sides']}>
      {(
        [
          ['As it stands in the evidence', raw],
          ['As it would be read', repaired],
        ] as const
      ).map(([label, { text, marks }]) => (
        <div key={label}>
          <p className="u-quiet">{label}</p>
          <div className={styles['repair-text']} {...scrolling(label, false)}>
            <EvidenceText isMono text={text} marks={marks} />
          </div>
        </div>
      ))}
      {offer.further_pieces === 0 ? null : (
        <p className="u-quiet">{`${counted(offer.further_pieces, 'further stretch', 'further stretches')} of the record not shown.`}</p>
      )}
    </div>
  );
}
