import type { Settings } from '../../../shared/domain/settings.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { changeSettings } from '../../commands/change-settings.ts';
import { Button } from '../../design/button.tsx';
import { Hash } from '../../design/handle.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import { Section } from './setting.tsx';
import styles from './settings.module.css';

/** Signers whom this person trusts, whoever their certificates name. */
export function TrustPart({ settings: { trusted } }: { settings: Settings }) {
  const { minuteZoned } = useTimes();
  return (
    <Section
      title="Trusted signers"
      note="Verifying a report says apart whether its signer is one of these. A signer is taken in where a report was verified, after the fingerprint was compared."
    >
      {trusted.length === 0 ? (
        <p className="u-soft">No signer is trusted yet.</p>
      ) : (
        <>
          <p className="u-quiet">{counted(trusted.length, 'signer')}</p>
          {trusted.map(({ fingerprint, name, since }) => (
            <article key={fingerprint} className={styles['card']} aria-label={name}>
              <div className="u-row">
                <h3 className="u-medium u-cut u-grow">
                  <bdi>{name}</bdi>
                </h3>
                <span className="u-quiet">{`since ${minuteZoned(since)}`}</span>
                <Button
                  label={`Trust no more: ${name}`}
                  onPress={() => changeSettings({ distrust: fingerprint })}
                >
                  Trust no more
                </Button>
              </div>
              <p className={styles['path']}>
                <Hash value={fingerprint} isWhole isCopyable />
              </p>
            </article>
          ))}
        </>
      )}
    </Section>
  );
}
