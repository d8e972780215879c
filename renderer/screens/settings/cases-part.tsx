import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeptSettings } from '../../../shared/domain/settings.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { attempt } from '../../commands/attempt.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { CopyButton } from '../../design/handle.tsx';
import { KeyValues } from '../../design/key-values.tsx';
import { toast } from '../../design/toast-queue.ts';
import { ask, engine } from '../../engine-client/engine.ts';
import { Section } from './setting.tsx';
import { troubleOf } from '../../engine-client/trouble.ts';
import styles from './settings.module.css';

/** What Exhibit remembers of cases, and where its own files lie. */
export function CasesPart({ settings }: { settings: KeptSettings }) {
  const client = useQueryClient();
  const recent = useQuery(ask.cases.recent.queryOptions({ input: {} }));
  const about = useQuery(ask.settings.about.queryOptions({ input: {} })).data;
  const [isAsking, setAsking] = useState(false);
  const listed = recent.data?.cases.length;
  const forget = (): void =>
    attempt(async () => {
      setAsking(false);
      const { forgotten, kept } = await engine.cases.forgetAll({});
      await client.invalidateQueries({ queryKey: ask.cases.recent.key() });
      const open = kept === 0 ? '' : `; ${counted(kept, 'open case')} stayed`;
      toast({ words: `Forgot ${counted(forgotten, 'case')}${open}`, tone: 'ok' });
    });
  return (
    <>
      <Section
        title="Recent cases"
        note="The list of cases remembers where each lies and what it held. Forgetting it leaves every case folder as it is."
      >
        <div className={styles['row']}>
          <Button
            onPress={() => setAsking(true)}
            isDisabled={listed === undefined || listed === 0}
            reason="No case is on the list."
          >
            Forget recent cases…
          </Button>
          <span className="u-quiet">
            {listed !== undefined
              ? `${counted(listed, 'case')} on the list`
              : recent.error === null
                ? ''
                : `The list could not be read. ${troubleOf(recent.error).sentence}`}
          </span>
        </div>
      </Section>
      <Section title="Where things lie">
        <KeyValues
          label="Where things lie"
          pairs={[
            ['Settings', <Path key="settings" path={settings.file.path} />],
            about !== undefined && ['Own folder', <Path key="home" path={about.home} />],
            about !== undefined && ['Identities', <Path key="keys" path={about.identities} />],
          ]}
        />
      </Section>
      <Dialog
        question={`Forget ${counted(listed ?? 0, 'case')}?`}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        isAlert
        actions={
          <Button variant="primary" size="large" onPress={forget}>
            Forget
          </Button>
        }
      >
        Their folders stay as they are; a case that a window has open stays on the list.
      </Dialog>
    </>
  );
}

function Path({ path }: { path: string }) {
  return (
    <span className={styles['path']}>
      <bdi className="u-mono-small">{path}</bdi>
      <CopyButton text={path} what="the path" label={`Copy ${path}`} />
    </span>
  );
}
