import { SwitchButton, SwitchField } from 'react-aria-components/Switch';
import { Text } from 'react-aria-components/Text';
import { classNames } from './class-names.ts';
import { given } from './given.ts';
import type { Words } from './words.ts';
import styles from './toggle.module.css';

/** Something that is on or off at once, without a button to confirm it. */
export function Toggle(props: {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  children?: Words;
  label?: string | undefined;
  hint?: Words;
  isDisabled?: boolean | undefined;
  reason?: string | undefined;
  className?: string | undefined;
}) {
  const { children, hint, isDisabled = false } = props;
  const reason = isDisabled ? props.reason : undefined;
  return (
    <SwitchField
      {...given({ 'aria-label': props.label })}
      isSelected={props.isOn}
      onChange={props.onChange}
      isDisabled={isDisabled}
      validationBehavior="aria"
      className={classNames(styles['toggle-field'], props.className)}
    >
      <SwitchButton className={styles['toggle'] ?? ''}>
        <span className={styles['toggle-track']} title={reason} aria-hidden />
        {children === undefined ? null : <span className={styles['toggle-words']}>{children}</span>}
      </SwitchButton>
      {hint === undefined && reason === undefined ? null : (
        <Text slot="description" className={styles['toggle-hint'] ?? ''}>
          {hint ?? reason}
        </Text>
      )}
    </SwitchField>
  );
}
