import type { ReportDraft } from '../../../shared/domain/report-draft.ts';
import { PanelSection } from '../../design/pane.tsx';
import { isSaid } from './cell-drafts.ts';
import { type ListShape, lists, type TextShape, texts } from './field-shapes.ts';
import { ListField } from './list-field.tsx';
import { TextCell } from './text-cell.tsx';
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
      onEnter={(value) => {
        const seen = fields.now[shape.key] ?? '';
        return fields.enter(
          (now) => (isSaid(now[shape.key] ?? '', seen) ? { [shape.key]: value } : null),
          shape.label.toLowerCase(),
        );
      }}
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
