import type { ReactNode } from 'react';
import { type CommandId, keyHint } from '../commands/table.ts';
import { Button } from '../design/button.tsx';
import { Pane, PaneFoot, PanelHead } from '../design/pane.tsx';
import styles from './entry-pane.module.css';
import { Standing } from './standing.tsx';
import { useLeaving } from './use-drafts.ts';
import type { Conflict } from './use-entry-form.ts';

/** What is done with an entry whose fields are open, as `useEntryForm` gives it. */
export interface EntryDoing {
  readonly isDraft: boolean;
  readonly conflict: Conflict | null;
  readonly onSave: () => void;
  readonly onRemove: () => void;
  readonly onDiscard: () => void;
  readonly onEscape: () => void;
}

const LABELS = { action: 'Action', event: 'Event' } as const;

/**
 * The pane around the fields of one entry: what stands where somebody else changed it meanwhile, and what can be done with
 * it. What is typed into an entry that stands is written when the form is left.
 */
export function EntryPane(props: {
  what: keyof typeof LABELS;
  /** Null: a new one. */
  handle: string | null;
  /** Said beside the handle. */
  note: string | undefined;
  saving: CommandId;
  doing: EntryDoing;
  children: ReactNode;
}) {
  const { what, handle } = props;
  const { isDraft, conflict, onSave, onRemove, onDiscard, onEscape } = props.doing;
  const leaving = useLeaving(() => {
    if (handle !== null && conflict === null) onSave();
  }, onEscape);
  return (
    <Pane label={LABELS[what]} isSide>
      <PanelHead isRuled count={props.note}>
        {handle ?? `New ${what}`}
      </PanelHead>
      <div className={styles['form']} {...leaving}>
        {props.children}
        {conflict === null ? null : (
          <div className={styles['conflict']}>
            <Standing
              text={conflict.standing}
              why={conflict.why}
              onReplace={conflict.onReplace}
              onDrop={onDiscard}
            />
          </div>
        )}
        <PaneFoot>
          <Button
            variant={handle === null ? 'primary' : 'edged'}
            keyHint={keyHint(props.saving)}
            onPress={onSave}
          >
            {handle === null ? `Enter ${what}` : 'Save'}
          </Button>
          {isDraft ? (
            <Button variant="bare" onPress={onDiscard}>
              Discard
            </Button>
          ) : null}
          <span className="u-grow" />
          {handle === null ? null : (
            <Button icon="trash" label={`Remove ${handle}`} onPress={onRemove}>
              Remove
            </Button>
          )}
        </PaneFoot>
      </div>
    </Pane>
  );
}
