import { useEffect, useRef, useState } from 'react';
import type { ReportDraft } from '../../../shared/domain/report-draft.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { TextArea, TextField } from '../../design/field.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { useCaseKey } from '../../engine-client/live.ts';
import {
  type Column,
  type ListShape,
  lists,
  type TextShape,
  texts,
  withCell,
} from './field-shapes.ts';
import type { Fields } from './use-fields.ts';
import styles from './report.module.css';

/** What the examiner writes: each field is entered when it is left. */
export function FieldsForm({ draft, fields }: { draft: ReportDraft; fields: Fields }) {
  const handles = new Set(draft.exhibits.map(({ handle }) => handle));
  const text = (shape: TextShape, placeholder?: string) => (
    <TextCell
      id={`report-${shape.key}`}
      name={shape.key}
      label={shape.label}
      saved={fields.now[shape.key] ?? ''}
      {...(shape.hint === undefined ? {} : { hint: shape.hint })}
      {...(shape.lines === undefined ? {} : { lines: shape.lines })}
      {...(placeholder === undefined ? {} : { placeholder })}
      onEnter={(value) => fields.enter({ [shape.key]: value }, shape.label.toLowerCase())}
    />
  );
  const list = (shape: ListShape) => (
    <ListField key={shape.key} shape={shape} fields={fields} handles={handles} />
  );
  return (
    <>
      <PanelSection title="Cover" level={2} isInset>
        <div className={styles['fields']}>
          {text(texts.title, draft.case_title)}
          {text(texts.classification)}
          {text(texts.commissioned_by)}
        </div>
      </PanelSection>
      {list(lists.summary)}
      <PanelSection title="Scope" level={2} isInset>
        <div className={styles['fields']}>{text(texts.scope)}</div>
      </PanelSection>
      {list(lists.questions)}
      {list(lists.excluded)}
      <PanelSection title="Impact" level={2} isInset>
        <div className={styles['fields']}>{text(texts.impact)}</div>
      </PanelSection>
      {list(lists.harms)}
      {list(lists.notifications)}
      {list(lists.limitations)}
      <PanelSection title="Playbook" level={2} isInset>
        <div className={styles['fields']}>{text(texts.playbook)}</div>
      </PanelSection>
      {list(lists.playbook_changes)}
    </>
  );
}

function ListField(props: { shape: ListShape; fields: Fields; handles: ReadonlySet<string> }) {
  const { shape, fields, handles } = props;
  const rows = shape.read(fields.now);
  const [isAdding, setAdding] = useState(false);
  const isRemoving = useRef(false);
  useEffect(() => {
    isRemoving.current = false;
  });
  const shown = isAdding ? [...rows, {}] : rows;
  const enter = async (at: number, column: Column, value: string): Promise<void> => {
    if (value.trim() === '' && rows[at] === undefined) return;
    if (at >= rows.length) setAdding(false);
    await fields.enter(
      shape.write(withCell(rows, at, column.id, value)),
      shape.label.toLowerCase(),
    );
  };
  return (
    <PanelSection
      title={shape.label}
      level={2}
      count={rows.length === 0 ? 'none' : String(rows.length)}
      isInset
      end={
        <Button
          variant="bare"
          icon="plus"
          id={`report-${shape.key}`}
          label={`Add ${shape.one}`}
          onPress={() => setAdding(true)}
        >
          {`Add ${shape.one}`}
        </Button>
      }
    >
      {shown.map((row, at) => (
        <div
          key={at}
          role="group"
          aria-label={`${shape.one} ${at + 1}`}
          className={styles['entry']}
        >
          <div className={styles['fields']}>
            {shape.columns.map((column, index) => (
              <TextCell
                key={column.id}
                name={`${shape.key} ${at} ${column.id}`}
                label={column.label}
                saved={row[column.id] ?? ''}
                isFirst={isAdding && at === rows.length && index === 0}
                {...(column.lines === undefined ? {} : { lines: column.lines })}
                {...(column.hint === undefined ? {} : { hint: column.hint })}
                check={(value) => column.check?.(value, handles)}
                isDropped={() => isRemoving.current}
                onEnter={(value) => enter(at, column, value)}
              />
            ))}
          </div>
          <IconButton
            icon="trash"
            label={`Remove ${shape.one} ${at + 1}`}
            onPress={() => {
              isRemoving.current = true;
              if (at >= rows.length) setAdding(false);
              else
                fields
                  .enter(
                    shape.write(rows.filter((_, other) => other !== at)),
                    shape.label.toLowerCase(),
                  )
                  .catch(() => undefined);
            }}
          />
        </div>
      ))}
    </PanelSection>
  );
}

/** What was typed into fields and could not be entered, by case, field and what that said: it stands there again. */
const left = new Map<string, string>();

/** A text that is entered when it is left and is another; a text that cannot be entered stays and says why. */
function TextCell(props: {
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
  /** Whether it goes because its row was removed: then what stands in it goes too. */
  isDropped?: () => boolean;
}) {
  const { label, saved, lines = 1, hint, id, placeholder, isFirst = false } = props;
  const key = JSON.stringify([useCaseKey(), props.name, saved]);
  const [text, setText] = useState(left.get(key) ?? saved);
  const [seen, setSeen] = useState(saved);
  const [error, setError] = useState(() => (text === saved ? undefined : props.check?.(text)));
  if (seen !== saved) {
    setSeen(saved);
    setText(left.get(key) ?? saved);
    setError(undefined);
  }
  const leave = (): void => {
    if (text.trim() === saved.trim() || props.isDropped?.() === true) {
      left.delete(key);
      return;
    }
    left.set(key, text);
    const wrong = props.check?.(text);
    setError(wrong);
    if (wrong === undefined)
      props.onEnter(text.trim()).then(
        () => left.delete(key),
        () => undefined,
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
    onChange: setText,
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
    </div>
  );
}
