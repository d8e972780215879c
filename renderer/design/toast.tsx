import {
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type FocusEvent,
  type RefObject,
} from 'react';
import { Button, IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import { copyAndSay } from './handle.tsx';
import { Icon } from './icon.tsx';
import { closeToast, onToasts, shownToasts, type ShownToast } from './toast-queue.ts';
import styles from './toast.module.css';

export { toast } from './toast-queue.ts';

const shownFor = 6000;
const icons = { ok: 'check', info: 'info', warn: 'warning', fail: 'warning' } as const;

/** Where toasts appear, bottom left above the status bar. Once in the window. */
export function ToastRegion() {
  const toasts = useSyncExternalStore(onToasts, shownToasts);
  const [held, setHeld] = useState(false);
  const before = useRef<HTMLElement | null>(null);
  const holding = {
    onPointerEnter: () => setHeld(true),
    onPointerLeave: () => setHeld(false),
    onFocus: (event: FocusEvent<HTMLElement>) => {
      setHeld(true);
      const from = event.relatedTarget;
      if (from instanceof HTMLElement && !event.currentTarget.contains(from)) before.current = from;
    },
    onBlur: () => setHeld(false),
  };
  return (
    <div
      role="region"
      aria-label="Notifications"
      className={styles['toast-region']}
      // Dialogs leave what carries this attribute reachable.
      data-react-aria-top-layer="true"
      data-unkept
      {...holding}
    >
      {toasts.map((one) => (
        <Toast key={one.id} toast={one} isHeld={held} before={before} />
      ))}
    </div>
  );
}

function Toast(props: {
  toast: ShownToast;
  isHeld: boolean;
  before: RefObject<HTMLElement | null>;
}) {
  const { toast, isHeld, before } = props;
  const { id, words, tone = 'info', details, other } = toast;
  // What it leads to is not shown here.
  const action = other === null ? toast.action : undefined;
  const stays = tone === 'fail';
  useEffect(() => {
    if (stays || isHeld) return;
    const timer = setTimeout(() => closeToast(id), shownFor);
    return () => clearTimeout(timer);
  }, [id, stays, isHeld]);

  // What is pressed goes away with the toast: the focus goes back to where it came from.
  const close = (): void => {
    closeToast(id);
    before.current?.focus();
  };

  return (
    <div role={stays ? 'alert' : 'status'} className={styles['toast']}>
      <span className={classNames(styles[`toast-${tone}`])}>
        <Icon name={icons[tone]} />
      </span>
      <span
        className={styles['toast-words']}
        title={other === null ? words : `${other.words} ${words}`}
      >
        {other === null ? null : (
          <span className={styles['toast-subject']}>{`${other.words} `}</span>
        )}
        {words}
      </span>
      {action === undefined ? null : (
        <Button
          variant="bare"
          onPress={() => {
            close();
            action.onPress();
          }}
        >
          {action.words}
        </Button>
      )}
      {stays ? (
        <>
          <Button variant="bare" onPress={() => copyAndSay(details ?? words, 'details')}>
            Copy details
          </Button>
          <IconButton icon="close" iconSize={12} label="Close" onPress={close} />
        </>
      ) : null}
    </div>
  );
}
