import { Fragment, type ReactNode } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { given } from './given.ts';
import styles from './split.module.css';

/** One pane of a split. Sizes are CSS lengths such as `340px` or `30%`. */
export interface SplitPane {
  id: string;
  label: string;
  content: ReactNode;
  size?: string | undefined;
  min?: string | undefined;
  max?: string | undefined;
  keepsPixels?: boolean | undefined;
}

/** Panes side by side or one above the other; the lines between them move by mouse and by arrow keys. */
export function Split(props: {
  label: string;
  direction?: 'row' | 'column' | undefined;
  panes: readonly (SplitPane | null | false)[];
  layout?: Readonly<Record<string, number>> | undefined;
  onLayout?: ((layout: Record<string, number>) => void) | undefined;
}) {
  const { label, direction = 'row', layout, onLayout } = props;
  const panes = props.panes.filter((pane) => pane !== null && pane !== false);
  // A layout that names other panes is of another arrangement and would push these out of shape.
  const fits = layout !== undefined && panes.every((pane) => layout[pane.id] !== undefined);
  return (
    <Group
      // A pane that comes or goes makes another arrangement, with sizes of its own.
      key={panes.map((pane) => pane.id).join(' ')}
      aria-label={label}
      orientation={direction === 'row' ? 'horizontal' : 'vertical'}
      {...given({ defaultLayout: fits ? { ...layout } : undefined })}
      onLayoutChanged={(changed) => onLayout?.(changed)}
      className={styles['split'] ?? ''}
    >
      {panes.map((pane, index) => {
        const before = panes[index - 1];
        return (
          <Fragment key={pane.id}>
            {before === undefined ? null : (
              <Separator
                aria-label={`Resize ${before.label} and ${pane.label}`}
                className={styles['split-handle'] ?? ''}
              />
            )}
            <Panel
              id={pane.id}
              {...given({ defaultSize: pane.size, maxSize: pane.max })}
              minSize={pane.min ?? '120px'}
              groupResizeBehavior={
                pane.keepsPixels === true ? 'preserve-pixel-size' : 'preserve-relative-size'
              }
              className={styles['split-pane'] ?? ''}
            >
              {pane.content}
            </Panel>
          </Fragment>
        );
      })}
    </Group>
  );
}
