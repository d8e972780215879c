import type { Words } from './words.ts';
import { Icon } from './icon.tsx';
import styles from './drop.module.css';

/** Over a pane while files are dragged across it: its rows stay readable, the words say what will happen. */
export function DropTint({ words, isOver }: { words: Words; isOver: boolean }) {
  return isOver ? (
    <div className={styles['drop']}>
      <div className={styles['drop-label']} role="status">
        <Icon name="upload" />
        <span>{words}</span>
      </div>
    </div>
  ) : null;
}
