import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SigningIdentity } from '../../../shared/domain/report-draft.ts';
import { attempt } from '../../commands/attempt.ts';
import { changeSettings } from '../../commands/change-settings.ts';
import { useCommands } from '../../commands/offers.ts';
import { Button } from '../../design/button.tsx';
import { Fault } from '../../design/fault.tsx';
import { CopyButton, Hash } from '../../design/handle.tsx';
import { KeyValues } from '../../design/key-values.tsx';
import { Select } from '../../design/select.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { toast } from '../../design/toast-queue.ts';
import { ask, engine } from '../../engine-client/engine.ts';
import { host } from '../../engine-client/host.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import { IdentityDialog } from '../../identities/identity-dialog.tsx';
import { Section } from './setting.tsx';
import { troubleOf } from '../../engine-client/trouble.ts';
import styles from './settings.module.css';

/** The keys and certificates of this machine, and which of them signs unless another is chosen. */
export function Identities({ signer }: { signer: string | null }) {
  const identities = useQuery(ask.identities.list.queryOptions({ input: {} }));
  const folders = useQuery(ask.identities.folders.queryOptions({ input: {} }));
  const [isMaking, setMaking] = useState(false);
  useCommands({ 'report.identity': () => setMaking(true) });
  const known = identities.data?.identities;
  const first = known?.[0]?.name;
  return (
    <Section
      title="Identities"
      note="An identity signs reports. Its key never leaves this machine and opens by its passphrase alone; its certificate is for everybody."
    >
      <div className={styles['fields']}>
        <Select
          label="Signs unless another is chosen"
          className={styles['wide']}
          value={signer === null ? 'first' : `name:${signer}`}
          isDisabled={known === undefined || known.length === 0}
          options={[
            {
              value: 'first',
              label: first === undefined ? 'Nobody: there is no identity' : `The first: ${first}`,
            },
            ...(known ?? []).map(({ name }) => ({ value: `name:${name}`, label: name })),
            ...(signer === null || known?.some(({ name }) => name === signer) !== false
              ? []
              : [{ value: `name:${signer}`, label: `${signer}, which is not here any more` }]),
          ]}
          onChange={(value) =>
            changeSettings({ signer: value === 'first' ? null : value.slice('name:'.length) })
          }
        />
        <Button size="large" icon="key" onPress={() => setMaking(true)}>
          New identity…
        </Button>
      </div>
      {known === undefined ? (
        identities.error === null ? (
          <SkeletonRows label="Identities" rows={3} />
        ) : (
          <Fault
            what="The identities could not be read."
            where={troubleOf(identities.error).sentence}
            actions={
              <Button onPress={() => attempt(() => identities.refetch())}>Read them again</Button>
            }
          />
        )
      ) : known.length === 0 ? (
        <p className="u-soft">
          There is no identity yet. Reports are issued unsigned until one is.
        </p>
      ) : (
        known.map((identity) => (
          <Identity
            key={identity.name}
            identity={identity}
            folder={folders.data?.folders.find(({ name }) => name === identity.name)?.folder}
          />
        ))
      )}
      {isMaking ? (
        <IdentityDialog
          onClose={() => setMaking(false)}
          onMade={({ name }) => {
            setMaking(false);
            toast({ words: `Made the identity ${name}`, tone: 'ok' });
            attempt(async () => {
              await Promise.all([identities.refetch(), folders.refetch()]);
            });
          }}
        />
      ) : null}
    </Section>
  );
}

function Identity(props: { identity: SigningIdentity; folder: string | undefined }) {
  const { identity, folder } = props;
  const { day } = useTimes();
  return (
    <article className={styles['card']} aria-label={identity.name}>
      <div className="u-row">
        <h3 className="u-medium u-cut u-grow">
          <bdi>{identity.name}</bdi>
        </h3>
        <Button
          icon="save"
          label={`Export certificate… of ${identity.name}`}
          onPress={() => attempt(() => exportCertificate(identity.name))}
        >
          Export certificate…
        </Button>
      </div>
      <KeyValues
        label={`Identity ${identity.name}`}
        pairs={[
          identity.organisation !== null && ['Organisation', identity.organisation],
          identity.email !== null && ['E-mail', identity.email],
          ['Certificate until', day(identity.validTo)],
          ['SHA-256', <Hash key="hash" value={identity.fingerprint} isWhole isCopyable />],
          folder !== undefined && [
            'Key lies in',
            <span key="folder" className={styles['path']}>
              <bdi className="u-mono-small">{folder}</bdi>
              <CopyButton text={folder} what="the path" label="Copy the path of the key" />
            </span>,
          ],
        ]}
      />
    </article>
  );
}

async function exportCertificate(name: string): Promise<void> {
  const [place] = await host.pick('copy', 'certificate.pem');
  if (place === undefined) return;
  await engine.identities.exportCertificate({ name, grant: place.grant });
  toast({ words: `Saved the certificate as ${place.name}`, tone: 'ok' });
}
