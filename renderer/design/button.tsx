import type { ReactElement, Ref } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { classNames } from './class-names.ts';
import { given } from './given.ts';
import { Icon, type IconName } from './icon.tsx';
import { KeyHint } from './key-hint.tsx';
import { Tooltip } from './tooltip.tsx';
import type { Words } from './words.ts';
import styles from './button.module.css';

/** What every button takes. A disabled one with a `reason` keeps the focus it can get, so that the reason can be read. */
export interface Pressable {
  onPress?: (() => void) | undefined;
  isDisabled?: boolean | undefined;
  reason?: string | undefined;
  label?: string | undefined;
  isOn?: boolean | undefined;
  autoFocus?: boolean | undefined;
  id?: string | undefined;
  className?: string | undefined;
  ref?: Ref<HTMLButtonElement> | undefined;
}

/** How heavy a button looks. */
export type ButtonVariant = 'edged' | 'primary' | 'bare';

/** Props of a button with words. */
export interface ButtonProps extends Pressable {
  children: Words;
  variant?: ButtonVariant | undefined;
  size?: 'control' | 'large' | undefined;
  icon?: IconName | undefined;
  iconEnd?: IconName | undefined;
  keyHint?: string | undefined;
  tip?: string | undefined;
  isBusy?: boolean | undefined;
  type?: 'button' | 'submit' | undefined;
  form?: string | undefined;
}

/** A button with words: edged in panes, bare in bars, one primary on a screen. */
export function Button(props: ButtonProps) {
  const { variant = 'edged', size = 'control', isBusy = false } = props;
  const look = classNames(
    styles['btn'],
    variant !== 'edged' && styles[`btn-${variant}`],
    size === 'large' && styles['btn-large'],
    props.className,
  );
  const submits = props.type === 'submit' && props.isDisabled !== true;
  return explained(
    props.isDisabled === true ? props.reason : props.tip,
    <AriaButton
      {...pressing(props)}
      {...given({ type: submits ? ('submit' as const) : undefined, form: props.form })}
      isPending={isBusy}
      className={look}
    >
      {props.icon === undefined ? null : <Icon name={props.icon} size={12} />}
      {props.children}
      {props.iconEnd === undefined ? null : <Icon name={props.iconEnd} size={12} />}
      {props.keyHint === undefined ? null : <KeyHint keys={props.keyHint} isHidden />}
    </AriaButton>,
  );
}

/** Props of a button that is an icon alone. */
export interface IconButtonProps extends Omit<Pressable, 'label'> {
  label: string;
  icon: IconName;
  iconSize?: 16 | 12 | undefined;
  variant?: 'bare' | 'edged' | undefined;
  keyHint?: string | undefined;
  size?: 'control' | 'large' | undefined;
}

/** An icon that can be pressed; its label is its name and, with the key, its tooltip. */
export function IconButton(props: IconButtonProps) {
  const { variant = 'bare', iconSize = 16 } = props;
  const words = props.keyHint === undefined ? props.label : `${props.label} (${props.keyHint})`;
  const tip =
    props.isDisabled === true && props.reason !== undefined
      ? `${props.label}: ${props.reason}`
      : words;
  return explained(
    tip,
    <AriaButton
      {...pressing(props)}
      className={classNames(
        styles['btn'],
        styles['btn-icon'],
        variant === 'bare' && styles['btn-bare'],
        props.size === 'large' && styles['btn-large'],
        props.className,
      )}
    >
      <Icon name={props.icon} size={iconSize} />
    </AriaButton>,
  );
}

/** Props of a button that reads as a link. */
export interface LinkButtonProps extends Pressable {
  children: Words;
  icon?: IconName | undefined;
  iconEnd?: IconName | undefined;
  tip?: string | undefined;
}

/** A button that reads as a link, for going somewhere. */
export function LinkButton(props: LinkButtonProps) {
  return explained(
    props.isDisabled === true ? props.reason : props.tip,
    <AriaButton {...pressing(props)} className={classNames(styles['link-btn'], props.className)}>
      {props.icon === undefined ? null : <Icon name={props.icon} size={12} />}
      {props.children}
      {props.iconEnd === undefined ? null : <Icon name={props.iconEnd} size={12} />}
    </AriaButton>,
  );
}

function pressing(props: Pressable) {
  const blocked = props.isDisabled === true;
  const saysWhy = blocked && props.reason !== undefined;
  return given({
    ref: props.ref,
    id: props.id,
    autoFocus: props.autoFocus,
    onPress: blocked ? undefined : props.onPress,
    isDisabled: blocked && !saysWhy ? true : undefined,
    'aria-disabled': saysWhy ? true : undefined,
    'aria-label': props.label,
    'aria-pressed': props.isOn,
  });
}

function explained(words: string | undefined, button: ReactElement) {
  return words === undefined ? button : <Tooltip words={words}>{button}</Tooltip>;
}
