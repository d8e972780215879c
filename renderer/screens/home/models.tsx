import type { CaseHome } from '../../../shared/domain/case-home.ts';
import type { Destination } from '../../../shared/domain/destination.ts';
import { count, counted, percent } from '../../../shared/text/numbers.ts';
import { LinkButton } from '../../design/button.tsx';
import { PopoverButton } from '../../design/popover.tsx';
import styles from './home.module.css';
import { modelRow } from './home-words.ts';

/** How many models answered; which, and how often, in a popover. */
export function Models(props: { models: CaseHome['models']; go: (to: Destination) => void }) {
  const { models, go } = props;
  const all = models.reduce((sum, { turns }) => sum + turns, 0);
  if (models.length === 0) return null;
  return (
    <PopoverButton
      variant="bare"
      className={styles['models'] ?? ''}
      words={
        <span>
          <b>{count(models.length)}</b> {models.length === 1 ? 'model' : 'models'}
        </span>
      }
      title={`${counted(models.length, 'model')} in ${counted(all, 'turn')}`}
    >
      {(close) => (
        <ul className={styles['model-list']}>
          {models.map(modelRow).map(({ words, filter, turns }) => (
            <li key={words}>
              <LinkButton
                onPress={() => {
                  close();
                  go({ screen: 'turns', filter });
                }}
              >
                <bdi className="u-mono-small">{words}</bdi>
              </LinkButton>
              <span className="u-num">{count(turns)}</span>
              <span className="u-num u-quiet">{percent(turns, all)}</span>
            </li>
          ))}
        </ul>
      )}
    </PopoverButton>
  );
}
