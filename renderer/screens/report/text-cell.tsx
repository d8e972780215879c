import { useEffect, useRef, useState } from 'react';
import { TextArea, TextField } from '../../design/field.tsx';
import { useCaseKey } from '../../engine-client/live.ts';
import { Standing } from '../../marks/standing.tsx';
import { cellKey, draftAt, isChangedUnder, isSaid, putDraft, useDraftAt } from './cell-drafts.ts';
import styles from './report.module.css';

/**
 * A text that is entered when it is left and is another; a text that cannot be entered stays and says why. Where somebody
 * else changed it meanwhile both are shown, and nothing is written until one is chosen.
 */
export function TextCell(props: {
  name: string;
  label: string;
  saved: string;
  onEnter: (value: string) => Promise<void>;
  lines?: number;
  hint?: string;
  id?: string;
  placeholder?: string;
  isFirst?: boolean;
  check?: (value: string) => string | undefined;
  /** Whether there is nowhere to enter it. */
  isHeld?: boolean;
}) {
  const { label, saved, lines = 1, hint, id, placeholder, isFirst = false } = props;
  const key = cellKey(useCaseKey(), props.name);
  const draft = useDraftAt(key);
  const text = draft?.text ?? saved;
  const [error, setError] = useState(() => (draft === undefined ? undefined : props.check?.(text)));
  const isChanged = draft !== undefined && props.isHeld !== true && isChangedUnder(draft, saved);

  const write = (value: string, base = draftAt(key)?.base ?? saved): void => {
    const sent = draftAt(key)?.sent;
    putDraft(key, value === saved && sent === undefined ? null : { text: value, base, sent });
    setError(undefined);
  };
  const leave = (): void => {
    const left = draftAt(key);
    if (left === undefined) return;
    if (left.sent === undefined && isSaid(left.text, saved)) {
      putDraft(key, null);
      return;
    }
    if (props.isHeld === true || isChangedUnder(left, saved)) return;
    const value = left.text.trim();
    if (value === left.sent) return;
    const wrong = props.check?.(left.text);
    setError(wrong);
    if (wrong !== undefined) return;
    putDraft(key, { ...left, sent: value });
    props.onEnter(value).then(
      () => {
        const now = draftAt(key);
        if (now === undefined) return;
        // What was typed meanwhile is a draft still, of what was entered now.
        const sent = now.sent === value ? undefined : now.sent;
        putDraft(key, isSaid(now.text, value) ? null : { text: now.text, base: value, sent });
      },
      () => {
        const now = draftAt(key);
        if (now !== undefined) putDraft(key, { ...now, sent: undefined });
      },
    );
  };
  const leaving = useRef(leave);
  useEffect(() => {
    leaving.current = leave;
  });
  // A screen that is left by a key never takes the focus off the field first.
  useEffect(() => () => leaving.current(), []);

  const common = {
    label,
    value: text,
    onChange: (value: string) => write(value),
    hint,
    id,
    placeholder,
    error,
    onLeave: leave,
  };
  return (
    <div className={styles['cell']}>
      {lines === 1 ? (
        <TextField {...common} autoFocus={isFirst} onEnter={leave} />
      ) : (
        <TextArea {...common} autoFocus={isFirst} rows={lines} />
      )}
      {isChanged ? (
        <Standing
          text={saved.trim() === '' ? 'nothing' : saved}
          both={{
            ...{ yours: text, standing: saved.trim(), between: lines === 1 ? ' ' : '\n\n' },
            onWrite: (both) => write(both, saved),
          }}
          onReplace={() => {
            write(text, saved);
            leave();
          }}
          onDrop={() => {
            putDraft(key, null);
            setError(undefined);
          }}
        />
      ) : null}
    </div>
  );
}
