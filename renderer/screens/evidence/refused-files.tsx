import type { RefusedFile } from '../../../shared/domain/evidence-register.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { PanelSection } from '../../design/pane.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import styles from './evidence.module.css';

/** Files that somebody wanted in the case and that it does not hold: their absence is no silence. */
export function RefusedFiles({ refused }: { refused: readonly RefusedFile[] }) {
  const { minuteZoned } = useTimes();
  if (refused.length === 0) return null;
  return (
    <PanelSection
      title="Not imported"
      level={2}
      count={`${counted(refused.length, 'file')}, refused`}
      isFoldable
      className={styles['beside'] ?? ''}
    >
      <ul aria-label="Files that were refused" className={styles['refused']}>
        {refused.map(({ entry, name, at, reason }) => (
          <li key={entry}>
            <bdi className="u-medium">{visibleLine(name)}</bdi>{' '}
            <span className="u-quiet">{`${minuteZoned(at)}, entry ${entry} of the custody log`}</span>
            <br />
            {visibleLine(reason)}
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
