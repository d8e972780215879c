import type { TriageHit } from '../../../shared/domain/triage.ts';
import { runCommand } from '../../commands/offers.ts';
import { keyHint } from '../../commands/table.ts';
import { Button } from '../../design/button.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { Lane } from '../../design/lane.tsx';
import { PaneBody } from '../../design/pane.tsx';
import { Severity } from '../../design/severity.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import { HitWords } from './hit-words.tsx';
import styles from './triage.module.css';

/** The hit under the cursor: its words, why it is one, and what can be done with it. */
export function HitDetails({ hit, onOpen }: { hit: TriageHit; onOpen: () => void }) {
  const { minuteZoned } = useTimes();
  const { lane, rule_id, rule_version, turn_id, at, model, review, explanation } = hit;
  const places = [
    `F-${hit.finding_id}`,
    `T-${turn_id}`,
    at === null ? 'no time logged' : minuteZoned(at),
  ];
  return (
    <section className={styles['details']} aria-label="The chosen hit">
      <div className={styles['details-head']}>
        <Severity level={hit.severity} hasWords />
        <span className="u-medium">{hit.failure_type}</span>
        {lane === 'dismissed' ? <span>dismissed</span> : <Lane lane={lane} />}
        <span className="u-quiet">{`rule ${rule_id} v${rule_version}`}</span>
        <span className={styles['acts']}>
          <Button keyHint="Enter" onPress={onOpen}>
            Open in replay
          </Button>
          <Button
            keyHint={keyHint('mark.accept')}
            isDisabled={review === 'accept'}
            reason="It is accepted already"
            onPress={() => runCommand('mark.accept')}
          >
            Accept
          </Button>
          <Button keyHint={keyHint('mark.dismiss')} onPress={() => runCommand('mark.dismiss')}>
            Dismiss…
          </Button>
        </span>
      </div>
      <PaneBody label="Words of the hit" className={styles['details-body']}>
        {hit.words === null ? null : <HitWords hit={hit} isWhole />}
        <p className="u-soft">{explanation}</p>
        <p className={styles['places']}>
          {places.map((words) => (
            <span key={words}>{words}</span>
          ))}
          {model === null ? null : <EvidenceText text={model} isLine />}
        </p>
      </PaneBody>
    </section>
  );
}
