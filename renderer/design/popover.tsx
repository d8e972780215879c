import { useState, type ReactNode, type RefObject } from 'react';
import { Dialog as AriaDialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Popover as AriaPopover } from 'react-aria-components/Popover';
import { Button, IconButton, type ButtonVariant } from './button.tsx';
import { classNames } from './class-names.ts';
import type { IconName } from './icon.tsx';
import type { Words } from './words.ts';
import floats from './menu.module.css';
import styles from './popover.module.css';

/** Where a popover opens. */
export type Placement = 'bottom start' | 'bottom end' | 'top start' | 'top end' | 'right top';

type Content = ReactNode | ((close: () => void) => ReactNode);

/** A button that opens a popover: controls about one thing. Esc closes it. */
export function PopoverButton(props: {
  words?: Words;
  label?: string | undefined;
  icon?: IconName | undefined;
  variant?: ButtonVariant | undefined;
  size?: 'control' | 'large' | undefined;
  title: string;
  children: Content;
  placement?: Placement | undefined;
  width?: number | undefined;
  isDisabled?: boolean | undefined;
  reason?: string | undefined;
  className?: string | undefined;
}) {
  const [isOpen, setOpen] = useState(false);
  const { words, icon, variant = 'edged' } = props;
  const common = {
    size: props.size,
    isDisabled: props.isDisabled,
    reason: props.reason,
    className: props.className,
  };
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      {words === undefined ? (
        <IconButton
          {...common}
          label={props.label ?? props.title}
          icon={icon ?? 'more'}
          variant={variant === 'bare' ? 'bare' : 'edged'}
        />
      ) : (
        <Button {...common} label={props.label} icon={icon} variant={variant}>
          {words}
        </Button>
      )}
      <AriaPopover
        className={classNames(floats['float'], styles['popover'])}
        placement={props.placement ?? 'bottom start'}
        offset={4}
        style={{ width: props.width ?? 340 }}
      >
        <Inside title={props.title} close={() => setOpen(false)}>
          {props.children}
        </Inside>
      </AriaPopover>
    </DialogTrigger>
  );
}

/** A popover that something else opens, beside it. */
export function Popover(props: {
  title: string;
  triggerRef: RefObject<HTMLElement | null>;
  isOpen: boolean;
  onClose: () => void;
  children: Content;
  placement?: Placement | undefined;
  width?: number | undefined;
}) {
  return (
    <AriaPopover
      className={classNames(floats['float'], styles['popover'])}
      triggerRef={props.triggerRef}
      isOpen={props.isOpen}
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
      placement={props.placement ?? 'bottom start'}
      offset={4}
      style={{ width: props.width ?? 340 }}
    >
      <Inside title={props.title} close={props.onClose}>
        {props.children}
      </Inside>
    </AriaPopover>
  );
}

function Inside(props: { title: string; close: () => void; children: Content }) {
  const { children, close } = props;
  return (
    <AriaDialog className={styles['popover-inside'] ?? ''}>
      <div className={styles['popover-head']}>
        <Heading slot="title" level={2} className={styles['popover-title'] ?? ''}>
          {props.title}
        </Heading>
        <IconButton icon="close" iconSize={12} label="Close" onPress={close} />
      </div>
      {typeof children === 'function' ? children(close) : children}
    </AriaDialog>
  );
}
