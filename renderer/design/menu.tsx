import { useRef } from 'react';
import { Header } from 'react-aria-components/Header';
import { Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu';
import { Popover as AriaPopover } from 'react-aria-components/Popover';
import { Separator } from 'react-aria-components/Separator';
import { Button, IconButton, type ButtonVariant } from './button.tsx';
import { given } from './given.ts';
import { Icon, type IconName } from './icon.tsx';
import { KeyHint } from './key-hint.tsx';
import type { Words } from './words.ts';
import styles from './menu.module.css';

/** One line of a menu. A disabled one says at the right why. */
export interface MenuCommand {
  id: string;
  words: Words;
  icon?: IconName | undefined;
  keyHint?: string | undefined;
  note?: string | undefined;
  isDisabled?: boolean | undefined;
  reason?: string | undefined;
  isOn?: boolean | undefined;
  onPress: () => void;
}

/** A command, a rule between commands, or commands under a head. */
export type MenuEntry = MenuCommand | 'separator' | { head: string; entries: readonly MenuEntry[] };

/** A button that opens a menu. Without words it is an icon, and needs a label. */
export function MenuButton(props: {
  words?: Words;
  label?: string | undefined;
  icon?: IconName | undefined;
  variant?: ButtonVariant | undefined;
  size?: 'control' | 'large' | undefined;
  entries: readonly MenuEntry[];
  isDisabled?: boolean | undefined;
  reason?: string | undefined;
  placement?: 'bottom start' | 'bottom end' | undefined;
  className?: string | undefined;
}) {
  const { words, label = 'More', icon, variant = 'edged', placement = 'bottom start' } = props;
  const common = {
    size: props.size,
    isDisabled: props.isDisabled,
    reason: props.reason,
    className: props.className,
  };
  return (
    <MenuTrigger>
      {words === undefined ? (
        <IconButton
          {...common}
          label={label}
          icon={icon ?? 'more'}
          variant={variant === 'bare' ? 'bare' : 'edged'}
        />
      ) : (
        <Button
          {...common}
          label={props.label}
          icon={icon}
          iconEnd="chevron-down"
          variant={variant}
        >
          {words}
        </Button>
      )}
      <AriaPopover className={styles['float'] ?? ''} placement={placement} offset={4}>
        <Commands label={typeof words === 'string' ? words : label} entries={props.entries} />
      </AriaPopover>
    </MenuTrigger>
  );
}

/** A menu at a point of the window, as the right mouse button or the menu key opens it. */
export function MenuAt(props: {
  label: string;
  at: { x: number; y: number } | null;
  entries: readonly MenuEntry[];
  onClose: () => void;
}) {
  const point = useRef<HTMLSpanElement>(null);
  const { at } = props;
  return (
    <>
      <span
        ref={point}
        className={styles['menu-point']}
        style={{ left: at?.x ?? 0, top: at?.y ?? 0 }}
        aria-hidden
      />
      <AriaPopover
        className={styles['float'] ?? ''}
        triggerRef={point}
        isOpen={at !== null}
        onOpenChange={(isOpen) => {
          if (!isOpen) props.onClose();
        }}
        placement="bottom start"
        offset={0}
      >
        <Commands label={props.label} entries={props.entries} onClose={props.onClose} />
      </AriaPopover>
    </>
  );
}

function Commands(props: {
  label: string;
  entries: readonly MenuEntry[];
  onClose?: (() => void) | undefined;
}) {
  return (
    <AriaMenu
      aria-label={props.label}
      className={styles['menu'] ?? ''}
      {...given({ autoFocus: props.onClose === undefined ? undefined : ('first' as const) })}
      onClose={() => props.onClose?.()}
    >
      {props.entries.map(entryOf)}
    </AriaMenu>
  );
}

function entryOf(entry: MenuEntry, index: number) {
  if (entry === 'separator') {
    return <Separator key={`rule-${index}`} className={styles['menu-sep'] ?? ''} />;
  }
  if ('head' in entry) {
    return (
      <MenuSection key={`head-${entry.head}`}>
        <Header className={styles['menu-head'] ?? ''}>{entry.head}</Header>
        {entry.entries.map(entryOf)}
      </MenuSection>
    );
  }
  return <Command key={entry.id} command={entry} />;
}

function Command({ command }: { command: MenuCommand }) {
  const { words, icon, keyHint, isDisabled = false } = command;
  const note = isDisabled ? (command.reason ?? command.note) : command.note;
  const mark = command.isOn === true ? 'check' : icon;
  return (
    <MenuItem
      id={command.id}
      textValue={typeof words === 'string' ? words : command.id}
      isDisabled={isDisabled}
      onAction={command.onPress}
      className={styles['menu-item'] ?? ''}
    >
      {mark === undefined ? null : (
        <Icon name={mark} label={command.isOn === true ? 'on' : undefined} />
      )}
      <span className={styles['menu-words']}>{words}</span>
      {note === undefined && keyHint === undefined ? null : (
        <span className={styles['menu-end']}>
          {note === undefined ? null : <span className={styles['menu-note']}>{note}</span>}
          {keyHint === undefined ? null : <KeyHint keys={keyHint} isHidden />}
        </span>
      )}
    </MenuItem>
  );
}
