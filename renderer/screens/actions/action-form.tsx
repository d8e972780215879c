import { useQuery } from '@tanstack/react-query';
import type { ActionAct, ListedAction } from '../../../shared/domain/action-list.ts';
import type { Destination } from '../../../shared/domain/destination.ts';
import { TextArea, TextField } from '../../design/field.tsx';
import { PaneBody, PanelSection } from '../../design/pane.tsx';
import { Select } from '../../design/select.tsx';
import { ask } from '../../engine-client/engine.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import { type EntryDoing, EntryPane } from '../../marks/entry-pane.tsx';
import { HandleLinks } from '../../marks/handle-links.tsx';
import {
  type ActionFields,
  categoryChoices,
  dueWords,
  type Faults,
  statusChoices,
} from './action-words.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import styles from './actions.module.css';

/** The fields of one action. */
export function ActionForm(
  props: EntryDoing & {
    /** Null: a new one. */
    action: ListedAction | null;
    fields: ActionFields;
    faults: Faults;
    onChange: (change: Partial<ActionFields>) => void;
    go: (to: Destination) => void;
  },
) {
  const { action, fields, faults, onChange } = props;
  const handle = action === null ? null : `A-${action.action_no}`;
  return (
    <EntryPane
      what="action"
      handle={handle}
      note={action === null ? undefined : dueWords(action)}
      saving="action.save"
      doing={props}
    >
      <PaneBody>
        <div className={styles['fields']}>
          <TextArea
            key={handle ?? 'new'}
            id="action-title"
            label="What is to be done"
            rows={2}
            autoFocus={action === null}
            value={fields.title}
            onChange={(text) => onChange({ title: text })}
            error={faults.title}
          />
          <Select
            label="Category"
            options={categoryChoices}
            value={fields.category}
            onChange={(category) => onChange({ category })}
          />
          <TextField
            label="Against which causes"
            isMono
            hint="Entries of the taxonomy or handles: M2, K-1"
            value={fields.causes}
            onChange={(causes) => onChange({ causes })}
            error={faults.causes}
          />
          {action === null || action.causes.length === 0 ? null : (
            <Causes causes={action.causes} go={props.go} />
          )}
          <TextField label="Owner" value={fields.owner} onChange={(owner) => onChange({ owner })} />
          <TextField
            label="Due"
            isMono
            hint="A day: 2026-12-01. Empty: no date"
            value={fields.due}
            onChange={(due) => onChange({ due })}
            error={faults.due}
          />
          <TextArea
            label="How to check that it worked"
            rows={3}
            value={fields.verification}
            onChange={(verification) => onChange({ verification })}
          />
          <Select
            label="Status"
            options={statusChoices}
            value={fields.status}
            onChange={(status) => onChange({ status })}
          />
        </div>
        {action === null ? null : <History action={action} />}
      </PaneBody>
    </EntryPane>
  );
}

/** Handles lead to their places; entries of the taxonomy are said by name. */
function Causes(props: { causes: ListedAction['causes']; go: (to: Destination) => void }) {
  return (
    <ul className={styles['causes']} aria-label="Causes by name">
      {props.causes.map(({ name, words }) => (
        <li key={name}>
          {name.includes('-') ? (
            <HandleLinks handles={[name]} what="cause of the action" go={props.go} />
          ) : (
            <span className="u-mono-small">{name}</span>
          )}
          <span className="u-soft">{words ?? 'not there any more'}</span>
        </li>
      ))}
    </ul>
  );
}

function History({ action }: { action: ListedAction }) {
  const { minuteZoned } = useTimes();
  const { data, error } = useQuery(
    ask.actions.history.queryOptions({ input: { action_no: action.action_no } }),
  );
  const acts = data?.acts ?? [];
  return (
    <PanelSection
      title="What was done to it"
      count={data === undefined ? undefined : String(acts.length)}
      isInset
    >
      {error === null ? null : (
        <p role="alert">{`It could not be read. ${troubleOf(error).sentence}`}</p>
      )}
      <ol className={styles['history']} aria-label="What was done to the action">
        {acts.map((act) => (
          <li key={act.seq} className={act.stands ? undefined : 'u-quiet'}>
            <span>{wordsOf(act)}</span>
            <span className="u-quiet">{`${act.by}, ${minuteZoned(act.at)}`}</span>
          </li>
        ))}
      </ol>
    </PanelSection>
  );
}

function wordsOf({ what, changes, stands }: ActionAct): string {
  const said =
    what === 'entered' ? 'Entered' : changes.map(({ field, to }) => `${field}: ${to}`).join('; ');
  return stands ? said : `${said} (taken back)`;
}
