import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Trust as SignerTrust } from '../../../shared/domain/check.ts';
import { attempt } from '../../commands/attempt.ts';
import { LinkButton } from '../../design/button.tsx';
import { Hash } from '../../design/handle.tsx';
import { Icon } from '../../design/icon.tsx';
import { ask, engine } from '../../engine-client/engine.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import styles from './verify.module.css';

const settingsRead = ask.settings.read.queryOptions({ input: {} });

/** Whether the signer is one whom this person trusts: apart from whether the signature holds. */
export function Trust({ trust, ok }: { trust: SignerTrust | null; ok: boolean }) {
  const client = useQueryClient();
  const { minuteZoned } = useTimes();
  const { data: settings } = useQuery(settingsRead);
  if (trust === null)
    return (
      <Half icon="info" title="Trust: a case carries no signature">
        <p className="u-soft">
          Its logs and tables agree with each other. Compare the head hash of its custody log with
          one that you got another way.
        </p>
      </Half>
    );
  const { signer, fingerprint } = trust;
  if (signer === null || fingerprint === null)
    return (
      <Half icon="info" title="Trust: nobody signed it">
        <p className="u-soft">It says nothing of who made it.</p>
      </Half>
    );
  const change = (to: { trust: { fingerprint: string; name: string } } | { distrust: string }) =>
    attempt(async () => {
      client.setQueryData(settingsRead.queryKey, await engine.settings.change(to));
    });
  const known = settings?.trusted.find((one) => one.fingerprint === fingerprint);
  if (known === undefined)
    return (
      <Half icon="key" title="Trust: the signer is not in your list">
        <p className="u-soft">
          The certificate names <bdi className="u-medium">{signer}</bdi>; anybody can write a name
          there. Compare this fingerprint with one that you got another way.
        </p>
        <p className={styles['fingerprint']}>
          <Hash value={fingerprint} isWhole isCopyable />
        </p>
        <LinkButton onPress={() => change({ trust: { fingerprint, name: signer } })}>
          I have compared it: trust this signer
        </LinkButton>
      </Half>
    );
  return (
    <Half icon="key" title={`Trust: you trust this signer since ${minuteZoned(known.since)}`}>
      <p className="u-soft">
        <bdi className="u-medium">{signer}</bdi>
        {ok ? '' : '. Trust does not mend a failed check.'}
      </p>
      <p className={styles['fingerprint']}>
        <Hash value={fingerprint} isWhole isCopyable />
      </p>
      <LinkButton onPress={() => change({ distrust: fingerprint })}>
        Take the signer off your list
      </LinkButton>
    </Half>
  );
}

function Half(props: { icon: 'info' | 'key'; title: string; children: ReactNode }) {
  return (
    <div className={styles['half']}>
      <span className="u-soft">
        <Icon name={props.icon} />
      </span>
      <div className="u-grow">
        <p className="u-medium">{props.title}</p>
        {props.children}
      </div>
    </div>
  );
}
