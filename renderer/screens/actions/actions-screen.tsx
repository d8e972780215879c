import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { ActionList, ChecklistFormat } from '../../../shared/domain/action-list.ts';
import type { ActionsPlace, Destination } from '../../../shared/domain/destination.ts';
import { attempt } from '../../commands/attempt.ts';
import { useCommands } from '../../commands/offers.ts';
import { keyHint } from '../../commands/table.ts';
import { isFocusFree } from '../../design/free-focus.ts';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { Fault } from '../../design/fault.tsx';
import { DataGrid, fixedRows, type GridHandle, noColumnState } from '../../design/grid/index.ts';
import { MenuButton } from '../../design/menu.tsx';
import { Pane, PaneFoot } from '../../design/pane.tsx';
import { ScreenBar } from '../../design/screen-bar.tsx';
import { Screen } from '../../design/screen.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { Split } from '../../design/split.tsx';
import { day } from '../../../shared/text/times.ts';
import { ask } from '../../engine-client/engine.ts';
import { useKeptColumns } from '../../engine-client/kept-columns.ts';
import { useCaseHead } from '../../engine-client/live.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { undo } from '../../marks/mark-acts.ts';
import { actionColumns, type ActionRow } from './action-columns.tsx';
import { ActionForm } from './action-form.tsx';
import { countsOf } from './action-words.ts';
import { exportChecklist } from './export-checklist.ts';
import { useActionForm } from './use-action-form.ts';
import styles from './actions.module.css';

interface ActionsScreenProps {
  readonly go: (to: Destination) => void;
  readonly place: ActionsPlace;
  readonly onPlace: (place: ActionsPlace, how: 'push' | 'replace') => void;
}

/** What is done so that it does not happen again: by whom, until when, and how one sees that it worked. */
export function ActionsScreen(props: ActionsScreenProps) {
  const { data, error, refetch } = useQuery(ask.actions.list.queryOptions({ input: {} }));
  return (
    <Screen>
      {data === undefined ? (
        <>
          <ScreenBar title="Actions" />
          {error === null ? (
            <SkeletonRows label="Actions" rows={10} />
          ) : (
            <Fault
              what="The actions could not be read."
              where={troubleOf(error).sentence}
              actions={<Button onPress={() => attempt(() => refetch())}>Read them again</Button>}
            />
          )}
        </>
      ) : (
        <Read list={data} {...props} />
      )}
    </Screen>
  );
}

const FORMATS: readonly { format: ChecklistFormat; words: string }[] = [
  { format: 'md', words: 'Markdown, to tick off' },
  { format: 'csv', words: 'CSV, for a table' },
  { format: 'json', words: 'JSON, for a program' },
];
const keyOf = ({ action }: ActionRow): number => action.action_no;

function Read(props: ActionsScreenProps & { list: ActionList }) {
  const { list, go, place, onPlace } = props;
  const { actions } = list;
  const title = useCaseHead()?.title ?? '';
  const grid = useRef<GridHandle>(null);
  const first = useRef<HTMLButtonElement>(null);
  const form = useActionForm(list, grid, place, onPlace);
  const [columnState, setColumnState] = useKeptColumns('actions', noColumnState);
  const drafts = actions.map(({ action_no }) => form.isDraft(action_no)).join();
  const rows = useMemo(
    () =>
      fixedRows<ActionRow>(
        actions.map((action, index) => ({ action, isDraft: drafts.split(',')[index] === 'true' })),
      ),
    [actions, drafts],
  );
  const cursor = actions.findIndex(({ action_no }) => action_no === place.action);
  const enter = (): void => onPlace({ action: 'new' }, 'push');
  const open = (index: number): void => {
    const action_no = actions[index]?.action_no;
    if (action_no !== undefined) onPlace({ action: action_no }, 'replace');
  };
  const write = (format: ChecklistFormat): void => attempt(() => exportChecklist(format, title));
  const one = form.action !== null;
  // Its letters act at once: nobody has to look for the table first.
  useEffect(() => {
    if (isFocusFree()) (grid.current ?? first.current)?.focus();
  }, []);
  useCommands({
    'action.new': enter,
    'action.save': form.isOpen ? form.save : undefined,
    'action.open': one ? () => form.setStatus('open') : undefined,
    'action.in-progress': one ? () => form.setStatus('in-progress') : undefined,
    'action.done': one ? () => form.setStatus('done') : undefined,
    'action.verified': one ? () => form.setStatus('verified') : undefined,
    'action.dropped': one ? () => form.setStatus('dropped') : undefined,
    'action.remove': one ? form.remove : undefined,
    'action.undo': undo,
    'checklist.md': () => write('md'),
    'checklist.csv': () => write('csv'),
    'checklist.json': () => write('json'),
  });
  return (
    <>
      <ScreenBar
        title="Actions"
        note={countsOf(list)}
        end={
          <>
            <MenuButton
              words="Export checklist…"
              placement="bottom end"
              entries={FORMATS.map(({ format, words }) => ({
                id: format,
                words,
                onPress: () => write(format),
              }))}
            />
            <Button variant="primary" keyHint={keyHint('action.new')} onPress={enter}>
              New action
            </Button>
          </>
        }
      />
      <div className={styles['work']}>
        <Split
          label="Actions and action"
          panes={[
            {
              id: 'actions',
              label: 'actions',
              min: '420px',
              content: (
                <Pane label="Actions">
                  <div className={styles['grid']} data-keys="list">
                    {actions.length === 0 ? (
                      <Empty
                        words="No action has been entered. Say what is done about each cause, by whom, and how one sees that it worked."
                        action={
                          <Button ref={first} onPress={enter}>
                            Enter the first action
                          </Button>
                        }
                      />
                    ) : (
                      <DataGrid
                        ref={grid}
                        label="Actions"
                        columns={actionColumns}
                        rows={rows}
                        rowKey={keyOf}
                        cursor={cursor === -1 ? undefined : cursor}
                        onCursor={open}
                        sort={undefined}
                        onSort={() => undefined}
                        onOpen={(index) => {
                          open(index);
                          form.focus();
                        }}
                        columnState={columnState}
                        onColumnState={setColumnState}
                        empty={null}
                      />
                    )}
                  </div>
                  <PaneFoot>
                    <span>{`Late counts from today, ${day(`${list.today}T00:00:00Z`)} UTC`}</span>
                  </PaneFoot>
                </Pane>
              ),
            },
            {
              id: 'action',
              label: 'action',
              size: '360px',
              min: '300px',
              content: form.isOpen ? (
                <ActionForm {...form.props} go={go} />
              ) : (
                <Pane label="Action" isSide>
                  <Empty words="Choose an action to read or change it, or enter another." />
                </Pane>
              ),
            },
          ]}
        />
      </div>
    </>
  );
}
