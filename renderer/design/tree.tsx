import type { ReactNode, Ref } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Tree as AriaTree, TreeItem, TreeItemContent } from 'react-aria-components/Tree';
import { given } from './given.ts';
import { Icon } from './icon.tsx';
import type { Words } from './words.ts';
import styles from './tree.module.css';

/** A branch of a tree with its leaves. `text` is what typing finds and what a reader hears. */
export interface TreeBranch {
  id: string;
  text: string;
  words: Words;
  leaves: readonly { id: string; text: string; words: Words }[];
}

/**
 * Branches that fold and leaves that can be chosen, with one Tab stop: arrows move and fold, Enter or a click chooses a
 * leaf and folds a branch.
 */
export function Tree(props: {
  label: string;
  branches: readonly TreeBranch[];
  open: ReadonlySet<string>;
  onOpenChange: (open: ReadonlySet<string>) => void;
  onChoose: (leaf: string) => void;
  empty?: ReactNode;
  treeRef?: Ref<HTMLDivElement> | undefined;
}) {
  const { branches, open, onOpenChange } = props;
  const act = (id: string): void => {
    if (!branches.some((branch) => branch.id === id)) {
      props.onChoose(id);
      return;
    }
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    onOpenChange(next);
  };
  return (
    <AriaTree
      aria-label={props.label}
      {...given({ ref: props.treeRef })}
      className={styles['tree'] ?? ''}
      expandedKeys={open}
      onExpandedChange={(keys) => onOpenChange(new Set([...keys].map(String)))}
      onAction={(key) => act(String(key))}
      renderEmptyState={() => props.empty}
    >
      {branches.map((branch) => (
        <TreeItem
          key={branch.id}
          id={branch.id}
          textValue={branch.text}
          className={styles['branch'] ?? ''}
        >
          <TreeItemContent>
            <div className={styles['branch-inside']}>
              <AriaButton slot="chevron" className={styles['chevron'] ?? ''}>
                <Icon name={open.has(branch.id) ? 'chevron-down' : 'chevron-right'} size={12} />
              </AriaButton>
              {branch.words}
            </div>
          </TreeItemContent>
          {branch.leaves.map((leaf) => (
            <TreeItem
              key={leaf.id}
              id={leaf.id}
              textValue={leaf.text}
              className={styles['leaf'] ?? ''}
            >
              <TreeItemContent>
                <div className={styles['leaf-inside']}>{leaf.words}</div>
              </TreeItemContent>
            </TreeItem>
          ))}
        </TreeItem>
      ))}
    </AriaTree>
  );
}
