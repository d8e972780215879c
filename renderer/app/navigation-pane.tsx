import { useQuery } from '@tanstack/react-query';
import type { Destination } from '../../shared/domain/destination.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { count } from '../../shared/text/numbers.ts';
import { IconButton } from '../design/button.tsx';
import { Icon, type IconName } from '../design/icon.tsx';
import { ask } from '../engine-client/engine.ts';
import { useCaseHead } from '../engine-client/live.ts';
import { lastReplay } from './last-replay.ts';
import type { Navigation } from './navigation.ts';
import { changeSettings } from './use-settings.ts';
import styles from './frame.module.css';

interface Item {
  readonly screen: string;
  readonly words: string;
  readonly icon: IconName;
  readonly to: Destination;
  readonly count?: number | undefined;
}

/** The screens that stand, as links; folding to icons is kept per screen. */
export function NavigationPane(props: {
  navigation: Navigation;
  screen: string;
  settings: Settings | undefined;
}) {
  const caseId = useCaseHead()?.case_id ?? '';
  const { data: home } = useQuery(ask.cases.home.queryOptions({ input: {} }));
  const { screen, settings } = props;
  const folded = settings?.folded ?? [];
  const isFolded = folded.includes(screen);
  const toReplay = lastReplay(caseId);
  const groups: readonly (readonly [string, readonly Item[]])[] = [
    [
      'Case',
      [
        { screen: 'home', words: 'Home', icon: 'home', to: { screen: 'home' } },
        {
          screen: 'evidence',
          words: 'Evidence',
          icon: 'evidence',
          to: { screen: 'evidence' },
          count: home?.files,
        },
      ],
    ],
    [
      'Look',
      [
        {
          screen: 'turns',
          words: 'Turns',
          icon: 'turns',
          to: { screen: 'turns' },
          count: home?.turns,
        },
        {
          screen: 'replay',
          words: 'Replay',
          icon: 'replay',
          to: { screen: 'replay', ...toReplay },
        },
        { screen: 'compare', words: 'Compare', icon: 'compare', to: { screen: 'compare' } },
        { screen: 'sql', words: 'SQL console', icon: 'sql', to: { screen: 'console' } },
      ],
    ],
    ['Conclude', [{ screen: 'report', words: 'Report', icon: 'report', to: { screen: 'report' } }]],
    [
      'Show',
      [
        {
          screen: 'verify',
          words: 'Verify, custody',
          icon: 'custody',
          to: { screen: 'verify' },
        },
      ],
    ],
  ];
  return (
    <nav className={styles['nav']} aria-label="Screens">
      {groups.map(([group, items]) => (
        <div key={group} role="presentation" style={{ display: 'contents' }}>
          <div className={styles['nav-group']}>{group}</div>
          {items.map((item) => (
            <a
              key={item.screen}
              href={props.navigation.href(item.to)}
              title={isFolded ? item.words : undefined}
              {...(item.screen === screen ? { 'aria-current': 'page' as const } : {})}
            >
              <Icon name={item.icon} />
              <span className={styles['nav-label']}>{item.words}</span>
              {item.count === undefined ? null : (
                <span className={styles['nav-count']}>{count(item.count)}</span>
              )}
            </a>
          ))}
        </div>
      ))}
      <div className={styles['nav-fill']} />
      <IconButton
        label={isFolded ? 'Show names of screens' : 'Fold to icons'}
        icon={isFolded ? 'chevron-right' : 'chevron-left'}
        onPress={() =>
          changeSettings({
            folded: isFolded ? folded.filter((name) => name !== screen) : [...folded, screen],
          })
        }
      />
    </nav>
  );
}
