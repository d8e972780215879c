import type { ReplayFact } from '../../../shared/domain/replay.ts';
import { count } from '../../../shared/text/numbers.ts';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { KeyValues } from '../../design/key-values.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import { placePairs } from './provenance.tsx';
import styles from './details.module.css';

/** What another file or a user said of the turn, each with its own place in the evidence. */
export function FactsSection({ title, facts }: { title: string; facts: readonly ReplayFact[] }) {
  if (facts.length === 0) return null;
  return (
    <PanelSection title={title} count={count(facts.length)}>
      <ul>
        {facts.map((fact, index) => (
          <li key={index} className={styles['fact']}>
            <Fact fact={fact} />
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

function Fact({ fact }: { fact: ReplayFact }) {
  const { dateTimeZoned } = useTimes();
  const { what, value, at, raw_time, who, comment, matched_by, place } = fact;
  return (
    <>
      <div className={styles['finding-head']}>
        <EvidenceText isLine className="u-medium" text={what ?? 'no name in record'} />
        <EvidenceText isLine text={value ?? 'no value in record'} />
      </div>
      {comment === null ? null : <EvidenceText text={comment} className={styles['explanation']} />}
      <span className={styles['rule']}>
        {who === null ? 'nobody named' : <EvidenceText isLine text={who} />}
        <span>{at === null ? (raw_time ?? 'no time in record') : dateTimeZoned(at)}</span>
      </span>
      <details className={styles['own-place']}>
        <summary>Its own place in the evidence</summary>
        <KeyValues
          pairs={[matched_by !== null && ['Matched by', matched_by], ...placePairs(place)]}
        />
      </details>
    </>
  );
}
