import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import type { Words } from './words.ts';
import styles from './chip.module.css';

/** One part of a filter as a chip; pressed it can be changed, and it can be taken out. */
export function Chip(props: {
  field?: string | undefined;
  value: Words;
  isNegated?: boolean | undefined;
  onRemove?: (() => void) | undefined;
  removeLabel?: string | undefined;
  onPress?: (() => void) | undefined;
  className?: string | undefined;
}) {
  const { field, value, isNegated = false, onRemove, onPress } = props;
  const words = (
    <>
      {field === undefined && !isNegated ? null : (
        <span className={styles['chip-field']}>
          {[isNegated ? 'not' : '', field ?? ''].join(' ').trim()}
        </span>
      )}
      <span className={styles['chip-value']}>{value}</span>
    </>
  );
  const shown = typeof value === 'string' ? value : '';
  return (
    <span
      className={classNames(
        styles['chip'],
        isNegated && styles['chip-not'],
        onRemove === undefined && styles['chip-fixed'],
        props.className,
      )}
    >
      {onPress === undefined ? (
        words
      ) : (
        <AriaButton className={styles['chip-press'] ?? ''} onPress={onPress}>
          {words}
        </AriaButton>
      )}
      {onRemove === undefined ? null : (
        <AriaButton
          className={styles['chip-remove'] ?? ''}
          aria-label={
            props.removeLabel ?? `Take out ${field ?? ''} ${shown}`.replace(/\s+/g, ' ').trim()
          }
          onPress={onRemove}
        >
          <Icon name="close" size={12} />
        </AriaButton>
      )}
    </span>
  );
}

/** The dashed chip at the end of a row of chips. */
export function AddChip({ words = 'Add', onPress }: { words?: string; onPress: () => void }) {
  return (
    <AriaButton className={classNames(styles['chip'], styles['chip-add'])} onPress={onPress}>
      <Icon name="plus" size={12} />
      {words}
    </AriaButton>
  );
}

/** Chips side by side, as a named group. */
export function ChipRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={label} className={styles['chip-row']}>
      {children}
    </div>
  );
}
