import { type ReactNode } from 'react';
import { Checkbox, type Checked } from './checkbox.tsx';
import { classNames } from './class-names.ts';
import { countWords } from './count-words.ts';
import { PanelSection } from './pane.tsx';
import type { Words } from './words.ts';
import styles from './facet.module.css';

/** The values of one field, as a group that folds. */
export function FacetGroup(props: {
  title: string;
  note?: Words;
  children: ReactNode;
  isOpen?: boolean | undefined;
  onOpenChange?: ((isOpen: boolean) => void) | undefined;
}) {
  return (
    <PanelSection
      title={props.title}
      end={props.note === undefined ? undefined : <span className="u-quiet">{props.note}</span>}
      isFoldable
      level={2}
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      className={styles['facet-group']}
    >
      <ul>{props.children}</ul>
    </PanelSection>
  );
}

/** One value of a facet: chosen, left out or neither, its count and its share of the whole as a line. */
export function FacetRow(props: {
  label: Words;
  name: string;
  count: number;
  of: number;
  checked: Checked;
  onChange: (checked: boolean) => void;
}) {
  const { label, name, count, of, checked } = props;
  const share = of === 0 ? 0 : Math.min(100, (count / of) * 100);
  return (
    <li className={styles['facet-row']}>
      <Checkbox
        checked={checked}
        onChange={props.onChange}
        label={`${name}, ${countWords(count)} of ${countWords(of)}`}
        className={styles['facet-check']}
        wordsClassName={styles['facet-words']}
      >
        <span className={styles['facet-label']}>{label}</span>
        <span className={styles['facet-count']}>{countWords(count)}</span>
      </Checkbox>
      <i className={styles['facet-share']} aria-hidden>
        <i
          className={classNames(checked !== false && styles['is-on'])}
          style={{ width: count === 0 ? 0 : `max(2px, ${share}%)` }}
        />
      </i>
    </li>
  );
}
