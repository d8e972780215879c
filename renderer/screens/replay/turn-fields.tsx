import type { ReactNode } from 'react';
import type { TurnHead } from '../../../shared/domain/replay-screen.ts';
import { count, duration } from '../../../shared/text/numbers.ts';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { Handle } from '../../design/handle.tsx';
import { KeyValues } from '../../design/key-values.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import styles from './details.module.css';
import { captureWords, kindWords, settings } from './turn-words.ts';

/** All fields of a turn. What the log leaves out is said, never filled in. */
export function TurnFields({ head }: { head: TurnHead }) {
  const { usage } = head;
  const { dateTimeZoned } = useTimes();
  const set = settings(head.params);
  return (
    <KeyValues
      label={`Fields of ${head.handle}`}
      keyWidth="108px"
      pairs={[
        ['Turn', <Handle key="turn" value={head.handle} isCopyable />],
        ['Id in the log', text(head.external_id)],
        ['Kind', kindWords(head.kind)],
        ['Part of', head.parent_turn_id === null ? missing : `T-${head.parent_turn_id}`],
        ['Capture', captureWords[head.capture].badge],
        ['Started', head.started_at === null ? missing : dateTimeZoned(head.started_at)],
        ['Ended', head.ended_at === null ? missing : dateTimeZoned(head.ended_at)],
        ['Time as logged', text(head.raw_time)],
        ['Provider', text(head.provider)],
        ['Model', text(head.model)],
        ['Asked for', text(head.requested_model)],
        ['Fingerprint', text(head.system_fingerprint)],
        ['Weights hash', text(head.weights_hash)],
        ['Prompt version', text(head.prompt_version)],
        ['Index version', text(head.index_version)],
        ['Route', text(head.route)],
        ['Release', text(head.release)],
        ['Environment', text(head.environment)],
        ...(set.length === 0
          ? [['Settings', missing] as const]
          : set.map(([name, value]) => [name, text(value)] as const)),
        ['Tokens given', number(usage.prompt_tokens)],
        ['Tokens answered', number(usage.completion_tokens)],
        ['Latency', head.latency_ms === null ? missing : duration(head.latency_ms)],
        ['Mean log-prob.', head.confidence === null ? missing : String(head.confidence)],
        ['Finish reason', text(head.finish_reason)],
        ['Error', text(head.error)],
        ['User', text(head.user_id)],
        ['Session', text(head.session_id)],
      ]}
    />
  );
}

const missing: ReactNode = <span className="u-quiet">not in record</span>;

const text = (value: string | null): ReactNode =>
  value === null ? missing : <EvidenceText text={value} className={styles['value']} />;

const number = (value: number | string | null): ReactNode =>
  value === null ? missing : count(value);
