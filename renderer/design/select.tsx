import { Button as AriaButton } from 'react-aria-components/Button';
import { Popover as AriaPopover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { Choices, type Choice } from './choices.tsx';
import { classNames } from './class-names.ts';
import { FieldLabel, FieldNotes, fieldProps, type FieldCommon } from './field-common.tsx';
import { Icon } from './icon.tsx';
import floats from './menu.module.css';
import styles from './select.module.css';

/** Props of Select. */
export interface SelectProps<V extends string> extends FieldCommon {
  options: readonly Choice<V>[];
  value: V | null;
  onChange: (value: V) => void;
  size?: 'control' | 'large' | undefined;
}

/** One value out of a list that opens below. */
export function Select<V extends string>(props: SelectProps<V>) {
  const { options, value, error, size = 'large' } = props;
  const chosen = options.find((option) => option.value === value);
  return (
    <AriaSelect
      {...fieldProps(props)}
      placeholder={props.placeholder ?? 'Choose'}
      value={value}
      onChange={(key) => {
        const option = options.find((one) => one.value === key);
        if (option !== undefined) props.onChange(option.value);
      }}
    >
      <FieldLabel label={props.label} isHidden={props.isLabelHidden} />
      <AriaButton
        className={classNames(
          styles['select-btn'],
          size === 'control' && styles['select-small'],
          error !== undefined && styles['is-error'],
        )}
      >
        <SelectValue className={styles['select-value'] ?? ''}>
          {chosen === undefined ? (
            <span className="u-quiet">{props.placeholder ?? 'Choose'}</span>
          ) : (
            chosen.label
          )}
        </SelectValue>
        <Icon name="chevron-down" size={12} />
      </AriaButton>
      <FieldNotes hint={props.hint} error={error} />
      <AriaPopover className={classNames(floats['float'], styles['select-float'])} offset={4}>
        <Choices options={options} value={value} />
      </AriaPopover>
    </AriaSelect>
  );
}
