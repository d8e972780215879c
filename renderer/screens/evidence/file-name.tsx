import { visibleLine } from '../../../shared/text/visible.ts';
import styles from './evidence.module.css';
import { nameEnds } from './file-words.ts';

/** The name of a file on one line: cut in the middle where it is too long, with nothing hidden in it. */
export function FileName({ name, isSoft = false }: { name: string; isSoft?: boolean }) {
  const { start, end } = nameEnds(visibleLine(name));
  return (
    <span
      className={isSoft ? styles['name-soft'] : styles['name']}
      dir="ltr"
      title={visibleLine(name)}
    >
      <bdi className="u-cut">{start}</bdi>
      <bdi className={styles['name-end']}>{end}</bdi>
    </span>
  );
}
