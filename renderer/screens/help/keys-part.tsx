import { counted, count } from '../../../shared/text/numbers.ts';
import { keyGroups } from '../../commands/key-groups.ts';
import { KeyHint } from '../../design/key-hint.tsx';
import { hasWords } from './searched.ts';
import styles from './help.module.css';

/** All keys by group, from the one table of commands. */
export function KeysPart({ searched }: { searched: string }) {
  const groups = keyGroups
    .map(({ group, keys }) => ({
      group,
      keys: keys.filter((key) => hasWords(`${group} ${key.words} ${key.keys}`, searched)),
    }))
    .filter(({ keys }) => keys.length > 0);
  const all = keyGroups.reduce((sum, { keys }) => sum + keys.length, 0);
  const shown = groups.reduce((sum, { keys }) => sum + keys.length, 0);
  return (
    <>
      <p className="u-quiet" role="status">
        {shown === all ? counted(all, 'key') : `${count(shown)} of ${counted(all, 'key')}`}. A
        single letter acts only while a list or grid has the focus; Ctrl is Command on a Mac. ?
        shows all keys over any screen.
      </p>
      <div className={styles['groups']}>
        {groups.map(({ group, keys }) => (
          <section key={group} aria-label={group} className={styles['group']}>
            <h2 className="u-strong">{group}</h2>
            <ul>
              {keys.map(({ words, keys: hint }) => (
                <li key={words} className={styles['key']}>
                  <span>{words}</span>
                  <KeyHint keys={hint} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
