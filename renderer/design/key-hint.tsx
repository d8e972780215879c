import { classNames } from './class-names.ts';
import styles from './key-hint.module.css';

/** A key or a chord such as `Ctrl K`. Inside a control it is hidden from readers, who get the control's own name. */
export function KeyHint(props: {
  keys: string;
  isQuiet?: boolean | undefined;
  isHidden?: boolean | undefined;
}) {
  return (
    <kbd
      className={classNames(styles['key'], props.isQuiet && styles['key-quiet'])}
      aria-hidden={props.isHidden === true ? true : undefined}
    >
      {props.keys}
    </kbd>
  );
}
