import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ListedCause } from '../../../shared/domain/cause.ts';
import type { CausesPlace, Destination } from '../../../shared/domain/destination.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { attempt } from '../../commands/attempt.ts';
import { useCommands } from '../../commands/offers.ts';
import { keyHint } from '../../commands/table.ts';
import { isFocusFree } from '../../design/free-focus.ts';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { Fault } from '../../design/fault.tsx';
import { Pane, PaneFoot } from '../../design/pane.tsx';
import { ScreenBar } from '../../design/screen-bar.tsx';
import { Screen } from '../../design/screen.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { Split } from '../../design/split.tsx';
import { ask } from '../../engine-client/engine.ts';
import { useCaseHead } from '../../engine-client/live.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { undo } from '../../marks/mark-acts.ts';
import { CausePane } from './cause-pane.tsx';
import { RATIONALE } from './cause-words.ts';
import { CausesList } from './causes-list.tsx';
import { TagDialog } from './tag-dialog.tsx';
import styles from './causes.module.css';

interface CausesScreenProps {
  readonly go: (to: Destination) => void;
  readonly place: CausesPlace;
  readonly onPlace: (place: CausesPlace, how: 'push' | 'replace') => void;
}

/** Why it happened, in the examiner's opinion: causes of the taxonomy with what speaks for and against each. */
export function CausesScreen({ go, place, onPlace }: CausesScreenProps) {
  const { data, error, refetch } = useQuery(ask.causes.list.queryOptions({ input: {} }));
  const [tagging, setTagging] = useState(false);
  const [tagged, setTagged] = useState<number | null>(null);
  const begin = (): void => setTagging(true);
  useCommands({ 'cause.tag': data === undefined ? undefined : begin, 'mark.undo': undo });
  return (
    <Screen>
      <ScreenBar
        title="Causes"
        note={
          <>
            <span className={styles['label']}>examiner’s opinion</span> A rule or a number proves no
            cause. Each entry is the view of the person named.
          </>
        }
        end={
          <Button variant="primary" keyHint={keyHint('cause.tag')} onPress={begin}>
            Tag a cause
          </Button>
        }
      />
      {data === undefined ? (
        error === null ? (
          <SkeletonRows label="Causes" rows={8} />
        ) : (
          <Fault
            what="The causes could not be read."
            where={troubleOf(error).sentence}
            actions={<Button onPress={() => attempt(() => refetch())}>Try again</Button>}
          />
        )
      ) : data.causes.length === 0 ? (
        <div className={styles['none-yet']} data-keys="list">
          <Empty
            words="No cause is tagged yet. Tag the causes that the evidence speaks for as root or contributing, and those that you examined and did not find as not indicated; then name what speaks for and against each."
            action={
              <Button variant="primary" onPress={begin}>
                Tag a cause
              </Button>
            }
          />
        </div>
      ) : (
        <Listed
          causes={data.causes}
          tagged={tagging ? null : tagged}
          go={go}
          place={place}
          onPlace={onPlace}
        />
      )}
      {tagging ? (
        <TagDialog
          causes={data?.causes ?? []}
          onClose={() => setTagging(false)}
          onTagged={(cause) => {
            setTagging(false);
            setTagged(cause);
          }}
        />
      ) : null}
    </Screen>
  );
}

function Listed(
  props: CausesScreenProps & {
    causes: readonly ListedCause[];
    /** The cause that was tagged a moment ago, once its dialog is gone. */
    tagged: number | null;
  },
) {
  const { causes, tagged, place, onPlace, go } = props;
  const table = useRef<HTMLDivElement>(null);
  const casePath = useCaseHead()?.path ?? '';
  const current = causes.find(({ cause_no }) => cause_no === place.cause) ?? causes[0];
  const select = (cause: number): void => {
    if (cause !== place.cause) onPlace({ cause }, 'replace');
  };
  const toList = (): void =>
    table.current?.querySelector<HTMLElement>('[data-list-row][tabindex="0"]')?.focus();
  const move = (by: number) => (): void => {
    const at = causes.findIndex(({ cause_no }) => cause_no === current?.cause_no);
    const next = causes[at + by];
    if (next !== undefined) select(next.cause_no);
  };
  useCommands({ 'cause.next': move(1), 'cause.previous': move(-1) });
  useEffect(() => {
    if (isFocusFree()) toList();
  }, []);
  const followed = useRef<number | null>(null);
  useEffect(() => {
    const isListed = causes.some(({ cause_no }) => cause_no === tagged);
    if (tagged === null || !isListed || followed.current === tagged) return;
    followed.current = tagged;
    onPlace({ cause: tagged }, 'replace');
    // The dialog first gives the focus back to what had it.
    requestAnimationFrame(() => requestAnimationFrame(toList));
  }, [causes, tagged, onPlace]);
  return (
    <div className={styles['work']}>
      <Split
        label="Causes and the opinion on one"
        panes={[
          {
            id: 'causes',
            label: 'causes',
            min: '360px',
            content: (
              <Pane>
                <div ref={table} className={styles['table']}>
                  <CausesList
                    causes={causes}
                    cursor={current?.cause_no}
                    onCursor={select}
                    onOpen={() => document.getElementById(RATIONALE)?.focus()}
                  />
                </div>
                <PaneFoot>{`${counted(causes.length, 'opinion')} of ${people(causes)}`}</PaneFoot>
              </Pane>
            ),
          },
          {
            id: 'opinion',
            label: 'opinion',
            size: '400px',
            min: '320px',
            keepsPixels: true,
            content:
              current === undefined ? null : (
                <CausePane
                  key={current.cause_no}
                  cause={current}
                  casePath={casePath}
                  go={go}
                  onLeave={toList}
                />
              ),
          },
        ]}
      />
    </div>
  );
}

const people = (causes: readonly ListedCause[]): string =>
  [...new Set(causes.map(({ who }) => who))].join(', ');
