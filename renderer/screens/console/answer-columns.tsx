import type { AnswerColumn } from '../../../shared/domain/console.ts';
import { EvidenceText } from '../../design/evidence-text.tsx';
import type { GridColumn } from '../../design/grid/index.ts';
import { type Lead, leadOf } from './leads.ts';
import styles from './console.module.css';

/** One row of an answer and where it stands in it, from 0. */
export interface AnswerRow {
  readonly index: number;
  readonly values: readonly (string | null)[];
}

/** A cell shows so many characters; the pane beside it shows the whole value. */
const IN_CELL = 300;
const CHARACTER = 7;
const WIDEST = 420;

/** Columns as wide as their first values need. */
export const gridColumns = (
  columns: readonly AnswerColumn[],
  rows: readonly (readonly (string | null)[])[],
  onLead: (lead: Lead) => void,
): readonly GridColumn<AnswerRow>[] =>
  columns.map((column, at) => ({
    // Two columns never have one name, but one may be empty.
    id: `${at} ${column.name}`,
    title: column.name,
    titleNote: column.type,
    width: widthOf(
      column,
      rows.slice(0, 50).map((row) => row[at] ?? null),
    ),
    align: column.kind === 'number' ? 'end' : 'start',
    render: ({ values }) => <Cell column={column} value={values[at] ?? null} onLead={onLead} />,
  }));

function widthOf({ name, kind }: AnswerColumn, values: readonly (string | null)[]): number {
  const longest = values.reduce((most, value) => Math.max(most, value?.length ?? 4), 4);
  const needed = Math.max(name.length * CHARACTER + 40, longest * CHARACTER + 24);
  return Math.min(WIDEST, kind === 'number' || kind === 'time' ? needed : Math.max(needed, 72));
}

function Cell(props: { column: AnswerColumn; value: string | null; onLead: (lead: Lead) => void }) {
  const { column, value } = props;
  if (value === null) return <Null />;
  const lead = leadOf(column, value);
  if (lead !== undefined)
    return (
      <button
        type="button"
        tabIndex={-1}
        className={styles['lead']}
        aria-label={`Go to ${lead.words}`}
        onClick={() => props.onLead(lead)}
      >
        {value}
      </button>
    );
  if (column.kind === 'number' || column.kind === 'time') return value;
  if (value === '') return <span className="u-quiet">empty</span>;
  return <EvidenceText text={value.slice(0, IN_CELL)} isLine />;
}

export const Null = () => <span className={styles['null']}>NULL</span>;
