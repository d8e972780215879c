import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import type { ExportFormat } from '../../../shared/domain/console.ts';
import type { Destination } from '../../../shared/domain/destination.ts';
import { attempt } from '../../commands/attempt.ts';
import { useCommands } from '../../commands/offers.ts';
import { keyHint } from '../../commands/table.ts';
import { Button } from '../../design/button.tsx';
import { Fault } from '../../design/fault.tsx';
import { MenuButton, type MenuEntry } from '../../design/menu.tsx';
import { SqlField, type SqlFieldHandle } from '../../design/monaco/sql-field.tsx';
import { Pane, PaneBody, PanelHead } from '../../design/pane.tsx';
import { ScreenBar } from '../../design/screen-bar.tsx';
import { Screen } from '../../design/screen.tsx';
import { Select } from '../../design/select.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { Split } from '../../design/split.tsx';
import { toast } from '../../design/toast-queue.ts';
import { ask as askEngine, engine } from '../../engine-client/engine.ts';
import { host } from '../../engine-client/host.ts';
import { useCaseHead } from '../../engine-client/live.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { completeSql } from './complete-sql.ts';
import { examples } from './examples.ts';
import { placeOf } from './lead-place.ts';
import type { Lead } from './leads.ts';
import { ask, cancel, change, useConsole } from './queries.ts';
import { placeInText, Result } from './result.tsx';
import { SchemaTree } from './schema-tree.tsx';
import styles from './console.module.css';

const LIMITS = [
  { value: '5', label: '5 s' },
  { value: '60', label: '1 min' },
  { value: '600', label: '10 min' },
  { value: '3600', label: '1 h' },
] as const;

