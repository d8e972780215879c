import { useState } from 'react';
import type { ReportDraft } from '../../../shared/domain/report-draft.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { engine } from '../../engine-client/engine.ts';
import { useCaseKey } from '../../engine-client/live.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { useWaitingFields } from './cell-drafts.ts';
import { lists, texts } from './field-shapes.ts';
import styles from './report.module.css';

/** Asks for the passphrase and begins. What is typed is sent once and forgotten, whatever comes of it. */
export function IssueDialog(props: {
  draft: ReportDraft;
  signer: string | null;
  onClose: () => void;
  onBegun: (job: string) => void;
}) {
  const { draft, signer } = props;
  const [passphrase, setPassphrase] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);
  const waiting = useWaitingFields(useCaseKey());
  const named = [...Object.values(texts), ...Object.values(lists)]
    .filter(({ key }) => waiting.includes(key))
    .map(({ label }) => label);

  const issue = async (): Promise<void> => {
    if (signer !== null && passphrase === '') {
      setError(`Type the passphrase of ${signer}.`);
      return;
    }
    setBusy(true);
    setError(undefined);
    try {
      const signing = signer === null ? null : { name: signer, passphrase };
      props.onBegun((await engine.report.issue({ signing })).job);
    } catch (failure) {
      setError(troubleOf(failure).sentence);
    } finally {
      setPassphrase('');
      setBusy(false);
    }
  };

  return (
    <Dialog
      question={
        signer === null ? `Issue ${draft.id} without a signature?` : `Issue and sign ${draft.id}`
      }
      isOpen
      onClose={() => {
        setPassphrase('');
        props.onClose();
      }}
      isBusy={isBusy}
      onSubmit={() => {
        issue().catch(() => undefined);
      }}
      footNote="A full verification runs first"
      actions={
        <Button variant="primary" size="large" type="submit" isBusy={isBusy}>
          {signer === null ? 'Issue unsigned' : 'Issue and sign'}
        </Button>
      }
    >
      <div className={styles['fields']}>
        {draft.missing.length === 0 ? null : (
          <Banner tone="warn">{`${counted(draft.missing.length, 'part')} of ${draft.parts} will be missing from it.`}</Banner>
        )}
        {named.length === 0 ? null : (
          <Banner tone="warn">{`What you typed in these fields is not entered, and the report goes without it: ${named.join(', ')}. To have it in, cancel, and look there at what it waits for.`}</Banner>
        )}
        {draft.supersedes === null ? null : (
          <p>{`It supersedes ${draft.supersedes}, which stays as it was issued.`}</p>
        )}
        {signer === null ? (
          <Banner tone="warn">
            Nobody can tell who issued an unsigned report, nor that it was not changed since.
          </Banner>
        ) : (
          <TextField
            label={`Passphrase of ${signer}`}
            type="password"
            value={passphrase}
            onChange={setPassphrase}
            error={error}
            autoFocus
            isRequired
          />
        )}
        {signer === null && error !== undefined ? <p role="alert">{error}</p> : null}
      </div>
    </Dialog>
  );
}
