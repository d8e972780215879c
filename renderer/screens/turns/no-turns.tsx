import { useQuery } from '@tanstack/react-query';
import type { SortOrder, ViewHead } from '../../../shared/domain/view.ts';
import { clausesOf } from '../../../shared/text/filter-text.ts';
import { withoutClauseAt } from '../../../shared/text/filter-clause.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { runCommand } from '../../commands/offers.ts';
import { keyHint } from '../../commands/table.ts';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { engine } from '../../engine-client/engine.ts';
import { useJobs } from '../../engine-client/live.ts';
import { FilterText } from './filter-text-view.tsx';
import styles from './turns.module.css';

/** Why the grid has no row: a case without turns, or a filter that nothing matches. */
export function NoTurns(props: { head: ViewHead; onFilter: (filter: string) => void }) {
  return (
    <div className={styles['none']}>
      {props.head.of === 0 ? <EmptyCase /> : <NoMatch {...props} />}
    </div>
  );
}

function EmptyCase() {
  const isImporting = useJobs().some(({ kind, state }) => kind === 'import' && state === 'running');
  if (isImporting)
    return <Empty words="An import is running. Its turns stand here as soon as it is done." />;
  return (
    <Empty
      words="This case has no turns yet. Add an exported log, or a folder of them."
      action={
        <Button keyHint={keyHint('evidence.add')} onPress={() => runCommand('evidence.add')}>
          Add evidence
        </Button>
      }
    />
  );
}

function NoMatch({ head, onFilter }: { head: ViewHead; onFilter: (filter: string) => void }) {
  const without = useWithout(head);
  const clear = (
    <Button variant={without === undefined ? 'edged' : 'bare'} onPress={() => onFilter('')}>
      Clear filter
    </Button>
  );
  if (without === undefined)
    return <Empty words={`No turn matches, of ${counted(head.of, 'turn')}.`} action={clear} />;
  return (
    <Empty
      words={
        <>
          No turn matches. Without{' '}
          <span className="query">
            <FilterText text={without.clause} />
          </span>{' '}
          it would be {counted(without.turns, 'turn')}.
        </>
      }
      action={<Button onPress={() => onFilter(without.filter)}>Take that part out</Button>}
      more={clear}
    />
  );
}

/** Clauses that are tried: more would take longer than reading the filter. */
const TRIED = 8;

interface Without {
  readonly clause: string;
  readonly filter: string;
  readonly turns: number;
}

/** The last clause without which something would match. */
function useWithout({ filter, sort }: ViewHead): Without | undefined {
  const { data } = useQuery({
    queryKey: ['turns without a clause', filter],
    queryFn: ({ signal }) => withoutOne(filter, sort, signal),
  });
  return data ?? undefined;
}

async function withoutOne(
  filter: string,
  sort: SortOrder,
  signal: AbortSignal,
): Promise<Without | null> {
  const clauses = clausesOf(filter);
  if (clauses.length < 2) return null;
  for (const [index, { from, to }] of [...clauses.entries()].reverse().slice(0, TRIED)) {
    const rest = withoutClauseAt(filter, clauses, index);
    const { view, length } = await engine.views.open({ filter: rest, sort }, { signal });
    await engine.views.close({ view });
    if (length > 0) return { clause: filter.slice(from, to), filter: rest, turns: length };
  }
  return null;
}
