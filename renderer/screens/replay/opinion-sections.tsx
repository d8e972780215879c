import type { TurnHead } from '../../../shared/domain/replay-screen.ts';
import { count } from '../../../shared/text/numbers.ts';
import { Badge } from '../../design/badge.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { ExhibitTag } from '../../design/handle.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import styles from './details.module.css';

/** Causes tagged on the turn: the examiner's opinion, with whose and when. */
export function CausesSection({ head }: { head: TurnHead }) {
  const { minuteZoned } = useTimes();
  if (head.causes.length === 0) return null;
  return (
    <PanelSection
      title={
        <>
          Causes <span className={styles['opinion']}>examiner’s opinion</span>
        </>
      }
      count={count(head.causes.length)}
      isInset
    >
      <ul className={styles['entries']}>
        {head.causes.map((cause) => (
          <li key={cause.cause_no}>
            <div className={styles['finding-head']}>
              <Badge tone={cause.standing === 'root' ? 'fail' : 'plain'}>
                {cause.standing.replaceAll('-', ' ')}
              </Badge>
              <span className="u-medium">
                <bdi>{cause.cause_id}</bdi>
                {cause.title === null ? null : ` ${cause.title}`}
              </span>
            </div>
            {cause.rationale === '' ? null : (
              <EvidenceText text={cause.rationale} className={styles['explanation']} />
            )}
            <span className={styles['rule']}>
              {cause.confidence} confidence · {cause.tagged_by}, {minuteZoned(cause.tagged_at)}
            </span>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

/** Exhibits pinned in the turn. */
export function ExhibitsSection({ head }: { head: TurnHead }) {
  if (head.exhibits.length === 0) return null;
  return (
    <PanelSection title="Exhibits" count={count(head.exhibits.length)} isInset>
      <ul className={styles['entries']}>
        {head.exhibits.map(({ number, caption, quotation }) => (
          <li key={number}>
            <div className={styles['finding-head']}>
              <ExhibitTag value={`E-${number}`} />
              <span className="u-grow">{caption}</span>
            </div>
            {quotation === null ? null : (
              <EvidenceText text={`“${quotation}”`} className={styles['explanation']} />
            )}
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
