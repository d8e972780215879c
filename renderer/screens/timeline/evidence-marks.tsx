import type { Destination } from '../../../shared/domain/destination.ts';
import type { EvidenceTimes } from '../../../shared/domain/timeline.ts';
import { count } from '../../../shared/text/numbers.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { Badge } from '../../design/badge.tsx';
import { LinkButton } from '../../design/button.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import styles from './timeline.module.css';

/** Changes and alerts that side tables date, each one step from its record. */
export function EvidenceMarks({
  times,
  go,
}: {
  times: EvidenceTimes;
  go: (to: Destination) => void;
}) {
  const { dateTime } = useTimes();
  const { marks, marks_total: total } = times;
  if (total === 0) return null;
  return (
    <PanelSection
      title="Changes and alerts"
      count={
        marks.length < total ? `the first ${count(marks.length)} of ${count(total)}` : count(total)
      }
      isFoldable
    >
      <ul aria-label="Changes and alerts" className={styles['marks']}>
        {marks.map(({ kind, at, external_id, what, value, who, comment, record_id }, index) => (
          <li key={index} className={styles['mark']}>
            <span className="u-mono-small">{dateTime(at)}</span>
            <Badge tone={kind === 'alert' ? 'warn' : 'line'}>
              {kind === 'alert' ? 'alert' : visibleLine(what ?? 'change')}
            </Badge>
            <span className={styles['mark-words']}>
              <bdi className="u-medium">{visibleLine(value ?? '')}</bdi>{' '}
              <bdi className="u-soft">{visibleLine(comment ?? who ?? '')}</bdi>
            </span>
            <LinkButton
              onPress={() => go({ screen: 'evidence', record: record_id })}
              label={`Record of ${visibleLine(external_id ?? value ?? kind)}`}
            >
              {visibleLine(external_id ?? 'record')}
            </LinkButton>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
