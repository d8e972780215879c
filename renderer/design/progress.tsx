import { ProgressBar } from 'react-aria-components/ProgressBar';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import type { Words } from './words.ts';
import styles from './progress.module.css';

/** How far a job is: 0 to 1, or null when it cannot be known. */
export function Progress(props: {
  label: string;
  value: number | null;
  words?: Words;
  isLabelHidden?: boolean | undefined;
  onCancel?: (() => void) | undefined;
  className?: string | undefined;
}) {
  const { label, value, words, isLabelHidden = false, onCancel } = props;
  return (
    <div className={classNames(styles['progress-row'], props.className)}>
      <div className={styles['progress-main']}>
        {isLabelHidden && words === undefined ? null : (
          <span className={styles['progress-words']}>
            {isLabelHidden ? null : <span>{label}</span>}
            {words === undefined ? null : <span className="u-soft">{words}</span>}
          </span>
        )}
        <ProgressLine label={label} value={value} />
      </div>
      {onCancel === undefined ? null : (
        <Button variant="bare" label={`Cancel ${label}`} onPress={onCancel}>
          Cancel
        </Button>
      )}
    </div>
  );
}

/** At the foot of a pane whose content is on its way for longer than two seconds. */
export function LoadingFoot(props: {
  words: Words;
  label?: string | undefined;
  value?: number | null | undefined;
  onCancel?: (() => void) | undefined;
}) {
  const { words, value = null, onCancel } = props;
  const label = props.label ?? (typeof words === 'string' ? words : 'Loading');
  return (
    <div className={styles['loading-foot']}>
      <span role="status">{words}</span>
      <ProgressLine label={label} value={value} />
      {onCancel === undefined ? null : (
        <Button variant="bare" onPress={onCancel}>
          Cancel
        </Button>
      )}
    </div>
  );
}

function ProgressLine({ label, value }: { label: string; value: number | null }) {
  return (
    <ProgressBar
      aria-label={label}
      minValue={0}
      maxValue={1}
      value={value ?? 0}
      isIndeterminate={value === null}
      className={styles['progress'] ?? ''}
    >
      <i
        className={value === null ? styles['progress-unknown'] : styles['progress-done']}
        style={{ width: value === null ? '25%' : `${Math.min(1, Math.max(0, value)) * 100}%` }}
      />
    </ProgressBar>
  );
}
