import type { AnswerColumn, ConsoleRows } from '../../../shared/domain/console.ts';
import { codePointCount } from '../../../shared/text/code-points.ts';
import { count } from '../../../shared/text/numbers.ts';
import { LinkButton } from '../../design/button.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { CopyButton } from '../../design/handle.tsx';
import { List } from '../../design/list.tsx';
import { Pane, PaneBody, PanelHead } from '../../design/pane.tsx';
import { Null } from './answer-columns.tsx';
import { type Lead, leadOf } from './leads.ts';
import { rowAsJson } from './row-text.ts';
import styles from './console.module.css';

interface Value {
  readonly column: AnswerColumn;
  readonly text: string | null;
  /** How long it is where only its beginning is here; code points. */
  readonly characters: number | null;
}

/** One row of an answer, value by value, whole: each can be copied, and one that names a record leads to it. */
export function RowPane(props: { answer: ConsoleRows; row: number; onLead: (lead: Lead) => void }) {
  const { answer, row } = props;
  const values = answer.rows[row] ?? [];
  const items = answer.columns.map(
    (column, at): Value => ({
      column,
      text: values[at] ?? null,
      characters:
        answer.shortened.find((one) => one.row === row && one.column === at)?.characters ?? null,
    }),
  );
  return (
    <Pane label="Row" isSide>
      <PanelHead
        isRuled
        count={`${count(row + 1)} of ${count(answer.rows.length)}`}
        end={
          <CopyButton
            words="Copy row"
            what="the row as JSON"
            text={() => rowAsJson(answer.columns, values)}
          />
        }
      >
        Row
      </PanelHead>
      <PaneBody>
        <List
          label="Values of the row"
          items={items}
          idOf={({ column }) => column.name}
          hasControls
          onOpen={({ column, text }) => {
            const lead = leadOf(column, text);
            if (lead !== undefined) props.onLead(lead);
          }}
          empty={null}
        >
          {(value) => <ValueLine value={value} onLead={props.onLead} />}
        </List>
      </PaneBody>
    </Pane>
  );
}

function ValueLine(props: { value: Value; onLead: (lead: Lead) => void }) {
  const { column, text, characters } = props.value;
  const lead = leadOf(column, text);
  return (
    <div className={styles['value']}>
      <div className={styles['value-head']}>
        <span className="u-mono-small u-cut">{column.name}</span>
        <span className="u-quiet u-cut">{column.type}</span>
        <span className="u-grow" />
        {text === null ? null : (
          <CopyButton
            words="Copy"
            label={`Copy ${column.name}`}
            what={characters === null ? column.name : `the beginning of ${column.name}`}
            text={text}
          />
        )}
      </div>
      {text === null ? (
        <Null />
      ) : lead !== undefined ? (
        <span>
          <LinkButton label={`Go to ${lead.words}`} onPress={() => props.onLead(lead)}>
            {text}
          </LinkButton>
        </span>
      ) : text === '' ? (
        <span className="u-quiet">empty text</span>
      ) : (
        <EvidenceText text={text} isMono={column.kind === 'list'} />
      )}
      {characters === null || text === null ? null : (
        <span className="u-quiet">
          {`the first ${count(codePointCount(text))} of ${count(characters)} characters; an export has all`}
        </span>
      )}
    </div>
  );
}
