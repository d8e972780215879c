import { Input } from 'react-aria-components/Input';
import { NumberField as AriaNumberField } from 'react-aria-components/NumberField';
import { classNames } from './class-names.ts';
import { FieldLabel, FieldNotes, fieldProps, type FieldCommon } from './field-common.tsx';
import { given } from './given.ts';
import styles from './field.module.css';

/** A number, or nothing; up and down change it by a step. Taken over on Enter and when the field is left. */
export function NumberField(
  props: FieldCommon & {
    value: number | null;
    onChange: (value: number | null) => void;
    min?: number | undefined;
    max?: number | undefined;
    step?: number | undefined;
    unit?: string | undefined;
  },
) {
  const { value, unit, error } = props;
  return (
    <AriaNumberField
      {...fieldProps(props)}
      {...given({ minValue: props.min, maxValue: props.max, step: props.step })}
      value={value ?? Number.NaN}
      onChange={(next) => props.onChange(Number.isNaN(next) ? null : next)}
    >
      <FieldLabel label={props.label} isHidden={props.isLabelHidden} />
      <div
        className={classNames(
          styles['field'],
          error !== undefined && styles['is-error'],
          props.isDisabled === true && styles['is-disabled'],
        )}
      >
        <Input
          {...given({ placeholder: props.placeholder })}
          className={classNames(styles['field-input'], 'u-num')}
        />
        {unit === undefined ? null : <span className="u-quiet">{unit}</span>}
      </div>
      <FieldNotes hint={props.hint} error={error} />
    </AriaNumberField>
  );
}
