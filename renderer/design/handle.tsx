import { IconButton, Button, LinkButton, type ButtonVariant } from './button.tsx';
import { classNames } from './class-names.ts';
import { copyText } from './copy-text.ts';
import type { IconName } from './icon.tsx';
import { toast } from './toast-queue.ts';
import type { Words } from './words.ts';
import styles from './handle.module.css';

/** Copies and says so; a window that may not copy says that too. */
export function copyAndSay(text: string, what: string): void {
  const say = (copied: boolean): void => {
    if (copied) toast({ words: `Copied ${what}`, tone: 'ok' });
    else
      toast({
        words: `The clipboard is not open to this window: ${what} was not copied`,
        tone: 'fail',
      });
  };
  copyText(text).then(say, () => say(false));
}

/** The name of a thing in the case, such as T-884216. */
export function Handle(props: {
  value: string;
  isCopyable?: boolean | undefined;
  onOpen?: (() => void) | undefined;
  className?: string | undefined;
}) {
  const { value, onOpen } = props;
  const name = <bdi className={styles['handle']}>{value}</bdi>;
  return (
    <span className={classNames(styles['handle-row'], props.className)}>
      {onOpen === undefined ? name : <LinkButton onPress={onOpen}>{name}</LinkButton>}
      {props.isCopyable === true ? <CopyIcon text={value} what={value} /> : null}
    </span>
  );
}

/** A hash: eight characters and an ellipsis, the whole one in its tooltip and when copied. */
export function Hash(props: {
  value: string;
  isWhole?: boolean | undefined;
  isCopyable?: boolean | undefined;
}) {
  const { value, isWhole = false } = props;
  return (
    <span className={styles['handle-row']}>
      <bdi
        className={classNames(styles['handle'], isWhole && styles['handle-whole'])}
        title={isWhole ? undefined : value}
      >
        {isWhole || value.length <= 9 ? value : `${value.slice(0, 8)}…`}
      </bdi>
      {props.isCopyable === true ? <CopyIcon text={value} what="hash" /> : null}
    </span>
  );
}

/** The tag of an exhibit, the one solid label. */
export function ExhibitTag({ value }: { value: string }) {
  return <bdi className={styles['exhibit-tag']}>{value}</bdi>;
}

/** A button with words that copies a text. */
export function CopyButton(props: {
  text: string | (() => string);
  words?: Words;
  what?: string | undefined;
  label?: string | undefined;
  variant?: ButtonVariant | undefined;
  icon?: IconName | undefined;
}) {
  const { text, what = 'text' } = props;
  return (
    <Button
      variant={props.variant ?? 'bare'}
      icon={props.icon ?? 'copy'}
      label={props.label}
      onPress={() => copyAndSay(typeof text === 'string' ? text : text(), what)}
    >
      {props.words ?? 'Copy'}
    </Button>
  );
}

function CopyIcon({ text, what }: { text: string; what: string }) {
  return (
    <IconButton
      className={styles['handle-copy']}
      icon="copy"
      iconSize={12}
      label={`Copy ${what}`}
      onPress={() => copyAndSay(text, what)}
    />
  );
}
