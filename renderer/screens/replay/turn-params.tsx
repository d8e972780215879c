import type { ReactNode } from 'react';
import type { TurnHead } from '../../../shared/domain/replay-screen.ts';
import { duration } from '../../../shared/text/numbers.ts';
import { Badge } from '../../design/badge.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { Handle } from '../../design/handle.tsx';
import { PopoverButton } from '../../design/popover.tsx';
import { captureWords, kindWords, modelWords, settings, tokenWords } from './turn-words.ts';
import styles from './turn-params.module.css';

const tones = { wire: 'ok', application: 'warn', reconstructed: 'warn' } as const;

/** The line over a turn: what it is, how near the log is to the model, and with what it was called. */
export function TurnParams({ head }: { head: TurnHead }) {
  const { name, note } = modelWords(head);
  const isModel = head.kind === 'model';
  const tokens = tokenWords(head.usage);
  const capture = captureWords[head.capture];
  return (
    <div className={styles['params']} role="group" aria-label={`Turn ${head.handle}`}>
      <span className={styles['handle']}>
        <Handle value={head.handle} />
      </span>
      {isModel ? null : <Badge>{kindWords(head.kind)}</Badge>}
      <PopoverButton
        variant="bare"
        className={styles['capture']}
        label={`${capture.badge}: what it means`}
        words={<Badge tone={tones[head.capture]}>{capture.badge}</Badge>}
        title="Capture level"
        width={300}
      >
        <p className={styles['means']}>{capture.means}</p>
      </PopoverButton>
      <Param name="model" value={name} missing={isModel ? 'no model in record' : null}>
        {note === null ? null : <Quiet text={note} />}
        {head.system_fingerprint === null ? null : <Quiet text={head.system_fingerprint} isMono />}
      </Param>
      {settings(head.params).map(([key, value]) => (
        <Param key={key} name={shortName(key)} value={value} />
      ))}
      <Param name="tokens" value={tokens} missing={isModel ? 'no token counts in record' : null} />
      <Param
        name="latency"
        value={head.latency_ms === null ? null : duration(head.latency_ms)}
        missing={isModel ? 'no latency in record' : null}
      />
      <Param
        name="finish"
        value={head.finish_reason}
        missing={isModel && head.error === null ? 'no finish reason in record' : null}
      />
      {head.error === null ? null : (
        <span className={styles['error']}>
          <span className={styles['name']}>error</span>
          <EvidenceText isLine text={head.error} />
        </span>
      )}
    </div>
  );
}

function Param(props: {
  name: string;
  value: string | null;
  missing?: string | null;
  children?: ReactNode;
}) {
  const { name, value, missing = null } = props;
  if (value === null && missing === null) return null;
  return (
    <>
      <span className={styles['param']}>
        {value === null ? (
          <span className={styles['missing']}>{missing}</span>
        ) : (
          <>
            <span className={styles['name']}>{name}</span>
            <EvidenceText isLine text={value} />
          </>
        )}
      </span>
      {props.children}
    </>
  );
}

const Quiet = ({ text, isMono = false }: { text: string; isMono?: boolean }) => (
  <span className={styles['param']}>
    <EvidenceText isLine text={text} className={isMono ? styles['mono'] : 'u-quiet'} />
  </span>
);

const shortNames = new Map([
  ['temperature', 'temp'],
  ['max_tokens', 'max tokens'],
  ['top_p', 'top p'],
]);
const shortName = (name: string): string => shortNames.get(name) ?? name;
