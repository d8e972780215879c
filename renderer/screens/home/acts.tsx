import type { CaseHome } from '../../../shared/domain/case-home.ts';
import { Icon } from '../../design/icon.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import styles from './home.module.css';

/** The newest acts of both logs, as they stand there. */
export function Acts({ acts }: { acts: CaseHome['acts'] }) {
  const { minuteZoned } = useTimes();
  if (acts.length === 0) return null;
  return (
    <PanelSection title="Newest acts" count="from custody and activity log" level={2}>
      <ul className={styles['acts']} data-unkept>
        {acts.map(({ at, actor, log, words }, index) => (
          <li key={`${at} ${index}`}>
            <span className="u-quiet" title={`${log} log`}>
              <Icon name={log === 'custody' ? 'custody' : 'note'} label={`${log} log`} />
            </span>
            <span className="u-grow u-cut" title={`${actor} ${words}`}>
              <bdi className="u-soft">{actor}</bdi> <bdi>{words}</bdi>
            </span>
            <time className="u-quiet" dateTime={at}>
              {minuteZoned(at)}
            </time>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
