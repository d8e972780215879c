import { counted } from '../../../shared/text/numbers.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { Banner } from '../../design/banner.tsx';
import styles from './evidence.module.css';

/** Files that were left where they lay and were changed, moved or removed since; each sentence says the way back. */
export function ChangedInPlace({ sentences }: { sentences: readonly string[] }) {
  const [only, ...others] = sentences;
  if (only === undefined) return null;
  if (others.length === 0) return <Banner tone="fail">{visibleLine(only)}</Banner>;
  return (
    <Banner
      tone="fail"
      title={`${counted(sentences.length, 'file')} that were left in place are no longer what was imported.`}
    >
      <ul className={styles['changed']}>
        {sentences.map((sentence) => (
          <li key={sentence}>{visibleLine(sentence)}</li>
        ))}
      </ul>
    </Banner>
  );
}
