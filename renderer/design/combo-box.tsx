import { Button as AriaButton } from 'react-aria-components/Button';
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { Popover as AriaPopover } from 'react-aria-components/Popover';
import { Choices, type Choice } from './choices.tsx';
import { classNames } from './class-names.ts';
import { FieldLabel, FieldNotes, fieldProps, type FieldCommon } from './field-common.tsx';
import { given } from './given.ts';
import { Icon } from './icon.tsx';
import fields from './field.module.css';
import floats from './menu.module.css';
import styles from './combo-box.module.css';

/** One value out of a long list: what is typed narrows it. */
export function ComboBox<V extends string>(
  props: FieldCommon & {
    options: readonly Choice<V>[];
    value: V | null;
    onChange: (value: V | null) => void;
  },
) {
  const { options, value, error } = props;
  return (
    <AriaComboBox
      {...fieldProps(props)}
      value={value}
      onChange={(key) => {
        const option = options.find((one) => one.value === key);
        props.onChange(option?.value ?? null);
      }}
      menuTrigger="focus"
      allowsEmptyCollection
    >
      <FieldLabel label={props.label} isHidden={props.isLabelHidden} />
      <div className={classNames(fields['field'], error !== undefined && fields['is-error'])}>
        <Input
          {...given({ placeholder: props.placeholder })}
          className={fields['field-input'] ?? ''}
        />
        <AriaButton className={styles['combo-open'] ?? ''}>
          <Icon name="chevron-down" size={12} />
        </AriaButton>
      </div>
      <FieldNotes hint={props.hint} error={error} />
      <AriaPopover className={classNames(floats['float'], styles['select-float'])} offset={4}>
        <Choices options={options} value={value} />
      </AriaPopover>
    </AriaComboBox>
  );
}
