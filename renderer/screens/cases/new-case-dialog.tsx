import { useEffect, useRef, useState } from 'react';
import type { Granted } from '../../../shared/contract/host.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { importGranted } from '../../engine-client/add-evidence.ts';
import { host } from '../../engine-client/host.ts';
import { createCase } from '../../engine-client/session.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { folderNameFor } from './case-words.ts';
import styles from './cases.module.css';

/** Asks for a title, then for a place, makes the case and starts the import of logs that were dropped. */
export function NewCaseDialog(props: {
  logs: readonly Granted[];
  onClose: () => void;
  /** The case is open; `imports` where logs are on their way into it. */
  onMade: (imports: boolean) => void;
}) {
  const { logs } = props;
  const field = useRef<HTMLInputElement>(null);
  const [title, setTitle] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);

  useEffect(() => field.current?.focus(), []);

  const make = async (): Promise<void> => {
    const name = title.trim();
    if (name === '') {
      setError('A case needs a title. Reports print it.');
      return;
    }
    setBusy(true);
    try {
      const [place] = await host.pick('new-case', folderNameFor(name));
      if (place === undefined) return;
      await createCase(place.grant, name);
      props.onMade(await importGranted(logs));
    } catch (failure) {
      setError(troubleOf(failure).sentence);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      question={
        logs.length === 0
          ? 'What is the new case called?'
          : `What is the case with ${counted(logs.length, 'log')} called?`
      }
      isOpen
      onClose={props.onClose}
      isBusy={isBusy}
      onSubmit={() => {
        make().catch((failure: unknown) => setError(troubleOf(failure).sentence));
      }}
      actions={
        <Button variant="primary" size="large" type="submit" isBusy={isBusy}>
          Choose its place…
        </Button>
      }
    >
      <div className={styles['new-case']}>
        <TextField
          label="Title"
          value={title}
          onChange={(value) => {
            setTitle(value);
            setError(undefined);
          }}
          inputRef={field}
          isRequired
          maxLength={200}
          placeholder="What happened, in a few words"
          {...(error === undefined ? {} : { error })}
        />
        <p className="u-quiet">
          It becomes a folder, <bdi className="u-mono-small">{folderNameFor(title)}</bdi>, that
          holds everything.
        </p>
        {logs.length === 0 ? null : (
          <p className="u-quiet u-cut">Goes into it: {logs.map(({ name }) => name).join(', ')}</p>
        )}
      </div>
    </Dialog>
  );
}
