import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import type { ConsoleFault, ConsoleRows, ExportFormat } from '../../../shared/domain/console.ts';
import { count, counted, duration } from '../../../shared/text/numbers.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { DataGrid, fixedRows, noColumnState } from '../../design/grid/index.ts';
import { copyAndSay } from '../../design/handle.tsx';
import { List, TwoLine } from '../../design/list.tsx';
import { MenuButton } from '../../design/menu.tsx';
import { Pane, PaneBody, PanelHead } from '../../design/pane.tsx';
import { Progress } from '../../design/progress.tsx';
import { Split } from '../../design/split.tsx';
import { useLive } from '../../engine-client/live.ts';
import { useCommands } from '../../commands/offers.ts';
import { type AnswerRow, gridColumns } from './answer-columns.tsx';
import { examples } from './examples.ts';
import { type Lead, leadOf } from './leads.ts';
import type { Asked, Standing } from './queries.ts';
import { RowPane } from './row-pane.tsx';
import { rowAsJson } from './row-text.ts';
import styles from './console.module.css';

interface ResultProps {
  standing: Standing;
  row: number;
  onRow: (row: number) => void;
  onCancel: () => void;
  onExample: (sql: string) => void;
  onExport: (sql: string, format: ExportFormat) => void;
  onLead: (lead: Lead) => void;
  onPlace: (fault: ConsoleFault, asked: Asked) => void;
}

/** What a query found, or why it found nothing. */
export function Result(props: ResultProps) {
  const { standing } = props;
  switch (standing.what) {
    case 'nothing':
      return <Examples onExample={props.onExample} />;
    case 'running':
      return <Running began={standing.began} onCancel={props.onCancel} />;
    case 'cancelled':
      return (
        <Quiet title="Cancelled">
          <Empty
            words={`The query was cancelled after ${duration(standing.ms)}. The case is as it was.`}
          />
        </Quiet>
      );
    case 'refused':
      return (
        <Quiet title="Not answered">
          <Banner tone="fail">{standing.sentence}</Banner>
        </Quiet>
      );
    case 'answered': {
      const { answer, asked } = standing;
      return answer.what === 'fault' ? (
        <Faulty fault={answer} asked={asked} onPlace={() => props.onPlace(answer, asked)} />
      ) : (
        <Rows {...props} answer={answer} asked={asked} />
      );
    }
  }
}

function Quiet(props: { title: string; children: ReactNode }) {
  return (
    <Pane label="Result">
      <PanelHead isRuled>{props.title}</PanelHead>
      <div className={styles['quiet']}>{props.children}</div>
    </Pane>
  );
}

function Examples({ onExample }: { onExample: (sql: string) => void }) {
  return (
    <Pane label="Result">
      <PanelHead isRuled end={<span className="u-quiet">Enter or a double click asks</span>}>
        Questions to begin with
      </PanelHead>
      <PaneBody>
        <List
          label="Examples"
          items={examples}
          idOf={({ words }) => words}
          isTwoLine
          onOpen={({ sql }) => onExample(sql)}
        >
          {({ words, sql }) => (
            <TwoLine
              first={words}
              second={<code className={styles['sql']}>{sql.replace(/\s+/g, ' ')}</code>}
            />
          )}
        </List>
      </PaneBody>
    </Pane>
  );
}

const TICK_MS = 100;

function Running({ began, onCancel }: { began: number; onCancel: () => void }) {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const ticking = setInterval(() => setNow(performance.now()), TICK_MS);
    return () => clearInterval(ticking);
  }, []);
  return (
    <Quiet title="Running">
      <div className={styles['running']}>
        <Progress
          label="the query"
          value={null}
          words={duration(Math.max(0, now - began))}
          onCancel={onCancel}
        />
      </div>
    </Quiet>
  );
}

function Faulty(props: { fault: ConsoleFault; asked: Asked; onPlace: () => void }) {
  const { fault, asked } = props;
  const place = placeInText(fault, asked);
  return (
    <Quiet title={`Not answered, after ${duration(fault.elapsed_ms)}`}>
      <Banner
        tone="fail"
        title={place === null ? undefined : `Line ${place.line}, column ${place.column}:`}
        actions={place === null ? null : <Button onPress={props.onPlace}>Go to the place</Button>}
      >
        {fault.sentence}
      </Banner>
    </Quiet>
  );
}

