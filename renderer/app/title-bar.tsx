import { useQuery } from '@tanstack/react-query';
import { runCommand } from '../commands/offers.ts';
import { keyHint } from '../commands/table.ts';
import { Badge } from '../design/badge.tsx';
import { IconButton } from '../design/button.tsx';
import { AppMark, Icon } from '../design/icon.tsx';
import { KeyHint } from '../design/key-hint.tsx';
import { MenuButton } from '../design/menu.tsx';
import { ask } from '../engine-client/engine.ts';
import { useCaseHead } from '../engine-client/live.ts';
import { useTimes } from '../engine-client/shown-times.ts';
import type { Navigation } from './navigation.ts';
import styles from './frame.module.css';

/** Which program and case this is, the way to everything by name, and whether the case was verified. */
export function TitleBar(props: {
  navigation: Navigation;
  hasCase: boolean;
  onPalette: () => void;
}) {
  const head = useCaseHead();
  return (
    <header className={styles['titlebar']}>
      <div className={styles['titlebar-start']}>
        <AppMark />
        <span className={styles['titlebar-app']}>Exhibit</span>
        {props.hasCase && head !== null ? (
          <>
            <span className={styles['titlebar-rule']} />
            <MenuButton
              words={<span className="u-cut">{head.title}</span>}
              label={head.title}
              variant="bare"
              entries={[
                {
                  id: 'cases',
                  words: 'All cases',
                  keyHint: keyHint('go.cases'),
                  onPress: () => props.navigation.go({ screen: 'cases' }),
                },
                {
                  id: 'open',
                  words: 'Open another case…',
                  keyHint: keyHint('case.open'),
                  onPress: () => void runCommand('case.open'),
                },
                {
                  id: 'verify',
                  words: 'Verify the case',
                  onPress: () => void runCommand('case.verify'),
                },
                'separator',
                {
                  id: 'close',
                  words: 'Close case',
                  onPress: () => void runCommand('case.close'),
                },
              ]}
            />
          </>
        ) : null}
      </div>
      <button type="button" className={styles['omnibox']} onClick={props.onPalette}>
        <Icon name="search" />
        <span className={styles['omnibox-words']}>
          {props.hasCase ? 'Go to a turn, conversation or command' : 'Go to a case or command'}
        </span>
        <KeyHint keys="Ctrl K" />
      </button>
      <div className={styles['titlebar-end']}>
        {props.hasCase ? <Verified /> : null}
        <Zone />
        {props.hasCase ? null : (
          <>
            <IconButton
              icon="settings"
              label="Settings"
              keyHint={keyHint('go.settings')}
              onPress={() => props.navigation.go({ screen: 'settings' })}
            />
            <IconButton
              icon="question"
              label="Help"
              keyHint={keyHint('go.help')}
              onPress={() => props.navigation.go({ screen: 'help' })}
            />
          </>
        )}
      </div>
    </header>
  );
}

function Zone() {
  const { zone } = useTimes();
  return (
    <span
      title={
        zone === 'UTC'
          ? 'Every time is shown in UTC'
          : `Every time is shown in ${zone}; charts, filters, citations and reports stay in UTC`
      }
    >
      {zone}
    </span>
  );
}

function Verified() {
  const { minute } = useTimes();
  const { data } = useQuery(ask.cases.home.queryOptions({ input: {} }));
  if (data === undefined) return null;
  const { verified } = data;
  if (verified === null) return <Badge tone="line">Not verified yet</Badge>;
  return verified.ok ? (
    <Badge tone="ok" icon="shield">{`Verified ${minute(verified.at)}`}</Badge>
  ) : (
    <Badge tone="fail" icon="error">{`Check failed ${minute(verified.at)}`}</Badge>
  );
}
