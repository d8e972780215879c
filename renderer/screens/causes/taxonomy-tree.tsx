import { useRef, useState } from 'react';
import type { ListedCause, Taxonomy, TaxonomyEntry } from '../../../shared/domain/cause.ts';
import { Badge } from '../../design/badge.tsx';
import { TextField } from '../../design/field.tsx';
import { Tree } from '../../design/tree.tsx';
import { standingWords } from './cause-words.ts';
import styles from './causes.module.css';

/** The taxonomy, each entry with its definition. What is typed narrows it; Enter takes the one that is left. */
export function TaxonomyTree(props: {
  taxonomy: Taxonomy;
  causes: readonly ListedCause[];
  onChoose: (entry: TaxonomyEntry) => void;
}) {
  const { taxonomy, causes, onChoose } = props;
  const tree = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const wanted = text.trim().toLowerCase();
  const groups = taxonomy.groups
    .map((group) => ({
      ...group,
      entries: group.entries.filter((entry) => hasWords(entry, group.name, wanted)),
    }))
    .filter(({ entries }) => entries.length > 0);
  const left = groups.flatMap(({ entries }) => entries);
  const total = taxonomy.groups.reduce((sum, { entries }) => sum + entries.length, 0);
  const idOf = (group: string): string => `group ${group}`;
  const choose = (id: string): void => {
    const entry = left.find((one) => one.id === id);
    if (entry !== undefined) onChoose(entry);
  };
  return (
    <>
      <TextField
        label="Filter the taxonomy"
        type="search"
        icon="search"
        placeholder="Words of a cause, its definition, or M2"
        value={text}
        onChange={setText}
        autoFocus
        onEnter={() => {
          const named = left.find(({ id }) => id.toLowerCase() === wanted);
          const [only, other] = left;
          if (named !== undefined) onChoose(named);
          else if (only !== undefined && other === undefined) onChoose(only);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          tree.current?.focus();
        }}
        hint={`${left.length} of ${total} causes`}
      />
      <div className={styles['tree']}>
        <Tree
          label="Taxonomy of causes"
          treeRef={tree}
          branches={groups.map((group) => ({
            id: idOf(group.id),
            text: group.name,
            words: (
              <>
                <span>{group.name}</span>
                <span className={styles['group-count']}>{group.entries.length}</span>
              </>
            ),
            leaves: group.entries.map((entry) => ({
              id: entry.id,
              text: `${entry.id} ${entry.name}. ${entry.definition}`,
              words: <Entry entry={entry} tagged={causes.filter(isOf(entry))} />,
            })),
          }))}
          open={new Set(groups.map(({ id }) => idOf(id)).filter((id) => !folded.has(id)))}
          onOpenChange={(open) =>
            setFolded(new Set(groups.map(({ id }) => idOf(id)).filter((id) => !open.has(id))))
          }
          onChoose={choose}
          empty={<p className={styles['none']}>No cause has these words.</p>}
        />
      </div>
    </>
  );
}

function Entry({ entry, tagged }: { entry: TaxonomyEntry; tagged: readonly ListedCause[] }) {
  return (
    <>
      <span className={styles['leaf-head']}>
        <bdi className="u-mono-small u-soft">{entry.id}</bdi>
        <span className="u-medium">{entry.name}</span>
        {tagged.map(({ cause_no, standing }) => (
          <Badge key={cause_no} tone="line">{`K-${cause_no} ${standingWords(standing)}`}</Badge>
        ))}
      </span>
      <span className={styles['leaf-words']}>{entry.definition}</span>
    </>
  );
}

const isOf =
  ({ id }: TaxonomyEntry) =>
  ({ cause_id }: ListedCause): boolean =>
    cause_id === id;

const hasWords = (
  { id, name, definition }: TaxonomyEntry,
  group: string,
  wanted: string,
): boolean =>
  wanted
    .split(/\s+/)
    .every((word) => `${id} ${name} ${definition} ${group}`.toLowerCase().includes(word));
