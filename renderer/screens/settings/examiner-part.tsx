import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Settings } from '../../../shared/domain/settings.ts';
import { textOrNull } from '../../../shared/text/typed-text.ts';
import { changeSettings } from '../../commands/change-settings.ts';
import { Button } from '../../design/button.tsx';
import { TextField } from '../../design/field.tsx';
import { ask } from '../../engine-client/engine.ts';
import { Identities } from './identities.tsx';
import { Section } from './setting.tsx';
import styles from './settings.module.css';

/** As the contract takes it: no line ends, no characters that cannot be seen. */
const NAME = /^[^\p{C}\p{Zl}\p{Zp}]{1,100}$/u;

/** Who acts and who signs. */
export function ExaminerPart({ settings }: { settings: Settings }) {
  return (
    <>
      <Section
        title="Examiner"
        note="Logs of a case name whoever acts. What stands in them already keeps its name."
      >
        <ExaminerName key={settings.examiner} kept={settings.examiner} />
      </Section>
      <Identities signer={settings.signer} />
    </>
  );
}

function ExaminerName({ kept }: { kept: string | null }) {
  const { data: acting } = useQuery(ask.settings.examiner.queryOptions({ input: {} }));
  const [name, setName] = useState(kept ?? '');
  const [error, setError] = useState<string | undefined>(undefined);
  const isGiven = acting?.by === 'environment';
  const keep = (): void => {
    const wanted = textOrNull(name);
    if (wanted !== null && !NAME.test(wanted)) {
      setError('A name has 1 to 100 visible characters; write it without the others.');
      return;
    }
    setError(undefined);
    if (wanted !== kept) changeSettings({ examiner: wanted });
  };
  return (
    <form
      className={styles['fields']}
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <TextField
        label="Name in logs"
        className={styles['wide']}
        value={name}
        onChange={setName}
        error={error}
        isDisabled={isGiven}
        placeholder={acting?.name ?? ''}
        hint={
          isGiven
            ? `EXHIBIT_EXAMINER says ${acting.name} for as long as Exhibit runs.`
            : `Acts are logged as ${acting?.name ?? '…'}${acting?.by === 'system' ? ', the login name of this system' : ''}.`
        }
      />
      <Button size="large" type="submit" isDisabled={isGiven || name.trim() === (kept ?? '')}>
        Keep name
      </Button>
    </form>
  );
}
