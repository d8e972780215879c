import { lazy, type Ref, Suspense } from 'react';
import { SkeletonText } from '../skeleton.tsx';
import styles from './code-view.module.css';

/** What may stand at the caret. */
export interface Suggestion {
  readonly label: string;
  readonly kind: 'table' | 'column' | 'function' | 'keyword';
  /** Beside the label: a type, a number of rows. */
  readonly detail: string;
  /** What it is, in a sentence. */
  readonly says: string;
  readonly insert: string;
}

/** A part of the text, and where it begins: line and column from 1. */
export interface Chosen {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

export interface SqlFieldHandle {
  focus: () => void;
  /** What is selected; all of it where nothing is. */
  chosen: () => Chosen;
  /** Puts a text in place of the selection and goes there. */
  insert: (text: string) => void;
  goTo: (line: number, column: number) => void;
}

export interface SqlFieldProps {
  ref?: Ref<SqlFieldHandle> | undefined;
  label: string;
  text: string;
  onText: (text: string) => void;
  /** What may stand at a place, best first; `caret` counts UTF-16 units. */
  complete: (text: string, caret: number) => readonly Suggestion[];
  /** A place that is underlined as wrong. */
  fault: { readonly line: number; readonly column: number; readonly words: string } | null;
}

const Editor = lazy(async () => ({ default: (await import('./sql-editor.tsx')).SqlEditor }));

/**
 * SQL to be written, with completion. The editor is loaded when one is first shown, takes the focus where nothing has it, and Tab
 * leaves it.
 */
export function SqlField(props: SqlFieldProps) {
  return (
    <div className={styles['code']}>
      <Suspense
        fallback={
          <div className={styles['waiting']}>
            <SkeletonText label={props.label} lines={4} />
          </div>
        }
      >
        <Editor {...props} />
      </Suspense>
    </div>
  );
}
