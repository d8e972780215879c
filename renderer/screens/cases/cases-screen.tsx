import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Granted } from '../../../shared/contract/host.ts';
import type { Destination } from '../../../shared/domain/destination.ts';
import { useCommands } from '../../commands/offers.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { DropTint } from '../../design/drop.tsx';
import { Fault } from '../../design/fault.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { toast } from '../../design/toast-queue.ts';
import { ask, engine } from '../../engine-client/engine.ts';
import { host } from '../../engine-client/host.ts';
import { queries } from '../../engine-client/queries.ts';
import { openCase } from '../../engine-client/session.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { useFileDrop } from '../../engine-client/use-file-drop.ts';
import { attempt } from '../../commands/attempt.ts';
import { CasesList } from './cases-list.tsx';
import styles from './cases.module.css';
import { whatWasDropped } from './dropped.ts';
import { FirstRun } from './first-run.tsx';
import { NewCaseDialog } from './new-case-dialog.tsx';
import { SampleProgress } from './sample-progress.tsx';

interface Navigation {
  readonly go: (to: Destination) => void;
  readonly href: (to: Destination) => string;
}

const recent = ask.cases.recent.queryOptions({ input: {} });

/** The first window: cases that were opened here, a new one, another folder, the sample. */
export function CasesScreen({ go }: Navigation) {
  // Whether a folder is still there or in use changes without the engine's saying so.
  const list = useQuery({ ...recent, staleTime: 0 });
  const [logsOfNew, setLogsOfNew] = useState<readonly Granted[] | null>(null);
  const [opening, setOpening] = useState(false);
  const [sentence, setSentence] = useState<string | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const now = new Date(list.dataUpdatedAt).toISOString();

  const open = (source: Parameters<typeof openCase>[0]): void => {
    if (opening) return;
    setOpening(true);
    setSentence(null);
    openCase(source)
      .then(
        () => go({ screen: 'home' }),
        (error: unknown) => {
          const trouble = troubleOf(error);
          if (trouble.kind !== 'cancelled') setSentence(trouble.sentence);
        },
      )
      .finally(() => setOpening(false))
      .catch(() => undefined);
  };
  const pick = (): void =>
    attempt(async () => {
      const [place] = await host.pick('case');
      if (place !== undefined) open({ grant: place.grant });
    });
  const forget = (caseId: string, title: string): void =>
    attempt(async () => {
      await engine.cases.forget({ case_id: caseId });
      await queries.invalidateQueries({ queryKey: recent.queryKey });
      toast({ words: `Took ${title} off the list; its folder stays where it is.`, tone: 'info' });
    });
  const takeDropped = (granted: readonly Granted[]): void => {
    const dropped = whatWasDropped(granted);
    setSentence(dropped.what === 'neither' ? dropped.sentence : null);
    if (dropped.what === 'open') open({ grant: dropped.grant });
    if (dropped.what === 'start') setLogsOfNew(dropped.logs);
  };
  const drop = useFileDrop(takeDropped, (error) => setSentence(troubleOf(error).sentence));

  const acts = {
    onNew: () => setLogsOfNew([]),
    onOpen: pick,
    onSample: () => open({ sample: true }),
    isBusy: opening,
  };
  const cases = list.data?.cases;
  const hasList = cases !== undefined && cases.length > 0;
  useCommands({
    'case.new': acts.onNew,
    'case.open': acts.onOpen,
    'case.sample': acts.onSample,
    'filter.focus': hasList ? () => search.current?.focus() : undefined,
  });

  return (
    <div className={styles['screen']} {...drop.handlers}>
      {sentence === null ? null : (
        <Banner tone="fail" onClose={() => setSentence(null)}>
          {sentence}
        </Banner>
      )}
      <SampleProgress />
      {cases === undefined ? (
        list.error === null ? (
          <SkeletonRows label="Cases" rows={6} rowHeight="36px" columns={['2fr', '1fr', '1fr']} />
        ) : (
          <Fault
            what="The list of cases could not be read."
            next={troubleOf(list.error).sentence}
            actions={
              <>
                <Button onPress={() => attempt(() => list.refetch())}>Read it again</Button>
                <Button onPress={pick}>Open a case…</Button>
              </>
            }
          />
        )
      ) : cases.length === 0 ? (
        <FirstRun {...acts} />
      ) : (
        <CasesList
          {...acts}
          cases={cases}
          now={now}
          search={search}
          onOpenCase={({ case_id }) => open({ recent: case_id })}
          onForget={({ case_id, title }) => forget(case_id, title)}
        />
      )}
      <DropTint
        isOver={drop.over !== null}
        words={
          <>
            <b className="u-medium">A case folder is opened; logs start a case with them.</b>
            <br />
            <span className="u-soft">
              Logs are copied, hashed and kept read-only; your originals are not touched.
            </span>
          </>
        }
      />
      {logsOfNew === null ? null : (
        <NewCaseDialog
          logs={logsOfNew}
          onClose={() => setLogsOfNew(null)}
          onMade={(imports) => {
            setLogsOfNew(null);
            go({ screen: imports ? 'evidence' : 'home' });
          }}
        />
      )}
    </div>
  );
}
