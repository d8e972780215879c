import { clausesOf } from '../../../shared/text/filter-text.ts';
import { withoutClauseAt } from '../../../shared/text/filter-clause.ts';
import { LinkButton } from '../../design/button.tsx';
import { AddChip, Chip, ChipRow } from '../../design/chip.tsx';
import { chipWords } from './chip-words.ts';
import { LogText } from './log-text.tsx';
import styles from './turns.module.css';

/** The clauses of the filter's text side by side: pressed, the caret goes there; taken out, the text changes. */
export function FilterChips(props: {
  text: string;
  onChange: (text: string) => void;
  onCaret: (from: number, to: number) => void;
  onAdd: () => void;
}) {
  const { text } = props;
  const clauses = clausesOf(text);
  return (
    <div className={styles['chips']}>
      <ChipRow label="Parts of the filter">
        {clauses.map((clause, index) => {
          const { field, value, isCode } = chipWords(clause);
          const named = [clause.negated ? 'not' : '', field ?? '', value].join(' ').trim();
          return (
            <Chip
              key={`${clause.from} ${text.slice(clause.from, clause.to)}`}
              field={field}
              value={
                isCode ? (
                  <span className="u-mono-small">
                    <LogText text={value} />
                  </span>
                ) : (
                  <LogText text={value} />
                )
              }
              isNegated={clause.negated}
              removeLabel={`Take out ${named}`}
              onRemove={() => props.onChange(withoutClauseAt(text, clauses, index))}
              onPress={() => props.onCaret(clause.from, clause.to)}
            />
          );
        })}
        <AddChip onPress={props.onAdd} />
        {clauses.length < 2 ? null : (
          <LinkButton onPress={() => props.onChange('')}>Clear filter</LinkButton>
        )}
      </ChipRow>
    </div>
  );
}
