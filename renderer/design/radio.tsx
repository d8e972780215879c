import { Label } from 'react-aria-components/Label';
import {
  RadioButton,
  RadioField,
  RadioGroup as AriaRadioGroup,
} from 'react-aria-components/RadioGroup';
import { Text } from 'react-aria-components/Text';
import { classNames } from './class-names.ts';
import { FieldNotes } from './field-common.tsx';
import type { Words } from './words.ts';
import styles from './radio.module.css';

/** One of several. */
export interface RadioOption<V extends string> {
  value: V;
  label: Words;
  hint?: Words;
  isDisabled?: boolean | undefined;
}

/** One choice of a few that are all shown. */
export function RadioGroup<V extends string>(props: {
  label: string;
  options: readonly RadioOption<V>[];
  value: V | null;
  onChange: (value: V) => void;
  isInline?: boolean | undefined;
  isLabelHidden?: boolean | undefined;
  hint?: Words;
  error?: string | undefined;
  isDisabled?: boolean | undefined;
  className?: string | undefined;
}) {
  const { options, value, isInline = false, error } = props;
  const choose = (chosen: string): void => {
    const option = options.find((one) => one.value === chosen);
    if (option !== undefined) props.onChange(option.value);
  };
  return (
    <AriaRadioGroup
      value={value}
      onChange={choose}
      isDisabled={props.isDisabled === true}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      orientation={isInline ? 'horizontal' : 'vertical'}
      className={props.className ?? ''}
    >
      <Label className={props.isLabelHidden === true ? 'u-hidden' : (styles['label'] ?? '')}>
        {props.label}
      </Label>
      <div className={classNames(styles['radios'], isInline && styles['is-inline'])}>
        {options.map((option) => (
          <RadioField
            key={option.value}
            value={option.value}
            isDisabled={option.isDisabled === true}
            className={styles['radio-field'] ?? ''}
          >
            <RadioButton className={styles['radio'] ?? ''}>
              <span className={styles['radio-dot']} aria-hidden />
              <span className={styles['radio-words']}>{option.label}</span>
            </RadioButton>
            {option.hint === undefined ? null : (
              <Text slot="description" className={styles['radio-hint'] ?? ''}>
                {option.hint}
              </Text>
            )}
          </RadioField>
        ))}
      </div>
      <FieldNotes hint={props.hint} error={error} />
    </AriaRadioGroup>
  );
}