/** SQL over the tables of the case: one SELECT at a time, read-only, in a process of its own. */
export function ConsoleScreen({ go }: { go: (to: Destination) => void }) {
  const caseId = useCaseHead()?.case_id ?? '';
  const written = useConsole(caseId);
  const { text, seconds, standing, history } = written;
  const editor = useRef<SqlFieldHandle>(null);
  const schema = useQuery(askEngine.console.schema.queryOptions({ input: {} }));
  const tables = schema.data?.tables;
  const isRunning = standing.what === 'running';
  const run = (): void =>
    attempt(() => ask(caseId, editor.current?.chosen() ?? { text, line: 1, column: 1 }));
  const runText = (sql: string): void => {
    change(caseId, { text: sql });
    attempt(() => ask(caseId, { text: sql, line: 1, column: 1 }));
  };
  const stop = (): void => cancel(caseId);
  useCommands({
    'console.run': isRunning ? undefined : run,
    'console.cancel': isRunning ? stop : undefined,
  });
  const complete = useCallback(
    (sql: string, caret: number) => completeSql(tables ?? [], sql, caret),
    [tables],
  );
  const lead = useCallback(
    (to: Lead) =>
      attempt(async () => {
        const place = await placeOf(to);
        if (place !== null) go(place);
        else toast({ words: `${to.words} speaks of the case as a whole.`, tone: 'info' });
      }),
    [go],
  );
  const fault = standing.what === 'answered' && standing.answer.what === 'fault' ? standing : null;
  const place =
    fault === null || fault.answer.what !== 'fault' || !text.includes(fault.asked.sql)
      ? null
      : placeInText(fault.answer, fault.asked);
  const line = place?.line;
  const column = place?.column;
  const words = fault?.answer.what === 'fault' ? fault.answer.sentence : '';
  const underlined = useMemo(
    () => (line === undefined || column === undefined ? null : { line, column, words }),
    [line, column, words],
  );
  return (
    <Screen>
      <ScreenBar
        title="SQL console"
        note="Read-only: no files, no network, no writes"
        end={
          <>
            <Select
              label="Time limit"
              isLabelHidden
              size="control"
              options={LIMITS}
              value={LIMITS.find(({ value }) => value === String(seconds))?.value ?? null}
              onChange={(value) => change(caseId, { seconds: Number(value) })}
            />
            <MenuButton
              words="History"
              placement="bottom end"
              entries={historyEntries(history, (sql) => change(caseId, { text: sql }))}
            />
            {isRunning ? (
              <Button keyHint={keyHint('console.cancel') ?? ''} onPress={stop}>
                Cancel
              </Button>
            ) : (
              <Button
                variant="primary"
                keyHint={keyHint('console.run') ?? ''}
                isDisabled={text.trim() === ''}
                reason="There is no query to run"
                onPress={run}
              >
                Run
              </Button>
            )}
          </>
        }
      />
      <div className={styles['work']}>
        <Split
          label="Tables and query"
          panes={[
            {
              id: 'tables',
              label: 'tables',
              size: '232px',
              min: '160px',
              keepsPixels: true,
              content: (
                <Pane label="Tables" isSide>
                  <PanelHead
                    count={tables === undefined ? undefined : `${tables.length}, with rows`}
                  >
                    Tables
                  </PanelHead>
                  <PaneBody>
                    {tables !== undefined ? (
                      <SchemaTree
                        tables={tables}
                        onInsert={(name) => editor.current?.insert(name)}
                      />
                    ) : schema.error === null ? (
                      <SkeletonRows label="Tables" rows={16} columns={['2fr', '1fr']} />
                    ) : (
                      <Fault
                        what="The tables could not be read."
                        next={troubleOf(schema.error).sentence}
                        actions={
                          <Button onPress={() => attempt(() => schema.refetch())}>
                            Read them again
                          </Button>
                        }
                      />
                    )}
                  </PaneBody>
                </Pane>
              ),
            },
            {
              id: 'query',
              label: 'query',
              min: '360px',
              content: (
                <Split
                  label="Query and result"
                  direction="column"
                  panes={[
                    {
                      id: 'editor',
                      label: 'query',
                      size: '212px',
                      min: '80px',
                      keepsPixels: true,
                      content: (
                        <section aria-label="Query" className={styles['query']}>
                          <SqlField
                            ref={editor}
                            label="SQL"
                            text={text}
                            onText={(next) => change(caseId, { text: next })}
                            complete={complete}
                            fault={underlined}
                          />
                        </section>
                      ),
                    },
                    {
                      id: 'result',
                      label: 'result',
                      min: '120px',
                      content: (
                        <Result
                          standing={standing}
                          row={written.row}
                          onRow={(row) => change(caseId, { row })}
                          onCancel={stop}
                          onExample={runText}
                          onExport={(sql, format) => attempt(() => exportRows(sql, format))}
                          onLead={lead}
                          onPlace={() => {
                            if (place !== null) editor.current?.goTo(place.line, place.column);
                          }}
                        />
                      ),
                    },
                  ]}
                />
              ),
            },
          ]}
        />
      </div>
    </Screen>
  );
}

async function exportRows(sql: string, format: ExportFormat): Promise<void> {
  const [place] = await host.pick('copy', `query.${format}`);
  if (place === undefined) return;
  await engine.console.export({ sql, format, grant: place.grant });
}

const MENU_CHARACTERS = 60;

const historyEntries = (
  history: readonly string[],
  choose: (sql: string) => void,
): readonly MenuEntry[] => [
  ...(history.length === 0
    ? []
    : [
        {
          head: 'Asked in this window',
          entries: history.map((sql, index) => ({
            id: `past-${index}`,
            words: oneLine(sql),
            onPress: () => choose(sql),
          })),
        },
      ]),
  {
    head: 'Examples',
    entries: examples.map(({ words, sql }) => ({ id: words, words, onPress: () => choose(sql) })),
  },
];

function oneLine(sql: string): string {
  const line = sql.replace(/\s+/g, ' ').trim();
  return line.length > MENU_CHARACTERS ? `${line.slice(0, MENU_CHARACTERS)}…` : line;
}
