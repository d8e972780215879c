import type { ShownDocument } from '../../../shared/domain/replay-screen.ts';
import { count } from '../../../shared/text/numbers.ts';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { LinkButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Block, Pick } from './block.tsx';
import { LongText } from './long-text.tsx';
import { isSameText } from './message-parts.ts';
import type { TextSource } from './selection.ts';
import { useView } from './turn-view.ts';
import styles from './turn-document.module.css';

const MOST_DIGITS = 4;

/** A passage that retrieval gave, by its rank, with its score where the log has one. */
export function DocumentRow({ document }: { document: ShownDocument }) {
  const { head, selection, select, documents, showDocument, toStep } = useView();
  const { rank, document_id, source, score, characters, text, from_turn_id } = document;
  const isOpen = documents.has(rank);
  const own = documentSource(document);
  const scores = head.context.map((other) => other.score ?? 0);
  return (
    <Block
      isSelected={isSameText(selection, own)}
      label={
        <Pick
          speaker="context"
          name={own.title}
          isSelected={isSameText(selection, own)}
          onPick={() => select({ what: 'text', source: own })}
        />
      }
    >
      <div className={styles['context-row']}>
        <button
          type="button"
          className={styles['fold']}
          aria-expanded={isOpen}
          onClick={() => showDocument(rank, !isOpen)}
        >
          <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} size={12} />
          <span className={styles['rank']}>{rank}</span>
          <span className={styles['document']}>
            <EvidenceText
              isLine
              className={styles['document-id']}
              text={document_id ?? 'no id in record'}
            />
            {source === null ? null : <EvidenceText isLine className="u-quiet" text={source} />}
            <span className="u-hidden">text of {count(characters)} characters</span>
          </span>
        </button>
        {from_turn_id === null ? null : (
          <LinkButton
            label={`Go to T-${from_turn_id}, the step that retrieved the document of rank ${rank}`}
            onPress={() => toStep(from_turn_id)}
          >
            {`retrieved by step T-${from_turn_id}`}
          </LinkButton>
        )}
        <Score score={score} most={Math.max(...scores, 1)} />
      </div>
      {isOpen ? (
        <div className={styles['context-text']}>
          <LongText source={own} />
        </div>
      ) : null}
      {!isOpen && text === null ? <span className="u-quiet">null in the record</span> : null}
    </Block>
  );
}

export const documentSource = ({
  rank,
  document_id,
  content_id,
  characters,
  text,
  place,
}: ShownDocument): TextSource => ({
  side: 'context',
  seq: rank,
  choice: 0,
  part: null,
  title: `Context document of rank ${rank}${document_id === null ? '' : `, ${document_id}`}`,
  content_id,
  characters,
  text,
  place,
});

/** A score as the log has it, and a bar of its share of the highest; scores have no unit and no fixed end. */
function Score({ score, most }: { score: number | null; most: number }) {
  if (score === null) return <span className={styles['score']}>no score</span>;
  const share = Math.max(0, Math.min(1, score / most));
  return (
    <span className={styles['score']} title={`score ${score}`}>
      <span className={styles['score-line']} aria-hidden>
        <span className={styles['score-bar']} style={{ width: `${share * 100}%` }} />
      </span>
      <span className={styles['score-number']}>{short(score)}</span>
    </span>
  );
}

/** All digits stand in the tooltip. */
const short = (score: number): string => {
  const text = String(score);
  return text.length <= MOST_DIGITS + 2 ? text : score.toPrecision(MOST_DIGITS);
};
