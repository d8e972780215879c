import type { RecentCase } from '../../../shared/domain/case-home.ts';
import { Button } from '../../design/button.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import { caseFacts, caseState } from './case-words.ts';
import styles from './cases.module.css';

/** About the case under the cursor, and what can be done with it. */
export function CaseFoot(props: {
  one: RecentCase;
  now: string;
  isBusy: boolean;
  onOpen: () => void;
  onForget: () => void;
}) {
  const { one, now } = props;
  const times = useTimes();
  const { sentence, tone } = caseState(one, now, times);
  return (
    <section className={styles['case-foot']} aria-label={`About ${one.title}`}>
      <div className="u-row">
        <h2 className="u-medium u-cut u-grow">{one.title}</h2>
        <Button variant="bare" onPress={props.onForget} tip="The folder itself stays where it is">
          Take off this list
        </Button>
        <Button onPress={props.onOpen} keyHint="Enter" isBusy={props.isBusy}>
          Open
        </Button>
      </div>
      <div className="u-soft u-cut">{caseFacts(one, times)}</div>
      <div className="u-mono-small u-quiet u-cut" title={one.path}>
        <bdi>{one.path}</bdi>
      </div>
      {sentence === null ? null : (
        <div className={tone === 'fail' ? 'u-fail' : 'u-warn'} role="status">
          {sentence}
        </div>
      )}
    </section>
  );
}
