import { count, counted } from '../../../shared/text/numbers.ts';
import { glossary } from './glossary.ts';
import { hasWords } from './searched.ts';
import styles from './help.module.css';

/** What the words on the screens mean. */
export function WordsPart({ searched }: { searched: string }) {
  const shown = glossary.filter(({ word, means }) => hasWords(`${word} ${means}`, searched));
  return (
    <>
      <p className="u-quiet" role="status">
        {shown.length === glossary.length
          ? counted(glossary.length, 'word')
          : `${count(shown.length)} of ${counted(glossary.length, 'word')}`}
      </p>
      <dl className={styles['words']}>
        {shown.map(({ word, means }) => (
          <div key={word} className={styles['word']}>
            <dt className="u-medium">{word}</dt>
            <dd className="u-soft">{means}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
