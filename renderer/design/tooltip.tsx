import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import type { Words } from './words.ts';
import styles from './tooltip.module.css';

/** Where a float opens beside what it belongs to. */
export type Side = 'top' | 'bottom' | 'left' | 'right';

/** Words about the one control inside: 500 ms under the pointer, at once on focus. */
export function Tooltip(props: {
  words: Words;
  children: ReactElement;
  placement?: Side | undefined;
  isDisabled?: boolean | undefined;
}) {
  return (
    <TooltipTrigger delay={500} closeDelay={80} isDisabled={props.isDisabled === true}>
      {props.children}
      <AriaTooltip className={styles['tip'] ?? ''} placement={props.placement ?? 'top'} offset={6}>
        {props.words}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
