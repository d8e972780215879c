import { useRouter } from '@tanstack/react-router';
import { attempt } from '../commands/attempt.ts';
import { runCommand, useCommands } from '../commands/offers.ts';
import { importGranted } from '../engine-client/add-evidence.ts';
import { engine } from '../engine-client/engine.ts';
import { host } from '../engine-client/host.ts';
import { useCaseHead } from '../engine-client/live.ts';
import { closeCase, openCase } from '../engine-client/session.ts';
import { verifyPicked } from '../screens/verify/verify-granted.ts';
import { lastReplay } from './last-replay.ts';
import type { Navigation } from './navigation.ts';

/** Offers what can be done from anywhere; what is done to the case only where it is seen. */
export function useCaseCommands(
  { go }: Navigation,
  seesCase: boolean,
  setOpen: (what: 'palette' | 'keys' | null) => void,
): void {
  const router = useRouter();
  const head = useCaseHead();
  const inCase = (act: () => Promise<unknown>) => (seesCase ? () => attempt(act) : undefined);
  const to = (destination: Parameters<Navigation['go']>[0]) =>
    head === null ? undefined : () => go(destination);

  const verify = (purpose: 'to-verify' | 'case') => () =>
    attempt(() => verifyPicked(purpose, () => go({ screen: 'verify' })));

  useCommands(
    {
      'palette.open': () => setOpen('palette'),
      'help.keys': () => setOpen('keys'),
      // The main process makes a window of its own instead.
      'window.new': () => void window.open('/'),
      'go.back': () => router.history.back(),
      'go.forward': () => router.history.forward(),
      'go.cases': () => go({ screen: 'cases' }),
      'go.home': to({ screen: 'home' }),
      'go.evidence': to({ screen: 'evidence' }),
      'go.report': to({ screen: 'report' }),
      'go.turns': to({ screen: 'turns' }),
      'go.replay':
        head === null ? undefined : () => go({ screen: 'replay', ...lastReplay(head.case_id) }),
      'go.verify': () => go({ screen: 'verify' }),
      'go.compare': to({ screen: 'compare' }),
      'go.exhibits': to({ screen: 'exhibits' }),
      'go.triage': to({ screen: 'triage' }),
      'go.causes': to({ screen: 'causes' }),
      'go.settings': () => go({ screen: 'settings' }),
      'go.help': () => go({ screen: 'help' }),
      'go.timeline': to({ screen: 'timeline' }),
      'go.actions': to({ screen: 'actions' }),
      'go.console': to({ screen: 'console' }),
      'go.mapping': to({ screen: 'mapping' }),
      'case.new': () =>
        attempt(async () => {
          if (router.state.location.pathname === '/') return;
          await router.navigate({ to: '/' });
          // The list of cases, which now stands, offers the same command itself.
          runCommand('case.new');
        }),
      'case.open': () =>
        attempt(async () => {
          const [picked] = await host.pick('case');
          if (picked === undefined) return;
          await openCase({ grant: picked.grant });
          go({ screen: 'home' });
        }),
      'case.sample': () =>
        attempt(async () => {
          await openCase({ sample: true });
          go({ screen: 'home' });
        }),
      'case.close': inCase(async () => {
        // The address first: as long as it names the case, the case is opened again.
        await router.navigate({ to: '/' });
        await closeCase();
      }),
      'case.verify': inCase(() => engine.jobs.verify({ full: false })),
      'case.verify-fully': inCase(() => engine.jobs.verify({ full: true })),
      'verify.choose': verify('to-verify'),
      'verify.choose-case': verify('case'),
      'case.detect': inCase(() => engine.jobs.detect({})),
      'evidence.reference': seesCase ? to({ screen: 'evidence', adds: 'reference' }) : undefined,
      'evidence.add': inCase(async () => {
        if (await importGranted(await host.pick('evidence'))) go({ screen: 'evidence' });
      }),
    },
    'everywhere',
  );
}
