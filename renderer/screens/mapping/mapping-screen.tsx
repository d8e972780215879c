import { useQuery } from '@tanstack/react-query';
import type { Granted } from '../../../shared/contract/host.ts';
import type { Destination, MappingPlace } from '../../../shared/domain/destination.ts';
import type { MappingSource } from '../../../shared/domain/mapping-trial.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { attempt, tell } from '../../commands/attempt.ts';
import { useCommands } from '../../commands/offers.ts';
import { keyHint } from '../../commands/table.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { DropTint } from '../../design/drop.tsx';
import { Empty } from '../../design/empty.tsx';
import { ScreenBar } from '../../design/screen-bar.tsx';
import { Screen, ScreenWork } from '../../design/screen.tsx';
import { toast } from '../../design/toast-queue.ts';
import { ask, engine } from '../../engine-client/engine.ts';
import { host } from '../../engine-client/host.ts';
import { useCaseHead } from '../../engine-client/live.ts';
import { useFileDrop } from '../../engine-client/use-file-drop.ts';
import { keepPicked, keepText, keyOf, useMappings } from './chosen-log.ts';
import { notMapped } from './not-mapped.ts';
import { MappingWork } from './mapping-work.tsx';
import { useTrial } from './use-trial.ts';
import styles from './mapping.module.css';

interface MappingScreenProps {
  readonly go: (to: Destination) => void;
  readonly href: (to: Destination) => string;
  readonly place: MappingPlace;
  readonly onPlace: (place: MappingPlace, how: 'push' | 'replace') => void;
}

/** How a log that no format knows is read: suggested, corrected by hand, tried, imported. */
export function MappingScreen({ go, place, onPlace }: MappingScreenProps) {
  const caseId = useCaseHead()?.case_id ?? '';
  const { picked } = useMappings(caseId);
  const take = (granted: readonly Granted[]): void => {
    const [log, ...more] = granted.filter(({ kind }) => kind === 'file');
    if (log === undefined) {
      const words = notMapped(granted);
      if (words !== null) toast({ words, tone: 'info' });
      return;
    }
    if (more.length > 0)
      toast({
        words: `A mapping is made for one file: ${visibleLine(log.name)} was taken, ${counted(more.length, 'other')} left.`,
        tone: 'info',
      });
    keepPicked(caseId, log);
    onPlace({}, 'push');
  };
  const drop = useFileDrop(take, tell);
  const choose = (): void => attempt(async () => take(await host.pick('to-map')));
  useCommands({ 'mapping.choose': choose });
  const source: MappingSource | null =
    place.file !== undefined
      ? { evidence_id: place.file }
      : picked === null
        ? null
        : { grant: picked.grant };
  return (
    <Screen {...drop.handlers}>
      {source === null ? (
        <>
          <ScreenBar title="Map a log" />
          <div className={styles['centred']}>
            <Empty
              words="Choose a log that no format knows, or drop it here: Exhibit suggests which of its fields are messages, times and models, and shows what it would read. Nothing is imported before you say so."
              action={
                <Button size="large" variant="primary" onPress={choose}>
                  Choose a log…
                </Button>
              }
            />
          </div>
        </>
      ) : (
        <LogMapping key={keyOf(source)} source={source} caseId={caseId} go={go} choose={choose} />
      )}
      <DropTint isOver={drop.over !== null} words="Drop a log to map its fields." />
    </Screen>
  );
}

function LogMapping(props: {
  source: MappingSource;
  caseId: string;
  go: (to: Destination) => void;
  choose: () => void;
}) {
  const { source, caseId, go, choose } = props;
  const { texts } = useMappings(caseId);
  const sample = useQuery(ask.mapping.sample.queryOptions({ input: { source } }));
  const suggestion = useQuery(ask.mapping.suggest.queryOptions({ input: { source } }));
  const text = texts[keyOf(source)] ?? suggestion.data?.yaml ?? '';
  const trial = useTrial(source, text);
  const grant = 'grant' in source ? source.grant : null;
  const mapped = trial.isFetching ? 0 : (trial.data?.mapped ?? 0);
  const importLog =
    grant === null || mapped === 0
      ? undefined
      : () =>
          attempt(async () => {
            await engine.mapping.import({ grant, text });
            go({ screen: 'evidence' });
          });
  const save = (): void => attempt(() => saveMapping(sample.data?.mapping_name ?? '', text));
  const canSave = text.trim() !== '';
  useCommands({ 'mapping.import': importLog, 'mapping.save': canSave ? save : undefined });
  return (
    <>
      <ScreenBar
        title="Map a log"
        note={sample.data === undefined ? undefined : <bdi>{visibleLine(sample.data.name)}</bdi>}
        end={
          <>
            <Button variant="bare" onPress={choose}>
              Choose a log…
            </Button>
            <Button isDisabled={!canSave} reason="There is no mapping to save" onPress={save}>
              Save mapping…
            </Button>
            <Button
              variant="primary"
              keyHint={keyHint('mapping.import') ?? ''}
              isDisabled={importLog === undefined}
              reason={grant === null ? 'This file is in the case already' : 'No record maps so far'}
              onPress={() => importLog?.()}
            >
              Import with this mapping
            </Button>
          </>
        }
      />
      {grant === null ? (
        <Banner tone="info" title="This file is in the case already.">
          Save the mapping, close the case here, and read the file by it on the command line:
          exhibit rebuild, with --file, --mapping and --reason.
        </Banner>
      ) : null}
      <ScreenWork>
        <MappingWork
          source={source}
          text={text}
          onText={(next) => keepText(caseId, source, next)}
          trial={trial}
        />
      </ScreenWork>
    </>
  );
}

async function saveMapping(suggested: string, text: string): Promise<void> {
  const [place] = await host.pick('copy', suggested);
  if (place === undefined) return;
  await engine.mapping.save({ grant: place.grant, text });
  toast({ words: `Wrote the mapping to ${place.name}`, tone: 'ok' });
}