/** A place in what was asked, as a place in the text of the editor. */
export function placeInText(
  { place }: ConsoleFault,
  asked: Asked,
): { line: number; column: number } | null {
  if (place === null) return null;
  return {
    line: asked.line + place.line - 1,
    column: place.line === 1 ? asked.column + place.column - 1 : place.column,
  };
}

const keyOf = ({ index }: AnswerRow): number => index;

function Rows(props: ResultProps & { answer: ConsoleRows; asked: Asked }) {
  const { answer, asked, row, onLead } = props;
  const { columns } = answer;
  const tables = useLive((live) => live.tables);
  const [columnState, setColumnState] = useState(noColumnState);
  const lead = useCallback((to: Lead) => onLead(to), [onLead]);
  const shown = useMemo(() => gridColumns(columns, answer.rows, lead), [columns, answer, lead]);
  const rows = useMemo(
    () => fixedRows(answer.rows.map((values, index): AnswerRow => ({ index, values }))),
    [answer],
  );
  const at = Math.min(row, Math.max(0, answer.rows.length - 1));
  const values = answer.rows[at];
  const isOld = asked.tables !== null && tables !== null && asked.tables !== tables;
  useCommands({
    'console.export': () => props.onExport(asked.sql, 'csv'),
    'console.copy-row':
      values === undefined
        ? undefined
        : () => copyAndSay(rowAsJson(columns, values), 'the row as JSON'),
  });
  return (
    <Pane label="Result">
      <PanelHead
        isRuled
        count={`${counted(answer.rows.length, 'row')}${answer.cut === null ? '' : ', more exist'}, ${counted(columns.length, 'column')}, ${duration(answer.elapsed_ms)}`}
        end={
          <MenuButton
            words="Export"
            icon="download"
            variant="bare"
            placement="bottom end"
            entries={[
              {
                id: 'csv',
                words: 'CSV, for spreadsheets…',
                note: 'formulas as text',
                onPress: () => props.onExport(asked.sql, 'csv'),
              },
              {
                id: 'jsonl',
                words: 'JSON lines, exact…',
                note: 'one object a row',
                onPress: () => props.onExport(asked.sql, 'jsonl'),
              },
            ]}
          />
        }
      >
        Result
      </PanelHead>
      {answer.cut === null ? null : (
        <Banner tone="warn">
          {answer.cut === 'rows'
            ? `The first ${count(answer.rows.length)} rows are shown; an export gives all.`
            : `The first ${count(answer.rows.length)} rows are shown, which hold all the text that a screen can; an export gives all.`}
        </Banner>
      )}
      {isOld ? (
        <Banner tone="info">The tables have changed since; run the query again to see it.</Banner>
      ) : null}
      <div className={styles['answer']}>
        <Split
          label="Rows and row"
          panes={[
            {
              id: 'rows',
              label: 'rows',
              min: '240px',
              content: (
                <DataGrid<AnswerRow>
                  label="Rows of the answer"
                  columns={shown}
                  rows={rows}
                  rowKey={keyOf}
                  cursor={answer.rows.length === 0 ? undefined : at}
                  onCursor={props.onRow}
                  sort={undefined}
                  onSort={() => undefined}
                  onOpen={(index) => {
                    const first = firstLead(answer, index);
                    if (first !== undefined) onLead(first);
                  }}
                  columnState={columnState}
                  onColumnState={setColumnState}
                  firstVisible={at}
                  empty={<Empty words="No row answers this query." />}
                />
              ),
            },
            values === undefined
              ? null
              : {
                  id: 'row',
                  label: 'row',
                  size: '320px',
                  min: '220px',
                  keepsPixels: true,
                  content: <RowPane answer={answer} row={at} onLead={lead} />,
                },
          ]}
        />
      </div>
    </Pane>
  );
}

/** Enter leads where the first value of the row leads that leads anywhere. */
const firstLead = ({ columns, rows }: ConsoleRows, row: number): Lead | undefined =>
  columns
    .map((column, at) => leadOf(column, rows[row]?.[at] ?? null))
    .find((lead) => lead !== undefined);
