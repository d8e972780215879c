import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useNarrow, useShort } from '../design/text-size.ts';
import { ToastRegion } from '../design/toast.tsx';
import { WholeText } from '../design/whole-text.tsx';
import { useCaseHead } from '../engine-client/live.ts';
import { AtRest } from './at-rest.tsx';
import { KeysHelp } from './keys-help.tsx';
import { NavigationPane } from './navigation-pane.tsx';
import { Notices } from './notices.tsx';
import { Palette } from './palette.tsx';
import { StatusBar } from './status-bar.tsx';
import { TitleBar } from './title-bar.tsx';
import { useCaseCommands } from './use-case-commands.ts';
import { useJobToasts, useToastsOfCase } from './job-toasts.ts';
import { useKeys } from './use-keys.ts';
import { useLook } from './use-settings.ts';
import { useNavigation } from './navigation.ts';
import styles from './frame.module.css';

/** What stands around every screen: title bar, navigation, notices, status bar, palette, toasts. */
export function Frame() {
  const navigation = useNavigation();
  const settings = useLook();
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  useKeys(settings?.letter_keys ?? true);
  useToastsOfCase();
  useJobToasts(navigation);
  const inCase = useRouterState({ select: ({ location }) => location.pathname !== '/' });
  const hasCase = useCaseHead() !== null && inCase;
  useCaseCommands(navigation, hasCase, setOpen);
  const screen = useRouterState({
    select: ({ location }) => location.pathname.split('/').at(-1) ?? '',
  });
  // Names of screens give way first, then what stands beside goes below, then the screen is moved in its place.
  const isNarrow = useNarrow(1280);
  const isStacked = useNarrow(960);
  const isTight = useNarrow(760);
  const isShort = useShort(700);
  const isFolded = isNarrow || (settings?.folded.includes(screen) ?? false);
  useEffect(() => {
    document.documentElement.dataset['narrow'] = String(isNarrow);
    document.documentElement.dataset['stacked'] = String(isStacked);
    document.documentElement.dataset['short'] = String(isShort);
  }, [isNarrow, isStacked, isShort]);
  return (
    <div
      className={styles['window']}
      data-case={hasCase}
      data-folded={isFolded}
      data-tight={isTight}
      data-short={isShort}
    >
      <TitleBar navigation={navigation} onPalette={() => setOpen('palette')} hasCase={hasCase} />
      {hasCase ? (
        <NavigationPane
          navigation={navigation}
          screen={screen}
          settings={settings}
          isFolded={isFolded}
          canUnfold={!isNarrow}
        />
      ) : null}
      <main className={styles['workspace']}>
        <Notices />
        <div className={styles['screen']}>
          <Outlet />
        </div>
      </main>
      <StatusBar hasCase={hasCase} />
      <Palette isOpen={open === 'palette'} onClose={() => setOpen(null)} navigation={navigation} />
      <KeysHelp isOpen={open === 'keys'} onClose={() => setOpen(null)} />
      <ToastRegion />
      <WholeText />
      <AtRest />
    </div>
  );
}
