import { useQuery } from '@tanstack/react-query';
import type { Destination } from '../../shared/domain/destination.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { count } from '../../shared/text/numbers.ts';
import { IconButton } from '../design/button.tsx';
import { Icon, type IconName } from '../design/icon.tsx';
import { ask } from '../engine-client/engine.ts';
import { useCaseHead } from '../engine-client/live.ts';
import { focusWork } from './focus-in-list.ts';
import { lastReplay } from './last-replay.ts';
import type { Navigation } from './navigation.ts';
import { changeSettings } from '../commands/change-settings.ts';
import styles from './frame.module.css';

interface Item {
  readonly screen: string;
  readonly words: string;
  readonly icon: IconName;
  readonly to: Destination;
  readonly count?: number | undefined;
}

/** What belongs to no case. */
const own: readonly Item[] = [
  { screen: 'help', words: 'Help', icon: 'question', to: { screen: 'help' } },
  { screen: 'settings', words: 'Settings', icon: 'settings', to: { screen: 'settings' } },
];

/** The screens that stand, as links; folding to icons is kept per screen. */
export function NavigationPane(props: {
  navigation: Navigation;
  screen: string;
  settings: Settings | undefined;
  isFolded: boolean;
  /** Whether the window has room for names. */
  canUnfold: boolean;
}) {
  const caseId = useCaseHead()?.case_id ?? '';
  const { data: home } = useQuery(ask.cases.home.queryOptions({ input: {} }));
  const { screen, settings, isFolded } = props;
  const folded = settings?.folded ?? [];
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
        { screen: 'mapping', words: 'Map a log', icon: 'edit', to: { screen: 'mapping' } },
      ],
    ],
    [
      'Look',
      [
        { screen: 'triage', words: 'Triage', icon: 'triage', to: { screen: 'triage' } },
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
    [
      'Conclude',
      [
        {
          screen: 'exhibits',
          words: 'Exhibits',
          icon: 'exhibit',
          to: { screen: 'exhibits' },
          count: home?.exhibits,
        },
        {
          screen: 'causes',
          words: 'Causes',
          icon: 'cause',
          to: { screen: 'causes' },
          count: home?.causes,
        },
        {
          screen: 'timeline',
          words: 'Timeline',
          icon: 'timeline',
          to: { screen: 'timeline' },
          count: home?.events,
        },
        {
          screen: 'actions',
          words: 'Actions',
          icon: 'action',
          to: { screen: 'actions' },
          count: home?.actions,
        },
        { screen: 'report', words: 'Report', icon: 'report', to: { screen: 'report' } },
      ],
    ],
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
  const line = (item: Item) => (
    <a
      key={item.screen}
      href={props.navigation.href(item.to)}
      title={isFolded ? item.words : undefined}
      onClick={(event) => {
        // Who has chosen a screen works in it: the screen takes the focus.
        event.currentTarget.blur();
        if (item.screen === screen) focusWork();
      }}
      {...(item.screen === screen ? { 'aria-current': 'page' as const } : {})}
    >
      <Icon name={item.icon} />
      <span className={styles['nav-label']}>{item.words}</span>
      {item.count === undefined ? null : (
        <span className={styles['nav-count']}>{count(item.count)}</span>
      )}
    </a>
  );
  return (
    <nav className={styles['nav']} aria-label="Screens">
      {groups.map(([group, items]) => (
        <div key={group} role="presentation" style={{ display: 'contents' }}>
          <div className={styles['nav-group']}>{group}</div>
          {items.map((item) => line(item))}
        </div>
      ))}
      <div className={styles['nav-fill']} />
      {own.map((item) => line(item))}
      <IconButton
        label={isFolded ? 'Show names of screens' : 'Fold to icons'}
        icon={isFolded ? 'chevron-right' : 'chevron-left'}
        isDisabled={!props.canUnfold}
        reason="The window has no room for the names."
        onPress={() =>
          changeSettings({
            folded: isFolded ? folded.filter((name) => name !== screen) : [...folded, screen],
          })
        }
      />
    </nav>
  );
}
