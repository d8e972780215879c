import type { TimelineEvent } from '../../../shared/domain/timeline.ts';
import type { Destination } from '../../../shared/domain/destination.ts';
import { TextArea, TextField } from '../../design/field.tsx';
import { PaneBody } from '../../design/pane.tsx';
import { Select } from '../../design/select.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import { type EntryDoing, EntryPane } from '../../marks/entry-pane.tsx';
import { HandleLinks } from '../../marks/handle-links.tsx';
import { type EventFields, type Faults, kindChoices, readAs } from './event-words.ts';
import styles from './timeline.module.css';

/** The fields of one event. */
export function EventForm(
  props: EntryDoing & {
    /** Null: a new one. */
    event: TimelineEvent | null;
    fields: EventFields;
    faults: Faults;
    onChange: (change: Partial<EventFields>) => void;
    go: (to: Destination) => void;
  },
) {
  const times = useTimes();
  const { event, fields, faults, onChange } = props;
  const handle = event === null ? null : `V-${event.event_no}`;
  return (
    <EntryPane
      what="event"
      handle={handle}
      note={event === null ? undefined : `by ${event.entered_by}`}
      saving="timeline.save"
      doing={props}
    >
      <PaneBody isInset>
        <div className={styles['fields']}>
          <TextField
            key={handle ?? 'new'}
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
    </EntryPane>
  );
}
