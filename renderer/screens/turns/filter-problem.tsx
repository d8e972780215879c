import { useQuery } from '@tanstack/react-query';
import { Icon } from '../../design/icon.tsx';
import { LinkButton } from '../../design/button.tsx';
import { ask } from '../../engine-client/engine.ts';
import { problemWords } from './result-words.ts';
import type { FilterProblem } from './use-filter-draft.ts';
import styles from './turns.module.css';

/** Under the field: what is wrong, what was most likely meant, and what is shown meanwhile. */
export function FilterProblemLine(props: {
  id: string;
  text: string;
  problem: FilterProblem;
  /** What stands below: the result of the last filter that worked. */
  below: string | undefined;
  onUse: (text: string) => void;
}) {
  const { text, problem, below } = props;
  const meant = useMeant(text, problem.at);
  return (
    <div id={props.id} role="alert" className={styles['problem']}>
      <Icon name="warning" size={12} />
      <span className={styles['problem-words']}>{problemWords(problem.sentence)}</span>
      {meant === undefined ? null : (
        <LinkButton onPress={() => props.onUse(meant.text)}>Use {meant.word}</LinkButton>
      )}
      {below === undefined ? null : (
        <span className={styles['problem-below']}>
          Below: {below}, of the last filter that worked.
        </span>
      )}
    </div>
  );
}

/** The field that was most likely meant by one that does not exist. */
function useMeant(
  text: string,
  at: number | null,
): { readonly word: string; readonly text: string } | undefined {
  const word = at === null ? undefined : /^[A-Za-z_]\w*/.exec(text.slice(at))?.[0];
  const end = (at ?? 0) + (word?.length ?? 0);
  const { data } = useQuery({
    ...ask.views.complete.queryOptions({ input: { filter: text, caret: end } }),
    enabled: word !== undefined,
  });
  const field = word === undefined ? undefined : data?.items.find(({ kind }) => kind === 'field');
  if (field === undefined || field.label === word || at === null) return undefined;
  return { word: field.label, text: `${text.slice(0, at)}${field.label}${text.slice(end)}` };
}
