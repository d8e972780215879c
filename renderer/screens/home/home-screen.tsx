import { useQuery } from '@tanstack/react-query';
import type { Destination } from '../../../shared/domain/destination.ts';
import { runCommand } from '../../commands/offers.ts';
import { DropTint } from '../../design/drop.tsx';
import { importGranted } from '../../engine-client/add-evidence.ts';
import { ask } from '../../engine-client/engine.ts';
import { useFileDrop } from '../../engine-client/use-file-drop.ts';
import { attempt, tell } from '../../commands/attempt.ts';
import { Acts } from './acts.tsx';
import { EmptyCase } from './empty-case.tsx';
import { Hero } from './hero.tsx';
import styles from './home.module.css';
import { HomeFault, HomeLoading } from './home-states.tsx';
import { Integrity } from './integrity.tsx';
import { MissingFields } from './missing-fields.tsx';
import { NewEvidence } from './new-evidence.tsx';
import { Unreviewed } from './unreviewed.tsx';
import { VolumeChart } from './volume-chart.tsx';

interface Navigation {
  readonly go: (to: Destination) => void;
  readonly href: (to: Destination) => string;
}

/** What is in the case, what waits for a person, and whether it is whole. */
export function HomeScreen({ go }: Navigation) {
  const { data: home, error, refetch } = useQuery(ask.cases.home.queryOptions({ input: {} }));
  const toEvidence = (imports: boolean): void => {
    if (imports) go({ screen: 'evidence' });
  };
  const add = (): void => {
    runCommand('evidence.add');
  };
  const drop = useFileDrop(
    (granted) => attempt(async () => toEvidence(await importGranted(granted))),
    tell,
  );
  if (home === undefined)
    return error === null ? (
      <HomeLoading />
    ) : (
      <HomeFault error={error} go={go} onAgain={() => attempt(() => refetch())} />
    );
  return (
    <div className={styles['screen']} {...drop.handlers}>
      <Hero home={home} go={go} onAdd={add} />
      {home.files === 0 ? (
        <EmptyCase onAdd={add} />
      ) : (
        <VolumeChart volume={home.volume} undated={home.undated} go={go} />
      )}
      <div className={styles['columns']}>
        <div className={styles['main']}>
          {home.files === 0 ? null : (
            <Unreviewed home={home} go={go} onDetect={() => runCommand('case.detect')} />
          )}
          <MissingFields home={home} go={go} />
          <Acts acts={home.acts} />
        </div>
        <aside className={styles['side']} aria-label="State of the case">
          <NewEvidence caseId={home.head.case_id} go={go} />
          <Integrity
            home={home}
            onVerify={() => runCommand('case.verify')}
            onVerifyFully={() => runCommand('case.verify-fully')}
          />
        </aside>
      </div>
      <DropTint
        isOver={drop.over !== null}
        words={`Drop to add ${drop.over === 1 ? 'this' : `these ${drop.over ?? ''}`} to the case. Copied, hashed and kept read-only; your originals are not touched.`}
      />
    </div>
  );
}
