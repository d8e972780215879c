import { type Ref, useEffect, useMemo } from 'react';
import type { PairRow, PairsSort, PairsWhich } from '../../../shared/domain/comparison-screen.ts';
import { count } from '../../../shared/text/numbers.ts';
import { verdictWords } from '../../../shared/text/verdict-words.ts';
import { Empty } from '../../design/empty.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import {
  createPagedRows,
  DataGrid,
  type GridColumn,
  type GridHandle,
  noColumnState,
} from '../../design/grid/index.ts';
import { Segmented } from '../../design/segmented.tsx';
import { ToolBar } from '../../design/screen-bar.tsx';
import { engine } from '../../engine-client/engine.ts';
import { useKeptColumns } from '../../engine-client/kept-columns.ts';
import { alignedWords, signed } from './compare-words.ts';
import styles from './compare.module.css';

const columns: readonly GridColumn<PairRow>[] = [
  {
    id: 'pair',
    title: 'Pair',
    width: 72,
    minWidth: 72,
    align: 'end',
    sortable: true,
    mono: true,
    render: ({ pair }) => count(pair),
  },
  {
    id: 'aligned',
    title: 'Matched by',
    width: 148,
    givesTo: 120,
    render: ({ aligned_by, ambiguous }) =>
      `${alignedWords[aligned_by]}${ambiguous ? ', repeated' : ''}`,
  },
  {
    id: 'question',
    title: 'Last user message',
    width: 240,
    minWidth: 160,
    grow: true,
    render: ({ question }) =>
      question === null ? 'not logged' : <EvidenceText text={question} isLine />,
  },
  {
    id: 'answer',
    title: 'Answer',
    width: 84,
    render: ({ identical }) => (identical ? 'identical' : 'changed'),
  },
  {
    id: 'length_a',
    title: 'Length A',
    width: 84,
    align: 'end',
    sortable: true,
    render: ({ length_a }) => count(length_a),
  },
  {
    id: 'length_b',
    title: 'Length B',
    width: 84,
    align: 'end',
    sortable: true,
    render: ({ length_b }) => count(length_b),
  },
  {
    id: 'difference',
    title: 'Difference',
    width: 92,
    align: 'end',
    sortable: true,
    render: ({ length_a, length_b }) => signed(length_b - length_a),
  },
  {
    id: 'verdict',
    title: 'Verdict',
    width: 96,
    render: ({ verdict }) => (verdict === null ? 'not judged' : verdictWords[verdict]),
  },
];

const SORTS = ['pair', 'length_a', 'length_b', 'difference'] as const;
const keyOf = ({ pair }: PairRow): number => pair;

/** All pairs of a comparison that are listed, by pages. */
export function PairsList({
  ref,
  ...props
}: {
  id: string;
  counts: Readonly<Record<PairsWhich, number>>;
  /** Rises with every verdict: the rows are read again. */
  version: string;
  which: PairsWhich;
  sort: PairsSort;
  cursor: number | undefined;
  onWhich: (which: PairsWhich) => void;
  onSort: (sort: PairsSort) => void;
  onPair: (pair: number) => void;
  onOpen: () => void;
  onTrouble: (error: unknown) => void;
  ref: Ref<GridHandle>;
}) {
  const { id, which, sort, version, onTrouble, onPair } = props;
  const length = props.counts[which];
  const [columnState, setColumnState] = useKeptColumns('pairs', noColumnState);
  const rows = useRows({ id, which, sort, length, version, onTrouble });
  const options = (['all', 'changed', 'identical', 'judged'] as const).map((value) => ({
    value,
    label: `${value === 'judged' ? 'With verdict' : value === 'all' ? 'All' : value === 'changed' ? 'Changed' : 'Identical'} ${count(props.counts[value])}`,
  }));
  return (
    <section className={styles['pairs']} aria-label="Pairs">
      <ToolBar label="Which pairs">
        <Segmented label="Which pairs" options={options} value={which} onChange={props.onWhich} />
      </ToolBar>
      <div className={styles['grid']}>
        <DataGrid<PairRow>
          ref={ref}
          label="Pairs"
          columns={columns}
          rows={rows}
          rowKey={keyOf}
          cursor={props.cursor}
          onCursor={(index) => {
            const row = rows.row(index);
            if (row !== undefined) onPair(row.pair);
            else
              pairAt(id, which, sort, index).then(
                (pair) => pair !== undefined && onPair(pair),
                onTrouble,
              );
          }}
          sort={{ columnId: sort.column, direction: sort.descending ? 'descending' : 'ascending' }}
          onSort={(columnId) => {
            const column = SORTS.find((known) => known === columnId);
            if (column !== undefined)
              props.onSort({ column, descending: column === sort.column && !sort.descending });
          }}
          onOpen={props.onOpen}
          columnState={columnState}
          onColumnState={setColumnState}
          empty={<Empty words="No pair is of this kind." />}
        />
      </div>
    </section>
  );
}

async function pairAt(
  id: string,
  which: PairsWhich,
  sort: PairsSort,
  offset: number,
): Promise<number | undefined> {
  const { rows } = await engine.compare.pairs({ id, which, sort, offset, limit: 1 });
  return rows[0]?.pair;
}

/** The rows of a list; another `version` is another answer to the same question. */
function useRows(asked: {
  id: string;
  which: PairsWhich;
  sort: PairsSort;
  length: number;
  version: string;
  onTrouble: (error: unknown) => void;
}) {
  const { id, which, sort, length, version, onTrouble } = asked;
  const rows = useMemo(
    () =>
      createPagedRows<PairRow>({
        length,
        pageSize: 100,
        load: async (offset, limit, signal) => {
          if (version === '') return [];
          const page = await engine.compare.pairs({ id, which, sort, offset, limit }, { signal });
          return page.rows;
        },
        onError: onTrouble,
      }),
    [id, which, sort, length, version, onTrouble],
  );
  useEffect(() => () => rows.dispose(), [rows]);
  return rows;
}
