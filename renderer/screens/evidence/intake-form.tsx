import type { Granted } from '../../../shared/contract/host.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { Button } from '../../design/button.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { KeyValues } from '../../design/key-values.tsx';
import { toast } from '../../design/toast-queue.ts';
import { engine } from '../../engine-client/engine.ts';
import { host } from '../../engine-client/host.ts';
import styles from './evidence.module.css';

export interface FilledForm {
  readonly granted: Granted;
  readonly facts: readonly { readonly fact: string; readonly value: string | null }[];
}

/** What those say of the origin of logs who exported them: a form that they filled in, word for word. */
export function IntakeForm(props: {
  form: FilledForm | null;
  onForm: (form: FilledForm) => void;
  /** Runs what may fail; its trouble is shown by the dialog. */
  request: (work: () => Promise<void>) => void;
  isBusy: boolean;
}) {
  const { form, onForm, request, isBusy } = props;
  const save = async (): Promise<void> => {
    const [place] = await host.pick('copy', 'intake-form.yaml');
    if (place === undefined) return;
    await engine.evidence.saveIntakeForm({ grant: place.grant });
    toast({ words: `Saved an empty form as ${place.name}`, tone: 'ok' });
  };
  const load = async (): Promise<void> => {
    const [granted] = await host.pick('intake');
    if (granted === undefined) return;
    const { facts } = await engine.evidence.readIntake({ grant: granted.grant });
    onForm({ granted, facts });
  };
  return (
    <section aria-label="Intake form" className={styles['zone']}>
      <p className="u-quiet">
        How they were exported and handed over: send the empty form to whoever exports them, and
        load it here when it comes back filled in. What it leaves blank is printed as not stated.
      </p>
      <div className="u-row u-wrap">
        <Button icon="save" onPress={() => request(save)} isDisabled={isBusy}>
          Save intake template…
        </Button>
        <Button icon="upload" onPress={() => request(load)} isDisabled={isBusy}>
          Load filled-in form…
        </Button>
      </div>
      {form === null ? null : <Stated form={form} />}
    </section>
  );
}

function Stated({ form: { granted, facts } }: { form: FilledForm }) {
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
            <EvidenceText key={fact} text={value} className={styles['stated']} />
          ),
        ])}
      />
    </>
  );
}
