import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';
import floats from './menu.module.css';

/** One of the values that can be chosen; a disabled one says why. */
export interface Choice<V extends string> {
  value: V;
  label: string;
  note?: string | undefined;
  icon?: IconName | undefined;
  isDisabled?: boolean | undefined;
  reason?: string | undefined;
}

/** The list of choices, for a select and a combo box. */
export function Choices<V extends string>(props: {
  options: readonly Choice<V>[];
  value: V | null;
}) {
  return (
    <ListBox
      className={floats['menu'] ?? ''}
      renderEmptyState={() => <div className={floats['menu-none']}>Nothing matches.</div>}
    >
      {props.options.map((option) => (
        <ListBoxItem
          key={option.value}
          id={option.value}
          textValue={option.label}
          isDisabled={option.isDisabled === true}
          className={floats['menu-item'] ?? ''}
        >
          {option.value === props.value ? (
            <Icon name="check" />
          ) : option.icon === undefined ? null : (
            <Icon name={option.icon} />
          )}
          <span className={floats['menu-words']}>{option.label}</span>
          <ChoiceNote option={option} />
        </ListBoxItem>
      ))}
    </ListBox>
  );
}

function ChoiceNote<V extends string>({ option }: { option: Choice<V> }) {
  const note = option.isDisabled === true ? (option.reason ?? option.note) : option.note;
  return note === undefined ? null : (
    <span className={classNames(floats['menu-end'], floats['menu-note'])}>{note}</span>
  );
}
