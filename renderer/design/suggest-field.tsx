import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { Popover as AriaPopover } from 'react-aria-components/Popover';
import { Choices, type Choice } from './choices.tsx';
import { classNames } from './class-names.ts';
import { FieldLabel, FieldNotes, fieldProps, type FieldCommon } from './field-common.tsx';
import { given } from './given.ts';
import fields from './field.module.css';
import floats from './menu.module.css';
import styles from './combo-box.module.css';

/** A text of a person's own, with those that were used before to choose from: what is typed narrows them. */
export function SuggestField(
  props: FieldCommon & {
    suggestions: readonly Choice<string>[];
    value: string;
    onChange: (value: string) => void;
    maxLength?: number | undefined;
  },
) {
  const { value, error } = props;
  const typed = value.trim().toLowerCase();
  const fitting = props.suggestions.filter(({ label }) => label.toLowerCase().includes(typed));
  return (
    <AriaComboBox
      {...fieldProps(props)}
      items={fitting.map((choice) => ({ ...choice, id: choice.value }))}
      inputValue={value}
      onInputChange={props.onChange}
      onChange={(key) => {
        if (typeof key === 'string') props.onChange(key);
      }}
      menuTrigger="input"
      allowsCustomValue
    >
      <FieldLabel label={props.label} isHidden={props.isLabelHidden} />
      <div className={classNames(fields['field'], error !== undefined && fields['is-error'])}>
        <Input
          {...given({ placeholder: props.placeholder, maxLength: props.maxLength })}
          className={fields['field-input'] ?? ''}
        />
      </div>
      <FieldNotes hint={props.hint} error={error} />
      {fitting.length === 0 ? null : (
        <AriaPopover className={classNames(floats['float'], styles['select-float'])} offset={4}>
          <Choices options={fitting} value={null} />
        </AriaPopover>
      )}
    </AriaComboBox>
  );
}
