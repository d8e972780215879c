import type { SigningIdentity } from '../../../shared/domain/report-draft.ts';
import { Button } from '../../design/button.tsx';
import { CopyButton } from '../../design/handle.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { Select } from '../../design/select.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import styles from './report.module.css';

/** Who signs, and by which certificate; nobody is a choice of its own. */
export function SignerSection(props: {
  identities: readonly SigningIdentity[];
  signer: string | null;
  onSigner: (name: string | null) => void;
  onNew: () => void;
}) {
  const { identities, signer } = props;
  const { day } = useTimes();
  const chosen = identities.find(({ name }) => name === signer);
  return (
    <PanelSection
      title="Signature"
      level={2}
      isInset
      end={
        <Button variant="bare" icon="key" onPress={props.onNew}>
          New identity…
        </Button>
      }
    >
      <div className={styles['fields']}>
        <div id="report-signer" tabIndex={-1} className={styles['cell']}>
          <Select
            label="Signer"
            value={signer === null ? 'nobody' : `name:${signer}`}
            options={[
              ...identities.map(({ name, organisation }) => ({
                value: `name:${name}`,
                label: name,
                ...(organisation === null ? {} : { note: organisation }),
              })),
              { value: 'nobody', label: 'Nobody: the report is not signed' },
            ]}
            onChange={(value) =>
              props.onSigner(value === 'nobody' ? null : value.slice('name:'.length))
            }
          />
        </div>
        {chosen === undefined ? (
          <p className="u-warn">
            Without a signer nobody can tell who issued the report. Choose one, or make an identity.
          </p>
        ) : (
          <div className={styles['fingerprint']}>
            <span className="u-quiet">{`Certificate until ${day(chosen.validTo)}, SHA-256`}</span>
            <bdi className="u-mono-small">{chosen.fingerprint}</bdi>
            <CopyButton text={chosen.fingerprint} what="fingerprint" label="Copy fingerprint" />
          </div>
        )}
      </div>
    </PanelSection>
  );
}
