import { useState, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { Input } from 'react-aria-components/Input';
import { TextArea as AriaTextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import { FieldLabel, FieldNotes, fieldProps, type FieldCommon } from './field-common.tsx';
import { given } from './given.ts';
import { Icon, type IconName } from './icon.tsx';
import { KeyHint } from './key-hint.tsx';
import styles from './field.module.css';

/** Props of a field of one line. */
export interface TextFieldProps extends FieldCommon {
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'password' | 'search' | 'date' | 'datetime-local' | undefined;
  icon?: IconName | undefined;
  keyHint?: string | undefined;
  isMono?: boolean | undefined;
  end?: ReactNode;
  maxLength?: number | undefined;
  spellCheck?: boolean | undefined;
  onEnter?: ((value: string) => void) | undefined;
  onEscape?: (() => void) | undefined;
  onKeyDown?: ((event: KeyboardEvent<HTMLInputElement>) => void) | undefined;
  inputRef?: Ref<HTMLInputElement> | undefined;
}

/** A field of one line. One for a passphrase can show what was typed. */
export function TextField(props: TextFieldProps) {
  const [isShown, setShown] = useState(false);
  const { value, type = 'text', error, icon, keyHint, end } = props;
  const isSecret = type === 'password';
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    props.onKeyDown?.(event);
    if (event.defaultPrevented || event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && props.onEnter !== undefined) {
      event.preventDefault();
      props.onEnter(value);
    }
    if (event.key === 'Escape' && props.onEscape !== undefined) {
      event.stopPropagation();
      props.onEscape();
    }
  };
  return (
    <AriaTextField {...fieldProps(props)} value={value} onChange={props.onChange}>
      <FieldLabel label={props.label} isHidden={props.isLabelHidden} />
      <div
        className={classNames(
          styles['field'],
          error !== undefined && styles['is-error'],
          props.isDisabled === true && styles['is-disabled'],
        )}
      >
        {icon === undefined ? null : <Icon name={icon} size={12} />}
        <Input
          {...given({
            placeholder: props.placeholder,
            maxLength: props.maxLength,
            ref: props.inputRef,
          })}
          type={isSecret && isShown ? 'text' : type}
          spellCheck={props.spellCheck ?? false}
          autoComplete="off"
          onKeyDown={onKeyDown}
          className={classNames(styles['field-input'], props.isMono === true && 'u-mono')}
        />
        {keyHint === undefined ? null : <KeyHint keys={keyHint} isHidden />}
        {end}
        {isSecret ? (
          <IconButton
            className={styles['field-button']}
            icon={isShown ? 'eye-off' : 'eye'}
            label={isShown ? 'Hide what is typed' : 'Show what is typed'}
            isOn={isShown}
            onPress={() => setShown(!isShown)}
          />
        ) : null}
      </div>
      <FieldNotes hint={props.hint} error={error} />
    </AriaTextField>
  );
}

/** Props of a field of several lines. */
export interface TextAreaProps extends FieldCommon {
  value: string;
  onChange: (value: string) => void;
  rows?: number | undefined;
  isMono?: boolean | undefined;
  maxLength?: number | undefined;
  areaRef?: Ref<HTMLTextAreaElement> | undefined;
}

/** A field of several lines. */
export function TextArea(props: TextAreaProps) {
  const { value, rows = 3, error } = props;
  return (
    <AriaTextField {...fieldProps(props)} value={value} onChange={props.onChange}>
      <FieldLabel label={props.label} isHidden={props.isLabelHidden} />
      <AriaTextArea
        {...given({
          placeholder: props.placeholder,
          maxLength: props.maxLength,
          ref: props.areaRef,
        })}
        rows={rows}
        className={classNames(
          styles['area'],
          props.isMono === true && styles['area-mono'],
          error !== undefined && styles['is-error'],
        )}
      />
      <FieldNotes hint={props.hint} error={error} />
    </AriaTextField>
  );
}
