import { type Ref, useId, useImperativeHandle, useRef } from 'react';
import type { GridColumnState } from '../../design/grid/index.ts';
import { ColumnsPopover } from './columns-popover.tsx';
import { FilterChips } from './filter-chips.tsx';
import { FilterField, type FilterFieldHandle } from './filter-field.tsx';
import { FilterProblemLine } from './filter-problem.tsx';
import type { FilterDraft } from './use-filter-draft.ts';
import styles from './turns.module.css';

/** The bar over the turns: the filter as text and as chips, what is wrong with it, and the choice of columns. */
export function FilterBar({
  ref,
  ...props
}: {
  draft: FilterDraft;
  /** What the field says at its end. */
  result: string;
  /** Of the view that stands below. */
  shownResult: string | undefined;
  columns: GridColumnState;
  onColumns: (state: GridColumnState) => void;
  choosesColumns: boolean;
  onChooseColumns: (isOpen: boolean) => void;
  onLeave: () => void;
  onGo: (handle: string) => Promise<boolean>;
  ref: Ref<FilterFieldHandle>;
}) {
  const { draft } = props;
  const problemId = useId();
  const field = useRef<FilterFieldHandle>(null);
  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus(),
    putCaret: (at, to) => field.current?.putCaret(at, to),
    add: (beginning) => field.current?.add(beginning),
  }));
  return (
    <div className={styles['bar']} role="search" aria-label="Turns">
      <div className={styles['bar-row']}>
        <h1 className={styles['title']}>Turns</h1>
        <FilterField
          ref={field}
          draft={draft}
          result={props.result}
          problemId={problemId}
          onLeave={props.onLeave}
          onGo={props.onGo}
        />
        <ColumnsPopover
          state={props.columns}
          onState={props.onColumns}
          isOpen={props.choosesColumns}
          onOpen={props.onChooseColumns}
        />
      </div>
      {draft.problem === null ? null : (
        <FilterProblemLine
          id={problemId}
          text={draft.text}
          problem={draft.problem}
          below={props.shownResult}
          onUse={draft.apply}
        />
      )}
      <FilterChips
        text={draft.text}
        onChange={draft.apply}
        onCaret={(from, to) => field.current?.putCaret(from, to)}
        onAdd={() => field.current?.add('')}
      />
    </div>
  );
}
