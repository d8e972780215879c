import { CheckboxButton, CheckboxField } from 'react-aria-components/Checkbox';
import { Text } from 'react-aria-components/Text';
import { classNames } from './class-names.ts';
import { given } from './given.ts';
import { Hidden } from './hidden.tsx';
import type { Words } from './words.ts';
import styles from './checkbox.module.css';

/** Chosen, not chosen, some of what is below chosen, or left out on purpose. */
export type Checked = boolean | 'mixed' | 'excluded';

/** A checkbox. Drawn 14 px, pressed on 24; it needs children or a label. */
export function Checkbox(props: {
  checked: Checked;
  onChange: (checked: boolean) => void;
  children?: Words;
  label?: string | undefined;
  hint?: Words;
  isDisabled?: boolean | undefined;
  reason?: string | undefined;
  name?: string | undefined;
  className?: string | undefined;
  wordsClassName?: string | undefined;
}) {
  const { checked, children, hint, isDisabled = false } = props;
  const reason = isDisabled ? props.reason : undefined;
  const excluded = checked === 'excluded';
  return (
    <CheckboxField
      {...given({ 'aria-label': props.label, name: props.name })}
      isSelected={checked === true}
      isIndeterminate={checked === 'mixed' || excluded}
      isDisabled={isDisabled}
      validationBehavior="aria"
      onChange={props.onChange}
      className={classNames(styles['check-field'], props.className)}
    >
      <CheckboxButton
        className={classNames(
          styles['check'],
          children === undefined && styles['check-bare'],
          excluded && styles['is-not'],
        )}
      >
        <span className={styles['check-box']} title={reason} aria-hidden />
        {children === undefined ? null : (
          <span className={classNames(styles['check-words'], props.wordsClassName)}>
            {children}
          </span>
        )}
        {excluded ? <Hidden>, left out</Hidden> : null}
      </CheckboxButton>
      {hint === undefined && reason === undefined ? null : (
        <Text slot="description" className={styles['check-hint'] ?? ''}>
          {hint ?? reason}
        </Text>
      )}
    </CheckboxField>
  );
}
