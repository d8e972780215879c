import type { TurnMatches } from '../../../shared/domain/replay-screen.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { PaneFoot } from '../../design/pane.tsx';
import { matchCounts, matchWords } from './matches.ts';
import styles from './turn-document.module.css';

/** How many words of the answer also stand in what was given, by who says it, and what of it was not compared. */
export function MatchLegend({ found }: { found: TurnMatches }) {
  const { matches, words, texts, texts_total, is_answer_cut } = found;
  const { kinds, none } = matchCounts(matches, words);
  const limits = [
    texts < texts_total ? `${count(texts)} of ${count(texts_total)} texts given are compared` : '',
    is_answer_cut ? 'of a very long answer its beginning is compared' : '',
  ].filter((limit) => limit !== '');
  return (
    <PaneFoot className={styles['legend']}>
      <span>Of {counted(words, 'word')} also in</span>
      {kinds.map(({ kind, words: own }) => (
        <span key={kind}>
          <EvidenceText
            isLine
            className={styles['legend-mark']}
            text={matchWords[kind]}
            marks={[
              {
                from: 0,
                to: matchWords[kind].length,
                kind: `match-${kind}`,
                label: 'Drawn like this',
              },
            ]}
          />{' '}
          {count(own)}
        </span>
      ))}
      <span>no match {count(none)}</span>
      <span
        className={styles['legend-end']}
        title="At least three words in a row, letter for letter but for case. Texts that are alike prove no use of one for the other."
      >
        {[...limits, 'matches of text, not proof of use'].join(' · ')}
      </span>
    </PaneFoot>
  );
}
