import { useState } from 'react';
import type { SigningIdentity } from '../../shared/domain/report-draft.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { TextField } from '../design/field.tsx';
import { engine } from '../engine-client/engine.ts';
import { troubleOf } from '../engine-client/trouble.ts';
import styles from './identity-dialog.module.css';

interface Wrong {
  readonly part: 'name' | 'email' | 'passphrase' | 'again';
  readonly words: string;
}

function wrongIn(name: string, passphrase: string, again: string): Wrong | null {
  if (name.trim() === '') return { part: 'name', words: 'Write the name that signs.' };
  if (passphrase === '')
    return { part: 'passphrase', words: 'Choose a passphrase; it guards the key.' };
  if (passphrase !== again)
    return { part: 'again', words: 'The two differ; type the same passphrase again.' };
  return null;
}

/** Makes a key and certificate of this machine. The passphrase leaves this form once and is kept nowhere. */
export function IdentityDialog(props: {
  onClose: () => void;
  onMade: (identity: SigningIdentity) => void;
}) {
  const [name, setName] = useState('');
  const [organisation, setOrganisation] = useState('');
  const [email, setEmail] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [error, setError] = useState<Wrong | null>(null);
  const [isBusy, setBusy] = useState(false);
  const errorAt = (part: Wrong['part']) => (error?.part === part ? error.words : undefined);

  const forget = (): void => {
    setPassphrase('');
    setAgain('');
  };
  const make = async (): Promise<void> => {
    const wrong = wrongIn(name, passphrase, again);
    setError(wrong);
    if (wrong !== null) {
      setAgain('');
      return;
    }
    setBusy(true);
    try {
      props.onMade(await engine.identities.create({ name, organisation, email, passphrase }));
    } catch (failure) {
      const { sentence } = troubleOf(failure);
      setError({ part: /e-mail/.test(sentence) ? 'email' : 'name', words: sentence });
    } finally {
      forget();
      setBusy(false);
    }
  };

  return (
    <Dialog
      question="New identity"
      isOpen
      onClose={() => {
        forget();
        props.onClose();
      }}
      isBusy={isBusy}
      onSubmit={() => {
        make().catch(() => undefined);
      }}
      footNote="The key stays on this machine"
      actions={
        <Button variant="primary" size="large" type="submit" isDisabled={isBusy}>
          Make identity
        </Button>
      }
    >
      <div className={styles['fields']}>
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          error={errorAt('name')}
          autoFocus
          isRequired
        />
        <TextField
          label="Organisation (optional)"
          value={organisation}
          onChange={setOrganisation}
        />
        <TextField
          label="E-mail (optional)"
          value={email}
          onChange={setEmail}
          error={errorAt('email')}
        />
        <TextField
          label="Passphrase"
          type="password"
          value={passphrase}
          onChange={setPassphrase}
          error={errorAt('passphrase')}
          isRequired
          hint="It is asked for with every report and cannot be recovered."
        />
        <TextField
          label="Passphrase again"
          type="password"
          value={again}
          onChange={setAgain}
          error={errorAt('again')}
          isRequired
        />
      </div>
    </Dialog>
  );
}
