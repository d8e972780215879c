import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { classNames } from './class-names.ts';
import { given } from './given.ts';
import { Icon } from './icon.tsx';
import type { Words } from './words.ts';
import styles from './field.module.css';

/** What every field takes. An error is a sentence that says what to write instead. */
export interface FieldCommon {
  label: string;
  isLabelHidden?: boolean | undefined;
  hint?: Words;
  error?: string | undefined;
  isDisabled?: boolean | undefined;
  isReadOnly?: boolean | undefined;
  isRequired?: boolean | undefined;
  autoFocus?: boolean | undefined;
  placeholder?: string | undefined;
  name?: string | undefined;
  id?: string | undefined;
  className?: string | undefined;
  /** The field was left. */
  onLeave?: (() => void) | undefined;
}

/** The label of a field, which a reader hears even where it is not drawn. */
export function FieldLabel({ label, isHidden }: { label: string; isHidden?: boolean | undefined }) {
  return (
    <Label className={isHidden === true ? 'u-hidden' : (styles['label'] ?? '')}>{label}</Label>
  );
}

/** The props React Aria's fields share. Errors are the caller's sentences, never the browser's. */
export function fieldProps(props: FieldCommon) {
  return {
    ...given({
      name: props.name,
      id: props.id,
      autoFocus: props.autoFocus,
      onBlur: props.onLeave,
    }),
    isDisabled: props.isDisabled === true,
    isReadOnly: props.isReadOnly === true,
    isRequired: props.isRequired === true,
    isInvalid: props.error !== undefined,
    validationBehavior: 'aria',
    className: classNames(styles['field-block'], props.className),
  } as const;
}

/** Below a field: the error when there is one, else the hint. React Aria ties them to the field. */
export function FieldNotes({ hint, error }: { hint?: Words; error?: string | undefined }) {
  return (
    <>
      {error === undefined ? null : (
        <FieldError className={styles['error-text'] ?? ''}>
          <Icon name="close" size={12} />
          <span>{error}</span>
        </FieldError>
      )}
      {hint === undefined || error !== undefined ? null : (
        <Text slot="description" className={styles['hint'] ?? ''}>
          {hint}
        </Text>
      )}
    </>
  );
}
