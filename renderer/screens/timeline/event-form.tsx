import type { TimelineEvent } from '../../../shared/domain/timeline.ts';
import type { Destination } from '../../../shared/domain/destination.ts';
import { keyHint } from '../../commands/table.ts';
import { Button } from '../../design/button.tsx';
import { TextArea, TextField } from '../../design/field.tsx';
import { Pane, PaneBody, PaneFoot, PanelHead } from '../../design/pane.tsx';
import { Select } from '../../design/select.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import { HandleLinks } from '../../marks/handle-links.tsx';
import { Standing } from '../../marks/standing.tsx';
import { useLeaving } from '../../marks/use-drafts.ts';
import type { Conflict } from '../../marks/use-entry-form.ts';
import { type EventFields, type Faults, kindChoices, readAs } from './event-words.ts';
import styles from './timeline.module.css';

/** The fields of one event. What is typed into one that stands is written when the form is left. */
export function EventForm(props: {
  /** Null: a new one. */
  event: TimelineEvent | null;
  fields: EventFields;
  isDraft: boolean;
  faults: Faults;
  onChange: (change: Partial<EventFields>) => void;
  onSave: () => void;
  onRemove: () => void;
  onDiscard: () => void;
  conflict: Conflict | null;
  onEscape: () => void;
  go: (to: Destination) => void;
}) {
  const times = useTimes();
  const { event, fields, faults, onChange } = props;
  const leaving = useLeaving(() => {
    if (event !== null && props.conflict === null) props.onSave();
  }, props.onEscape);
  const title = event === null ? 'New event' : `V-${event.event_no}`;
  return (
    <Pane label="Event" isSide>
      <PanelHead isRuled count={event === null ? undefined : `by ${event.entered_by}`}>
        {title}
      </PanelHead>
      <div className={styles['form']} {...leaving}>
        <PaneBody isInset>
          <div className={styles['fields']}>
            <TextField
              key={title}
              id="event-time"
              label="Time"
              isMono
              autoFocus={event === null}
              value={fields.time}
              onChange={(time) => onChange({ time })}
              hint={readAs(fields.time, times)}
              error={faults.time}
            />
            <Select
              label="Kind"
              options={kindChoices}
              value={fields.kind}
              placeholder="Choose a kind"
              onChange={(kind) => onChange({ kind })}
              error={faults.kind}
            />
            <TextArea
              label="What happened"
              rows={4}
              value={fields.text}
              onChange={(text) => onChange({ text })}
              error={faults.text}
            />
            <TextField
              label="Basis"
              hint="How it is known: a change log, a complaint"
              value={fields.basis}
              onChange={(basis) => onChange({ basis })}
            />
            <TextField
              label="Grounds"
              isMono
              hint="Handles of what shows it: E-1, F-12, T-7, K-1"
              value={fields.grounds}
              onChange={(grounds) => onChange({ grounds })}
              error={faults.grounds}
            />
            {event === null || event.grounds.length === 0 ? null : (
              <div className={styles['links']} role="group" aria-label="Grounds as links">
                <HandleLinks handles={event.grounds} what="ground of the event" go={props.go} />
              </div>
            )}
            {event === null ? null : (
              <p className="u-quiet">
                {`Entered by ${event.entered_by}, ${times.minuteZoned(event.entered_at)}`}
              </p>
            )}
          </div>
        </PaneBody>
        {props.conflict === null ? null : (
          <div className={styles['conflict']}>
            <Standing
              text={props.conflict.standing}
              why={props.conflict.why}
              onReplace={props.conflict.onReplace}
              onDrop={props.onDiscard}
            />
          </div>
        )}
        <PaneFoot>
          <Button
            variant={event === null ? 'primary' : 'edged'}
            keyHint={keyHint('timeline.save')}
            onPress={props.onSave}
          >
            {event === null ? 'Enter event' : 'Save'}
          </Button>
          {props.isDraft ? (
            <Button variant="bare" onPress={props.onDiscard}>
              Discard
            </Button>
          ) : null}
          <span className="u-grow" />
          {event === null ? null : (
            <Button icon="trash" label={`Remove ${title}`} onPress={props.onRemove}>
              Remove
            </Button>
          )}
        </PaneFoot>
      </div>
    </Pane>
  );
}
