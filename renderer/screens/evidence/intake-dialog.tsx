import { useState } from 'react';
import type { Granted } from '../../../shared/contract/host.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { KeyValues } from '../../design/key-values.tsx';
import { toast } from '../../design/toast-queue.ts';
import { importGranted } from '../../engine-client/add-evidence.ts';
import { engine } from '../../engine-client/engine.ts';
import { host } from '../../engine-client/host.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import styles from './evidence.module.css';

interface Form {
  readonly granted: Granted;
  readonly facts: readonly { readonly fact: string; readonly value: string | null }[];
}

/** Adds logs with what those say of their origin who exported them: a form that they filled in, word for word. */
export function IntakeDialog({ onClose }: { onClose: () => void }) {
  const [form, setForm] = useState<Form | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const doing = (work: () => Promise<void>) => (): void => {
    setTrouble(null);
    setBusy(true);
    work()
      .catch((failure: unknown) => setTrouble(troubleOf(failure).sentence))
      .finally(() => setBusy(false));
  };
  const save = doing(async () => {
    const [place] = await host.pick('copy', 'intake-form.yaml');
    if (place === undefined) return;
    await engine.evidence.saveIntakeForm({ grant: place.grant });
    toast({ words: `Saved an empty form as ${place.name}`, tone: 'ok' });
  });
  const load = doing(async () => {
    const [granted] = await host.pick('intake');
    if (granted === undefined) return;
    const { facts } = await engine.evidence.readIntake({ grant: granted.grant });
    setForm({ granted, facts });
  });
  const add = doing(async () => {
    if (form === null) {
      setTrouble('Load a filled-in form first; to add evidence without one, press Add evidence.');
      return;
    }
    if (await importGranted(await host.pick('evidence'), { intake: form.granted.grant })) onClose();
  });

  return (
    <Dialog
      question="How were these logs exported and handed over?"
      isOpen
      onClose={onClose}
      isBusy={isBusy}
      width={640}
      onSubmit={add}
      footNote="Goes into the custody log, word for word"
      actions={
        <Button variant="primary" size="large" type="submit" isBusy={isBusy}>
          Choose files…
        </Button>
      }
    >
      <div className={styles['zone']}>
        <p className="u-quiet">
          Send the empty form to whoever exports the logs, and load it here when it comes back
          filled in. What it leaves blank is printed as not stated.
        </p>
        <div className="u-row u-wrap">
          <Button icon="save" onPress={save} isDisabled={isBusy}>
            Save intake template…
          </Button>
          <Button icon="upload" onPress={load} isDisabled={isBusy}>
            Load filled-in form…
          </Button>
        </div>
        {form === null ? null : <Stated form={form} />}
        {trouble === null ? null : (
          <p role="alert" className="u-fail">
            {trouble}
          </p>
        )}
      </div>
    </Dialog>
  );
}

function Stated({ form: { granted, facts } }: { form: Form }) {
  const stated = facts.filter(({ value }) => value !== null);
  return (
    <>
      <p>
        <bdi className="u-medium">{visibleLine(granted.name)}</bdi>
        {`: ${counted(stated.length, 'fact')} of ${facts.length} stated`}
      </p>
      <KeyValues
        label="What the form states"
        keyWidth="180px"
        pairs={facts.map(({ fact, value }) => [
          fact,
          value === null ? (
            <span className="u-quiet">not stated</span>
          ) : (
            <EvidenceText key={fact} text={value} />
          ),
        ])}
      />
    </>
  );
}
