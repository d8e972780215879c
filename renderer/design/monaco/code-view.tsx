import { lazy, Suspense } from 'react';
import { SkeletonText } from '../skeleton.tsx';
import type { CodeLanguage } from './languages.ts';
import styles from './code-view.module.css';

/** Props of CodeView. `text` is shown as it is, read only; a very long line should be broken before. */
export interface CodeViewProps {
  label: string;
  text: string;
  language: CodeLanguage;
  /** Whether lines wrap; else they scroll sideways. */
  wrap?: boolean | undefined;
}

const Editor = lazy(async () => ({ default: (await import('./code-editor.tsx')).CodeEditor }));

/** Text as code, with find (Ctrl+F). The editor is loaded when one is first shown; Tab leaves it. */
export function CodeView(props: CodeViewProps) {
  return (
    <div className={styles['code']}>
      <Suspense
        fallback={
          <div className={styles['waiting']}>
            <SkeletonText label={props.label} lines={10} />
          </div>
        }
      >
        <Editor {...props} />
      </Suspense>
    </div>
  );
}
