import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';
import type { Words } from './words.ts';
import styles from './segmented.module.css';

/** A few ways to look at the same thing, one of them on. */
export function Segmented<V extends string>(props: {
  label: string;
  options: readonly {
    value: V;
    label: Words;
    icon?: IconName | undefined;
    isDisabled?: boolean | undefined;
  }[];
  value: V;
  onChange: (value: V) => void;
  isDisabled?: boolean | undefined;
  className?: string | undefined;
}) {
  const { label, options, value } = props;
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      isDisabled={props.isDisabled === true}
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = options.find((option) => keys.has(option.value));
        if (chosen !== undefined && chosen.value !== value) props.onChange(chosen.value);
      }}
      className={classNames(styles['segmented'], props.className)}
    >
      {options.map((option) => (
        <ToggleButton
          key={option.value}
          id={option.value}
          isDisabled={option.isDisabled === true}
          className={styles['segment'] ?? ''}
        >
          {option.icon === undefined ? null : <Icon name={option.icon} size={12} />}
          {option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
