import type { Destination } from '../../../shared/domain/destination.ts';
import type { Missing } from '../../../shared/domain/report-draft.ts';
import { Banner } from '../../design/banner.tsx';
import { LinkButton } from '../../design/button.tsx';
import { List } from '../../design/list.tsx';
import { Icon } from '../../design/icon.tsx';
import styles from './report.module.css';

/** Screens where what is missing is entered; what is not among them is a field of this one. */
const screens: Partial<Record<Missing['fill'], { to: Destination; words: string }>> = {
  evidence: { to: { screen: 'evidence' }, words: 'Evidence' },
  triage: { to: { screen: 'home' }, words: 'Home' },
  exhibits: { to: { screen: 'turns' }, words: 'Turns' },
  compare: { to: { screen: 'compare' }, words: 'Compare' },
  causes: { to: { screen: 'causes' }, words: 'Causes' },
  timeline: { to: { screen: 'timeline' }, words: 'Timeline' },
  actions: { to: { screen: 'actions' }, words: 'Actions' },
};

/** What a reader would look for and not find. It warns; it keeps nobody from issuing. */
export function MissingList(props: {
  missing: readonly Missing[];
  go: (to: Destination) => void;
  onField: (field: Missing['fill']) => void;
}) {
  const open = (fill: Missing['fill']): void => {
    const screen = screens[fill];
    if (screen === undefined) props.onField(fill);
    else props.go(screen.to);
  };
  return (
    <>
      <div className={styles['missing-note']}>
        <Banner tone="info">
          What is missing is printed as missing. It keeps nobody from issuing.
        </Banner>
      </div>
      <List
        label="What is missing"
        items={props.missing}
        idOf={({ words }) => words}
        onOpen={({ fill }) => open(fill)}
        hasControls
        empty={<p className={styles['nothing']}>Nothing is missing.</p>}
      >
        {({ words, fill }) => (
          <span className={styles['missing']}>
            <span className="u-warn">
              <Icon name="warning" size={12} />
            </span>
            <span className="u-grow u-cut" title={words}>
              {words}
            </span>
            <LinkButton
              label={`${screens[fill]?.words ?? 'Fill in'}: ${words}`}
              onPress={() => open(fill)}
            >
              {screens[fill]?.words ?? 'Fill in'}
            </LinkButton>
          </span>
        )}
      </List>
    </>
  );
}
