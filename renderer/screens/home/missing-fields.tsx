import type { CaseHome } from '../../../shared/domain/case-home.ts';
import type { Destination } from '../../../shared/domain/destination.ts';
import { count, counted, percent } from '../../../shared/text/numbers.ts';
import { LinkButton } from '../../design/button.tsx';
import { PanelSection } from '../../design/pane.tsx';
import styles from './home.module.css';
import { missingFields } from './home-words.ts';

/** What the logs leave out: an investigator must know it before concluding anything. */
export function MissingFields(props: { home: CaseHome; go: (to: Destination) => void }) {
  const { home, go } = props;
  const missing = missingFields(home.completeness);
  if (home.turns === 0) return null;
  return (
    <PanelSection title="What is missing" count={`of ${counted(home.turns, 'turn')}`} level={2}>
      {missing.length === 0 ? (
        <p className={styles['nothing']}>Every turn has every field that is looked for.</p>
      ) : (
        <ul className={styles['missing']}>
          {missing.map(({ words, filter, turns, of }) => (
            <li key={words}>
              <span className="u-cut">{`no ${words}`}</span>
              <LinkButton
                className={styles['ink'] ?? ''}
                label={`${count(turns)} of ${counted(of, 'turn')} have no ${words}`}
                onPress={() => go({ screen: 'turns', filter })}
              >
                {count(turns)}
              </LinkButton>
              <span className="u-quiet u-num">{percent(turns, of)}</span>
            </li>
          ))}
        </ul>
      )}
    </PanelSection>
  );
}
