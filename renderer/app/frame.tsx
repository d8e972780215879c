import { Outlet, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { ToastRegion } from '../design/toast.tsx';
import { useCaseHead } from '../engine-client/live.ts';
import { KeysHelp } from './keys-help.tsx';
import { NavigationPane } from './navigation-pane.tsx';
import { Notices } from './notices.tsx';
import { Palette } from './palette.tsx';
import { StatusBar } from './status-bar.tsx';
import { TitleBar } from './title-bar.tsx';
import { useCaseCommands } from './use-case-commands.ts';
import { useLoadRest } from './load-rest.ts';
import { useJobToasts } from './job-toasts.ts';
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
  useLoadRest();
  useJobToasts(navigation);
  const inCase = useRouterState({ select: ({ location }) => location.pathname !== '/' });
  const hasCase = useCaseHead() !== null && inCase;
  useCaseCommands(navigation, hasCase, setOpen);
  const screen = useRouterState({
    select: ({ location }) => location.pathname.split('/').at(-1) ?? '',
  });
  const isFolded = settings?.folded.includes(screen) ?? false;
  return (
    <div className={styles['window']} data-case={hasCase} data-folded={isFolded}>
      <TitleBar navigation={navigation} onPalette={() => setOpen('palette')} hasCase={hasCase} />
      {hasCase ? (
        <NavigationPane navigation={navigation} screen={screen} settings={settings} />
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
    </div>
  );
}
